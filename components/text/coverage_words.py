"""Coverage in words: which periods are gaps, and what a step of time holds where places are not known in all of it."""

from __future__ import annotations

import datetime

from components.text.words import Words
from data.query.filters import Filters
from data.query.years import FIRST_YEAR, all_years
from data.subjects import place_coverage
from data.subjects.place_coverage import Span
from data.subjects.playback import Step


def gaps_said(filters: Filters, words: Words) -> list[str]:
    """The gaps in place-level data within the years that are asked for, and the day after which no source speaks of places: one
    line, or none where these years are known in full.
    """
    first, last = filters.span(all_years())
    asked = [
        Span(max(span.start, datetime.date(first, 1, 1)), min(span.end, datetime.date(last, 12, 31)))
        for span in place_coverage.gaps(filters.countries)
        if span.start.year <= last and span.end.year >= first
    ]
    spans = [words.period(span.start, span.end, "day") for span in asked]
    end = place_coverage.last_day()
    if end < datetime.date(last, 12, 31):
        spans.append(words.t("after {day}", day=words.date(end)))
    if not spans:
        return []
    return [words.t("No place-level data for all of this area: {spans}. A gap is no data, not peace.", spans=words.join(spans))]


def covered_said(countries: tuple[str, ...], words: Words) -> str:
    """Until when place-level events are whole, and which later years they speak of in part."""
    values = {"first": FIRST_YEAR, "month": words.month(place_coverage.events_until(countries))}
    if later := place_coverage.later_years(countries):
        years = words.join(map(str, later))
        return words.t("Place-level events are covered from {first} to {month}, and in parts of {years}.", **values, years=years)
    return words.t("Place-level events are covered from {first} to {month}.", **values)


def step_said(countries: tuple[str, ...], time: int, step: Step, events: int, deaths: int, words: Words) -> str:
    """Events and deaths of a step of time; where places are known of a part of it, that; where of none, no number."""
    standing = place_coverage.of_step(countries, time, step)
    counted = words.n("{n} event", "{n} events", events) + ", " + words.n("{n} death", "{n} deaths", deaths)
    if standing == "none" and not events:
        return words.t("no data: no source at hand speaks of places here")
    if standing == "whole":
        return counted
    return words.t("{counted} (known in part only: not all days or areas are covered)", counted=counted)
