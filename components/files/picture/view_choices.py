"""How a page can show its question: plain codes, each under a name of its own in the address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from components.briefing.value import EDITIONS
from data.analysis import crossing
from data.subjects import national, playback
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
#: What a page asks of the record: a pick that narrows none of it is not applied there.
SUBJECTS = {
    "overview": ("incidents", "flows", "routes"),
    "incidents": ("incidents",),
    "flows": ("flows",),
    "routes": ("routes", "incidents"),
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


def seen_from(text: str) -> Camera | None:
    """`lon,lat,zoom` as a camera, if there is such a place."""
    parts = text.split(",")
    if len(parts) != 3 or not all(re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,6})?", part) for part in parts):
        return None
    lon, lat, zoom = map(float, parts)
    return Camera(lon, lat, zoom) if abs(lon) <= 180 and abs(lat) <= 85 and 0 <= zoom <= 11 else None


def choices_of(page: str) -> list[Choice]:
    """The choices that a page has, in the order of its address."""
    return [choice for choice in _CHOICES if page in choice.pages]
