"""What a mark on the map says when pointed at: a title and up to three lines, the same fields in every layer."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from components.text.words import Words
from data.subjects.areas import FEWEST_FOR_SHARE
from data.subjects.incidents import CELL_EDGE_KM
from geo.deck import TOOLTIP_FIELDS

Texts = dict[str, str]
#: Whether events were chosen by their weapon, and whether a row holds these alone or all of its area.
Chosen = Literal["", "alone", "of all"]


def _texts(*lines: str) -> Texts:
    return dict(zip(TOOLTIP_FIELDS, (*lines, "", "", ""), strict=False))


def incidents_mark(row: Any, resolution: int, words: Words) -> Texts:
    """A cell or a place of `data.subjects.incidents.Marks`."""
    if resolution:
        title = words.t("Area about {km} km across", km=words.number(CELL_EDGE_KM[resolution] * 2))
    else:
        title = row.place if isinstance(row.place, str) else words.t("Place without a name in the source")
    counted = words.n("{n} event", "{n} events", row.events) + ", " + words.n("{n} death", "{n} deaths", row.deaths)
    return _texts(title, f"{counted}, {words.years(row.first, row.last)}", _named(row, words), words.t("Click for the records"))


def _named(row: Any, words: Words, share: str = "") -> str:
    """How many events of a mark name a weapon, and how many reports stand behind several of them."""
    named = words.n("weapon named in {n} event", "weapon named in {n} events", row.with_weapon) + share
    return f"{named}, {words.n('from {n} report', 'from {n} reports', row.reports)}" if row.with_weapon > 1 else named


def area(row: Any, name: str, words: Words, chosen: Chosen = "") -> Texts:
    """A row of `data.subjects.areas.counts`; with weapons `chosen` it holds these events alone, or is one of `named`."""
    counted = words.n("{n} event", "{n} events", row.events) + ", " + words.n("{n} death", "{n} deaths", row.deaths)
    few, share = row.events < FEWEST_FOR_SHARE, f" ({words.percent(row.with_weapon / row.events)})" if row.with_weapon else ""
    if chosen == "alone":
        # A row of chosen events alone has no share to tell.
        named = ""
    elif chosen:
        named = words.n("{n} fits the chosen weapons", "{n} fit the chosen weapons", row.with_weapon) + share
    elif few:
        named = _named(row, words) + ", " + words.t("too few events for a share")
    else:
        named = _named(row, words, share)
    return _texts(name, f"{counted}, {words.years(row.first, row.last)}", named, words.t("Click to see this area only"))


def unknown_area(name: str, words: Words) -> Texts:
    """One of `data.subjects.areas.without_data`."""
    return _texts(name, words.t("no data in these years"), words.t("A gap is no data, not peace."))


def played(row: Any, step: str, words: Words) -> Texts:
    """A row of `data.subjects.playback.played`."""
    when = step_name(row.time, step, words)
    place = getattr(row, "place", None)
    counted = words.n("{n} event", "{n} events", row.events) + ", " + words.n("{n} death", "{n} deaths", row.deaths)
    return _texts(f"{place}, {when}" if isinstance(place, str) else when, counted)


def step_name(time: int, step: str, words: Words) -> str:
    """A step of time in words: `2014`, or `March 2014` for year × 12 + month − 1."""
    return str(time) if step == "year" else words.month(datetime.date(int(time) // 12, int(time) % 12 + 1, 1))


def flow(row: Any, words: Words) -> Texts:
    """One of `data.subjects.flows.links`."""
    origin, destination = (end_of_flow(row, end, words) for end in ("origin", "destination"))
    title = f"{origin or words.t('origin unknown')} → {destination or words.t('destination unknown')}"
    what = f"{words.flows({row.kind: row.records})}, {words.t(row.reliability)}, {words.years(row.first, row.last)}"
    return _texts(title, what, shortened(words.weapons(row.weapons)), words.t("Click for the records"))


def flow_mark(row: Any, end: str, words: Words) -> Texts:
    """The mark at one place of such a link: what it marks, and the way where some of it is known."""
    said, at = flow(row, words), end_of_flow(row, end, words)
    known = end_of_flow(row, "origin", words) or end_of_flow(row, "destination", words)
    return said | {"t": f"{at}: {said['t']}" if known else at}


def end_of_flow(row: Any, end: str, words: Words) -> str:
    """A place and its country, a country alone, or nothing."""
    place, country = getattr(row, f"{end}_place"), getattr(row, f"{end}_country")
    named = words.place(place, getattr(row, f"{end}_precision")) if isinstance(place, str) else ""
    return ", ".join(filter(None, (named, words.country(country) if isinstance(country, str) else "")))


def route(row: Any, words: Words) -> Texts:
    """A row of `data.subjects.routes.matching`."""
    how = f"{words.t(row.mode)}, {words.t(row.reliability)}, {words.years(row.start_year, row.end_year)}"
    return _texts(
        words.corridor(row.name),
        how,
        shortened(words.weapons(row.weapons)),
        words.t("The line is indicative. Click for the record"),
    )


def country_ring(name: str, words: Words) -> Texts:
    """A country-level end of flows."""
    return _texts(name, words.t("Known at country level only: the ring is not a place"))


def shortened(text: str, longest: int = 110) -> str:
    """A text that fits a tooltip."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"
