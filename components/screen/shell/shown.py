"""How a page shows its question: plain codes beside the filters, each under a name of its own in the address.

A choice belongs to a page and rests while another page is open. What is shown at first is left out of the address.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.files.picture.view_choices import CHOICES, LAYERS, NO_LAYER, choices_of, seen_from
from data.query.filters import LONGEST_VALUE, Problem
from geo.scene import Camera


def parse(page: str, query: Mapping[str, str]) -> list[Problem]:
    """Show a page as a query says; what it leaves out or says wrongly is shown as at first. Returns what was wrong."""
    problems = []
    for choice in choices_of(page):
        value = query.get(choice.name, "")
        known = len(value) <= LONGEST_VALUE and choice.allows(value)
        choose(page, choice.name, value if known else "")
        if value and not known:
            problems.append(Problem(choice.name, value[:20]))
    return problems


def parameters(page: str) -> dict[str, str]:
    """What differs from how a page is shown at first. Where its map looks only the browser knows."""
    held = _held()
    found = {choice.name: held.get((page, choice.name), "") for choice in choices_of(page)}
    return {name: value for name, value in found.items() if value and name != "camera"}


def chosen(page: str, name: str) -> str:
    """The value of a choice, or an empty text if it has none at first."""
    first = next(iter(CHOICES[page, name].values), "")
    return _held().get((page, name)) or first


def choose(page: str, name: str, value: str) -> None:
    """Set a choice; an empty value is the one at first."""
    values = CHOICES[page, name].values
    _held()[page, name] = "" if values and value == values[0] else value


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


def _held() -> dict[tuple[str, str], str]:
    """What is shown in this session: one entry of its state, all of which Streamlit walks through for many a widget."""
    held: dict[tuple[str, str], str] = st.session_state.setdefault("shown", {})
    return held
