"""What the incidents page compares: events and deaths a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from components.charts.compare import Compared, Pair, in_one_legend, on_one_scale, times, too_few
from components.charts.overview import figures as charts
from components.current import dataset
from components.text.coverage_words import least_complete
from components.text.words import N_, Words
from data.analysis.comparison import FEWEST, Side, in_common, incomplete, side
from data.model import source_roles
from data.query.filters import Filters
from data.query.years import FIRST_YEAR
from data.subjects import country_years, incidents, place_coverage


def incident_compare(left: Filters, right: Filters, words: Words) -> Compared:
    """Both sides by year, with their averages in words."""
    sides = (side(dataset(), left), side(dataset(), right))
    figures = (_chart(left, words), _chart(right, words))
    series = [incidents.by_year(dataset(), filters) for filters in (left, right)]
    for axis, column in (("yaxis", "deaths"), ("yaxis2", "events")):
        on_one_scale(figures, axis, max((float(found[column].max()) for found in series if len(found)), default=1))
    in_one_legend(figures)
    return Compared(
        said=difference(*sides, words),
        charts=(Pair("years", words.t("Events and deaths a year"), figures, (source_roles.EVENTS,), coverage="events"),),
        note=" ".join(
            [
                words.t(
                    "Both sides share their scales. Averages count years covered from January to December only, with or without "
                    "an event; sides with fewer than {n} events in them are not set in proportion.",
                    n=FEWEST,
                ),
                *_incomplete((left, right), words),
            ]
        ),
    )


def _incomplete(sides: tuple[Filters, Filters], words: Words) -> Iterator[str]:
    """The years of both sides in which events are known to be missing: averages over them are too low."""
    found = {side.areas: set[int]() for side in sides}
    for one in sides:
        found[one.areas].update(incomplete(dataset(), one))
    for areas, years in found.items():
        if years:
            said = least_complete(years, words)
            yield said if len(found) == 1 else words.labelled(_area(areas, words), said)


def _chart(filters: Filters, words: Words) -> charts.Figure:
    last = place_coverage.anywhere(dataset(), filters.countries)[-1].end.year
    span = filters.span((FIRST_YEAR, last))
    gaps = place_coverage.gaps_on_axis(dataset(), filters.countries)
    found, preliminary = incidents.by_year(dataset(), filters), incidents.by_year(dataset(), filters, True)
    return charts.years(found, country_years.NONE, pd.DataFrame(), span, gaps, preliminary, country_years.NONE, words)


def difference(left: Side, right: Side, words: Words) -> tuple[str, ...]:
    """Both sides in one sentence each: a year's events and deaths, and how many times as many."""
    without = [s.filters.sentence(words) for s in (left, right) if not s.years]
    if without:
        named = " · ".join(dict.fromkeys(without))
        return (words.t("{name}: no year is covered from January to December, so nothing can be compared.", name=named),)
    lines = [
        words.t(
            "{name}: {events} and {deaths} a year (years covered from January to December: {n})",
            name=s.filters.sentence(words),
            n=words.number(s.years),
            events=_rate("{n} event", "{n} events", s.events_a_year, words),
            deaths=_rate("{n} death", "{n} deaths", s.deaths_a_year, words),
        )
        for s in (left, right)
    ]
    return (*lines, _times(left, right, words))


def _rate(one: str, many: str, rate: float, words: Words) -> str:
    """How many a year; what is above nothing is never rounded to it."""
    if 0 < rate < 0.5:
        return words.t("fewer than {amount}", amount=words.n(one, many, 1))
    return words.n(one, many, round(rate))


def _times(left: Side, right: Side, words: Words) -> str:
    """How many times as many events a year; of one period that is not covered alike for both, in the years that are."""
    if left.filters.years != right.filters.years or left.covered == right.covered:
        return _proportion(left, right, words)
    left, right = in_common(dataset(), left, right)
    if not left.covered:
        return words.t("No year is covered for both, so the two are not set in proportion.")
    first, second = (
        words.t(
            "{events} and {deaths} a year",
            events=_rate("{n} event", "{n} events", s.events_a_year, words),
            deaths=_rate("{n} death", "{n} deaths", s.deaths_a_year, words),
        )
        for s in (left, right)
    )
    counted = words.t(
        "Counted in the years covered for both, {years}: {first}, against {second}.",
        years=words.spans(left.covered), first=first, second=second,
    )  # fmt: skip
    return f"{_proportion(left, right, words)} {counted}"


def _proportion(left: Side, right: Side, words: Words) -> str:
    a, b = left.events_a_year, right.events_a_year
    if not a or not b:
        return words.t("One side has no event on record, so the two cannot be set in proportion.")
    if few := too_few((left.filters, left.events), (right.filters, right.events), words):
        return few
    if 0.95 < a / b < 1.05:
        said = words.t("Both have about as many events a year.")
    elif a > b:
        said = words.t("The first has {times} times as many events a year as the second.", times=times(a / b, words))
    else:
        said = words.t("The second has {times} times as many events a year as the first.", times=times(b / a, words))
    doubts = _doubts(left, right, words)
    if not doubts:
        return said
    return words.t(
        "{proportion}; but {doubts}, so this may be a difference of the data.",
        proportion=said.removesuffix("."), doubts=words.join(doubts),
    )  # fmt: skip


def _doubts(left: Side, right: Side, words: Words) -> list[str]:
    """Which of the years that rates rest on hold too few events, or events that UCDP may revise."""
    kinds: tuple[tuple[str, Callable[[Filters], Iterable[int]]], ...] = (
        (N_("events of {years} are incomplete"), lambda asked: incomplete(dataset(), asked)),
        (N_("events of {years} are preliminary"), lambda asked: incidents.by_year(dataset(), asked, True).year.tolist()),
    )
    doubts = []
    for message, of in kinds:
        found: dict[tuple[str, ...], set[int]] = {}
        for one in (left, right):
            if years := {*of(one.filters)} & {*one.covered}:
                found.setdefault(one.filters.areas, set()).update(years)
        named = {areas: words.spans(tuple(sorted(years))) for areas, years in found.items()}
        if left.filters.areas != right.filters.areas:
            named = {areas: f"{years} ({_area(areas, words)})" for areas, years in named.items()}
        if named:
            doubts.append(words.t(message, years=words.join(named.values())))
    return doubts


def _area(areas: tuple[str, ...], words: Words) -> str:
    return words.join(map(words.area, areas)) or words.t("all countries covered")
