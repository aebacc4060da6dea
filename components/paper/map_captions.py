"""What a map on paper shows, where and when it looks, and what is said around it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from components.current import dataset
from components.layers.area_classes import areas_explained
from components.layers.played import left_out
from components.layers.rows import FLOWS_ON, LAYERS, not_drawn
from components.paper.captions import Captions
from components.text import currency_line, sentences
from components.text.coverage_words import gaps_chosen, step_said
from components.text.tooltips import step_name
from components.text.unplaced_words import not_placed_of
from components.text.words import N_, Words
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import areas, flows, incidents, playback, routes
from data.subjects.playback import LAYERS as PLAYED
from geo.scene import Camera

#: Layers of a map by the name of their switch in the legend, with what a title calls them.
LAYER_NAMES = {
    "incidents": N_("events"),
    "flows": N_("illicit flows, seizures and collections"),
    "routes": N_("corridors"),
    "transfers": N_("authorised transfers"),
}
#: Maps of first-level areas by what they measure, each alone on its map.
AREA_NAMES = {
    "areas-events": N_("events by first-level area"),
    "areas-deaths": N_("deaths by first-level area"),
    "areas-share": N_("share of events that name a weapon, by first-level area"),
}
#: The subject of each layer.
_SUBJECTS = {
    **dict.fromkeys(("incidents", *AREA_NAMES, *PLAYED), "incidents"),
    **dict.fromkeys(("flows", "transfers"), "flows"),
    "routes": "routes",
}
_SOURCES = {
    "incidents": (source_roles.EVENTS,),
    "flows": (source_roles.OWN_TABLES,),
    "routes": (source_roles.OWN_TABLES,),
    "transfers": (source_roles.TRANSFER_REGISTER,),
}


@dataclass(frozen=True)
class Sight:
    """Where a map looks: at its selection, at all of the earth (`wide`), or where somebody moved it to; and when.

    across  pixels of the screen's map whose whole width must be seen; 0: that of a page
    moment  the step of a map that is played; None: its last
    close   at the borders that the selection picks, as slides do, instead of at its countries
    """

    wide: bool = False
    camera: Camera | None = None
    across: int = 0
    moment: int | None = None
    close: bool = False


SELECTION = Sight()
#: Pixels across of a map on a slide of the screen.
ON_A_SLIDE = 1200


def applied(filters: Filters, shown: tuple[str, ...]) -> Filters:
    """What of a question narrows the layers that a map shows."""
    return filters.about(*(_SUBJECTS[name] for name in shown))


def captions(filters: Filters, shown: tuple[str, ...], words: Words, sight: Sight = SELECTION) -> Captions:
    """What stands around the map of a question."""
    if areas_by := alone(shown, AREA_NAMES):
        return _about_areas(areas_by, filters.picking("admin1", None), words)
    if played := alone(shown, PLAYED):
        return _about_step(PLAYED[played], filters, words, sight)
    what = words.join(words.t(LAYER_NAMES[name]) for name in LAYER_NAMES if name in shown) or words.t("map")
    title = words.t("On record: {what}", what=what)
    asked = applied(filters, shown)
    sources = dict.fromkeys(source for name in shown for source in _SOURCES[name]) | dict.fromkeys((source_roles.GROUND,))
    return Captions(
        title,
        asked.sentence(words),
        _finding(filters, shown, words),
        (*_notes(filters, shown, words), sentences.boundaries(words)),
        tuple(sentences.credit(source, words) for source in sources),
        currency_line.line_of_today(filters.countries, words),
    )


def _about_areas(name: str, filters: Filters, words: Words) -> Captions:
    """Captions of a map of areas."""
    _, notes = areas_explained(name.removeprefix("areas-"), _left_out(name, filters), words, bool(filters.weapons))
    return Captions(
        words.t("On record: {what}", what=area_title(name, filters, words)),
        filters.sentence(words),
        _finding(filters, ("incidents",), words),
        (*notes, *_period(filters, words), sentences.boundaries(words)),
        tuple(sentences.credit(source, words) for source in (source_roles.EVENTS, source_roles.GROUND)),
        currency_line.line_of_today(filters.countries, words),
    )


def area_title(name: str, filters: Filters, words: Words) -> str:
    """What a map of areas measures."""
    if name == "areas-share" and filters.weapons:
        return words.t("share of events that fit the chosen weapons, by first-level area")
    return words.t(AREA_NAMES[name])


def _left_out(name: str, filters: Filters) -> areas.LeftOut:
    """What a map of areas leaves out of the events that it counts."""
    return areas.left_out(dataset(), filters.without("weapons") if name == "areas-share" else filters)


def _about_step(step: playback.Step, filters: Filters, words: Words, sight: Sight) -> Captions:
    """Captions of a map of one step of time."""
    now = moment(filters, step, sight)
    when = step_name(now, step, words) if now else words.t("No event on record")
    title = words.t("On record: {what}", what=words.labelled(words.t(LAYER_NAMES["incidents"]), when))
    notes = (left_out(filters, step, words), *_period(filters, words), sentences.boundaries(words))
    credits = tuple(sentences.credit(source, words) for source in (source_roles.EVENTS, source_roles.GROUND))
    current = currency_line.line_of_today(filters.countries, words)
    said = step_said(filters, now, step, words) if now else _counted(0, 0, words)
    return Captions(title, filters.sentence(words), said, notes, credits, current)


def _counted(events: int, deaths: int, words: Words) -> str:
    return words.t(
        "{events} with {deaths}", events=words.n("{n} event", "{n} events", events),
        deaths=words.n("{n} death", "{n} deaths", deaths),
    )  # fmt: skip


def _finding(filters: Filters, shown: tuple[str, ...], words: Words) -> str:
    """How much is on record of what is drawn."""
    counts = []
    if "incidents" in shown:
        found = incidents.by_year(dataset(), filters)
        counts.append(_counted(int(found.events.sum()), int(found.deaths.sum()), words))
    if on := [kinds for name, kinds in FLOWS_ON.items() if name in shown]:
        asked = frozenset().union(*on)
        found = {kind: n for kind, n in flows.by_kind(dataset(), filters).items() if kind in asked}
        counts += words.flow_counts(found) or [words.flows(found)]
    if "routes" in shown:
        counts.append(words.n("{n} corridor", "{n} corridors", len(routes.matching(dataset(), filters))))
    return " · ".join(counts)


def _notes(filters: Filters, shown: tuple[str, ...], words: Words) -> list[str]:
    """What the map cannot show."""
    notes = _period(filters, words) if "incidents" in shown else []
    if "incidents" in shown and (vague := not_placed_of(filters, "place", words)):
        notes.append(vague)
    if missing := sentences.not_drawn(not_drawn(shown, filters), words):
        notes.append(missing)
    return notes


def _period(filters: Filters, words: Words) -> list[str]:
    """Of which days places are known: of all there are, and of the years that somebody chose."""
    period = incidents.period(dataset(), filters.countries)
    gaps = gaps_chosen(filters, words)
    if period is None:
        return gaps
    return [
        words.t("Place-level events for this area run from {first} to {last}; absence of records is not absence of arms.",
                first=period[0], last=period[1]),
        *gaps,
    ]  # fmt: skip


def alone(shown: tuple[str, ...], kinds: Collection[str]) -> str | None:
    """The layer of a kind that stands alone on its map."""
    return next((name for name in shown if name in kinds), None)


def moment(filters: Filters, step: playback.Step, sight: Sight) -> int:
    known = playback.times(dataset(), filters, step)
    return sight.moment if sight.moment in known else max(known, default=0)


def rows_of(name: str, filters: Filters, words: Words) -> tuple[dict[str, Any], ...]:
    """The rows that the browser fetches."""
    return tuple(LAYERS[name](filters, words))
