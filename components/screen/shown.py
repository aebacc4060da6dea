"""How a page shows its question: plain codes beside the filters, each under a name of its own in the address.

A choice belongs to a page and rests while another page is open. What is shown at first is left out of the address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from components.briefing.value import EDITIONS
from data import crossing, national, playback
from data.filters import LONGEST_VALUE, Problem
from geo.scene import Camera

#: Layers that a legend can switch, in the order of the legend; and the word for none of them.
LAYERS = ("incidents", "flows", "transfers", "routes")
NO_LAYER = "none"
#: Pages with a map, by their path; the front page is the overview.
_MAPS = ("overview", "incidents", "flows", "routes", "briefing")
#: The layers that pages draw at first.
FIRST_LAYERS = {
    "overview": frozenset({"incidents", "flows", "routes"}),
    "incidents": frozenset({"incidents"}),
    "flows": frozenset({"flows", "transfers"}),
    "routes": frozenset({"routes"}),
}


@dataclass(frozen=True)
class Choice:
    """`values` are all there are, the one shown at first in front; without them a value is whatever `form` fits."""

    name: str
    pages: tuple[str, ...]
    values: tuple[str, ...] = ()
    form: str = r"(?!)"

    def allows(self, value: str) -> bool:
        if self.name == "camera":
            return seen_from(value) is not None
        return value in self.values or re.fullmatch(self.form, value) is not None


_CHOICES = (
    Choice("view", ("incidents",), ("marks", "areas", "time")),
    Choice("measure", ("incidents",), ("events", "deaths", "share")),
    Choice("step", ("incidents",), playback.STEPS),
    Choice("at", ("incidents",), form=r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?"),
    Choice("bars", ("incidents",), playback.STEPS),
    Choice("own", ("incidents",), ("none", *national.SUBJECTS)),
    Choice("mix", ("incidents",), ("weapons", "violence")),
    Choice("subject", ("overview",), tuple(crossing.SUBJECTS)),
    Choice("by", ("flows",), ("kind", "weapon")),
    Choice("more", ("flows",), ("records", "embargoes", "seizures", "holdings")),
    Choice("count", ("routes",), ("events", "deaths")),
    Choice("edition", ("briefing",), EDITIONS),
    Choice("look", ("flows",), ("selection", "world")),
    Choice("layers", _MAPS, form=rf"{NO_LAYER}|({'|'.join(LAYERS)})(,({'|'.join(LAYERS)}))*"),
    Choice("camera", _MAPS),
)
CHOICES = {(page, choice.name): choice for choice in _CHOICES for page in choice.pages}


def parse(page: str, query: Mapping[str, str]) -> list[Problem]:
    """Show a page as a query says; what it leaves out or says wrongly is shown as at first. Returns what was wrong."""
    problems = []
    for choice in _of(page):
        value = query.get(choice.name, "")
        known = len(value) <= LONGEST_VALUE and choice.allows(value)
        choose(page, choice.name, value if known else "")
        if value and not known:
            problems.append(Problem(choice.name, value[:20]))
    return problems


def parameters(page: str) -> dict[str, str]:
    """What differs from how a page is shown at first. Where its map looks only the browser knows."""
    found = {choice.name: st.session_state.get(_key(page, choice.name), "") for choice in _of(page)}
    return {name: value for name, value in found.items() if value and name != "camera"}


def chosen(page: str, name: str) -> str:
    """The value of a choice, or an empty text if it has none at first."""
    first = next(iter(CHOICES[page, name].values), "")
    return str(st.session_state.get(_key(page, name)) or first)


def choose(page: str, name: str, value: str) -> None:
    """Set a choice; an empty value is the one at first."""
    values = CHOICES[page, name].values
    st.session_state[_key(page, name)] = "" if values and value == values[0] else value


def forget(*names: str) -> None:
    """Show these as at first, on every page."""
    for page, name in CHOICES:
        if name in names:
            choose(page, name, "")


def layers(page: str, on: frozenset[str]) -> frozenset[str]:
    """The layers to draw; `on` are those that a page draws at first."""
    value = chosen(page, "layers")
    return frozenset(value.split(",")) & frozenset(LAYERS) if value else on


def switch_layers(page: str, on: frozenset[str], wanted: frozenset[str]) -> None:
    """Draw these layers."""
    named = ",".join(name for name in LAYERS if name in wanted)
    choose(page, "layers", "" if wanted == on else named or NO_LAYER)


def opened(page: str) -> Camera | None:
    """Where the map looked in the link that was opened."""
    return seen_from(chosen(page, "camera"))


def seen_from(text: str) -> Camera | None:
    """`lon,lat,zoom` as a camera, if there is such a place."""
    parts = text.split(",")
    if len(parts) != 3 or not all(re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,6})?", part) for part in parts):
        return None
    lon, lat, zoom = map(float, parts)
    return Camera(lon, lat, zoom) if abs(lon) <= 180 and abs(lat) <= 85 and 0 <= zoom <= 11 else None


def _of(page: str) -> list[Choice]:
    return [choice for choice in _CHOICES if page in choice.pages]


def _key(page: str, name: str) -> str:
    return f"shown_{page}_{name}"
