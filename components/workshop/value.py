"""A storyboard as a value: slides in their order, each a live view of the app with what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.query.filters import Filters
from data.subjects.playback import LAYERS as PLAYED

#: Charts that a slide can show, each for the slide's question (components.charts.catalogue).
ChartName = Literal[
    "years", "matrix", "weapons", "violence", "flow-years", "streams", "suppliers", "recipients", "mechanisms",
    "modes", "borders", "profile", "border-sides", "timeline",
]  # fmt: skip
#: What a slide shows. `compare` puts two selections side by side; `question` is words only.
View = Literal["map", "compare", "briefing", "question"] | ChartName
#: A text by language (`en`, `fr`, `es`); English stands in where a language is missing.
Said = dict[str, str]


@dataclass(frozen=True)
class Slide:
    """One slide.

    id       stable within its storyboard: ASCII letters, digits and hyphens
    finding  one sentence, read from the back of the room
    view     what is drawn; `layers` are those of the map
    camera   (longitude, latitude, zoom), or None: fit the area
    section  of the briefing; of a comparison: what is compared, `incidents` unless it says so
    compare  the other side of a comparison, as the address has it
    shown    how the view shows it, as the address of its page says it: `{"subject": "illicit"}`
    ask      the question to the room, or empty
    choices  answers among which the room may vote; without them it says how well it can answer
    sources  ids of `data.model.sources`, or citations
    seconds  how long the presenter plans to stay
    """

    id: str
    title: Said
    finding: Said
    view: View
    filters: Filters
    notes: Said
    seconds: int = 120
    layers: tuple[str, ...] = ()
    camera: tuple[float, float, float] | None = None
    compare: str = ""
    section: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    ask: Said | None = None
    choices: tuple[Said, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Storyboard:
    """A storyboard: `id` is its name in addresses and files."""

    id: str
    title: Said
    slides: tuple[Slide, ...]


def plays(slide: Slide) -> bool:
    """Whether a slide's map plays through time; one that names a step stands at it."""
    return bool(set(slide.layers) & set(PLAYED)) and "at" not in dict(slide.shown)


def said(text: Said | None, language: str) -> str:
    """A text in a language, or in English, or in whichever there is."""
    found = text or {}
    return found.get(language) or found.get("en") or next(iter(found.values()), "")
