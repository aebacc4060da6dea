"""Coverage in words: which periods are gaps, and what a step of time holds where places are not known in all of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from components.current import dataset
from components.text.words import Words
from data.ground.places import folded
from data.query.filters import Filters
from data.query.years import FIRST_YEAR, all_years
from data.subjects import place_coverage, playback
from data.subjects.place_coverage import Parts, Span
from data.subjects.playback import Step

#: Parts of an area that a sentence names.
MOST_NAMED = 5


def gaps_said(filters: Filters, words: Words) -> list[str]:
    """The days within the years that are asked for of which places are known in parts of the area only, and those of which none
    is known, the time after the last of any source among them: a line each, or none where these years are known in full.
    """
    first, last = filters.span(all_years(dataset()))
    none = _within(place_coverage.unknown(dataset(), filters.countries), first, last, words)
    end = place_coverage.last_day(dataset())
    if end < datetime.date(last, 12, 31):
        none.append(words.t("after {day}", day=words.date(end)))
    lines = []
    if part := _parts_said(filters, words):
        lines.append(part)
    if none:
        lines.append(words.t("No place-level data: {spans}. A gap is no data, not peace.", spans=words.join(none)))
    return lines


def gaps_chosen(filters: Filters, words: Words) -> list[str]:
    """The same of years that somebody chose; of all years, the notes on the sources of a page say it."""
    return gaps_said(filters, words) if filters.years else []


def _parts_said(filters: Filters, words: Words) -> str:
    """The days within the years that are asked for of which places are known in parts only, and in which."""
    first, last = filters.span(all_years(dataset()))
    start, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    return " ".join(
        words.t(
            "Place-level data of parts of this area only ({parts}): {spans}.",
            parts=_named(part, words), spans=words.join(_days(span, words) for span in part.spans),
        )
        for part in place_coverage.parts_known(dataset(), filters.countries, start, end)
    )  # fmt: skip


def _named(part: Parts, words: Words) -> str:
    """Parts by name, areas first, since they say more of what is missing; of many the first and how many more."""
    names = [*sorted(map(words.admin1, part.areas), key=folded), *sorted(map(words.country, part.countries), key=folded)]
    more = len(names) - MOST_NAMED
    if more < 2:
        return words.join(names)
    return words.t("{names} and {n} more", names=", ".join(names[:MOST_NAMED]), n=words.number(more))


def least_complete(years: Iterable[int], words: Words) -> str:
    """Years in which place-level events are known to be missing, whose numbers are too low."""
    return words.t(
        "Least complete: {years}. Events there hold less than two thirds of the deaths in UCDP's totals.",
        years=words.spans(tuple(sorted(years))),
    )


def _within(spans: tuple[Span, ...], first: int, last: int, words: Words) -> list[str]:
    """Spans as far as they lie in these years, in words."""
    start, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    shown = (Span(max(span.start, start), min(span.end, end)) for span in spans)
    return [_days(span, words) for span in shown if span.start <= span.end]


def _days(span: Span, words: Words) -> str:
    """`2024`, `2022–2024` or `1 March 2026 – 4 June 2026`."""
    if (span.start.month, span.start.day, span.end.month, span.end.day) == (1, 1, 12, 31):
        return words.years(span.start.year, span.end.year)
    return words.period(span.start, span.end, "day")


def covered_said(countries: tuple[str, ...], words: Words) -> str:
    """Until when place-level events are whole, and which later years they speak of in part."""
    values = {"first": FIRST_YEAR, "month": words.month(place_coverage.events_until(dataset(), countries))}
    if later := place_coverage.later_years(dataset(), countries):
        years = words.spans(later)
        return words.t("Place-level events are covered from {first} to {month}, and in parts of {years}.", **values, years=years)
    return words.t("Place-level events are covered from {first} to {month}.", **values)


def is_gap(countries: tuple[str, ...], time: int, step: Step, events: int) -> bool:
    """Whether of a step of time no source speaks of places: an empty map would be taken for peace."""
    return not events and place_coverage.of_step(dataset(), countries, time, step) == "none"


def step_said(filters: Filters, time: int, step: Step, words: Words) -> str:
    """Events and deaths of a step of time, and of how many events the map can show a place; where places are known of a part of
    it, that; where of none, no number.
    """
    standing = place_coverage.of_step(dataset(), filters.countries, time, step)
    events, deaths = playback.totals(dataset(), filters, step).get(time, (0, 0))
    placed = playback.placed_events(dataset(), filters, step).get(time, 0)
    counted = words.n("{n} event", "{n} events", events) + ", " + words.n("{n} death", "{n} deaths", deaths)
    if placed < events:
        counted = words.n("{counted} (on the map: {n} event)", "{counted} (on the map: {n} events)", placed, counted=counted)
    if standing == "none" and not events:
        return words.t("no data, which is not peace: no source at hand speaks of places here")
    if standing == "whole":
        return counted
    if not events:
        return words.t("no event on record, and not all days or areas are covered")
    return words.t("{counted} (known in part only: not all days or areas are covered)", counted=counted)
