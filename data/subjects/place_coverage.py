"""The days of which places are known, by country. A day outside them is a gap: no data, which is not peace.

Nothing that compares periods (a rise, a mean, a peak, a rate a year) may reach over a gap or count one as nought: `whole_years`
says what may be compared.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import Literal

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.years import FIRST_YEAR, last_year

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """First and last day of a period; `part` where places are known in some of the countries or areas asked for only."""

    start: datetime.date
    end: datetime.date
    part: bool = False


#: How a source stands to a period: it speaks of every day in all countries asked for, of a part of it, or of none.
Standing = Literal["whole", "part", "none"]


@dataclass(frozen=True)
class Parts:
    """Days of which places are known in some parts of what is asked for only: in these countries, and in these first-level
    areas of others.
    """

    spans: tuple[Span, ...]
    countries: tuple[str, ...]
    areas: tuple[str, ...]


@cached_by_version
def _by_area(dataset: Dataset) -> dict[str, dict[str, tuple[Span, ...]]]:
    """By country: the days of which places are known in all of it (under no name), and in first-level areas by themselves."""
    table = dataset.table("coverage")
    rows = dataset.frame(table.filter(table.kind == "places").select("country", "area", "start", "end"))
    found: dict[str, dict[str, tuple[Span, ...]]] = {}
    for (country, area), own in rows.groupby(["country", "area"]):
        spans = _joined(Span(row.start.date(), row.end.date()) for row in own.itertuples())
        found.setdefault(str(country), {})[str(area)] = spans
    return found


@cached_by_version
def _spoken_of(dataset: Dataset) -> dict[str, tuple[tuple[Span, ...], tuple[Span, ...]]]:
    """By country: the days of which places are known in all of it, and in any part of it."""
    return {
        country: (own.get("", ()), _joined(span for spans in own.values() for span in spans))
        for country, own in _by_area(dataset).items()
    }


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as few spans in order."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if out and span.start <= out[-1].end + _DAY:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _in_both(left: tuple[Span, ...], right: tuple[Span, ...]) -> tuple[Span, ...]:
    cut = (Span(max(a.start, b.start), min(a.end, b.end)) for a in left for b in right)
    return tuple(span for span in cut if span.start <= span.end)


@cached_by_version
def everywhere(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Span, ...]:
    """The days of which places are known in all of these countries (empty: all on the map)."""
    known = _spoken_of(dataset)
    return reduce(_in_both, (known.get(country, ((), ()))[0] for country in countries or known))


@cached_by_version
def anywhere(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Span, ...]:
    """The days of which places are known in any part of these countries."""
    known = _spoken_of(dataset)
    return _joined(span for country in countries or known for span in known.get(country, ((), ()))[1])


@cached_by_version
def last_day(dataset: Dataset) -> datetime.date:
    """The last day of which any place-level source speaks, wherever."""
    return max((spans[-1].end for _, spans in _spoken_of(dataset).values() if spans), default=datetime.date(FIRST_YEAR, 1, 1))


@cached_by_version
def gaps(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Span, ...]:
    """The days from FIRST_YEAR to the last of any source of which places are not known in all of these countries, those apart of
    which they are known in part.
    """
    last = last_day(dataset)
    found, day = [], datetime.date(FIRST_YEAR, 1, 1)
    for span in everywhere(dataset, countries):
        if span.start > day:
            found.append(Span(day, span.start - _DAY))
        day = max(day, span.end + _DAY)
    found += [Span(day, last)] if day <= last else []
    part = [replace(span, part=True) for span in _in_both(anywhere(dataset, countries), tuple(found))]
    return tuple(sorted((*part, *_without(found, part)), key=lambda span: span.start))


def gaps_on_axis(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Span, ...]:
    """The same with the days after the last of any source, to the end of its year, which an axis of whole years shows, too."""
    last = last_day(dataset)
    rest = Span(last + _DAY, datetime.date(last.year, 12, 31))
    return (*gaps(dataset, countries), *((rest,) if rest.start <= rest.end else ()))


def known_in_part(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Span, ...]:
    """The days of which places are known in some of these countries or areas, and not in all."""
    return tuple(span for span in gaps(dataset, countries) if span.part)


@cached_by_version
def parts_known(dataset: Dataset, countries: tuple[str, ...], start: datetime.date, end: datetime.date) -> tuple[Parts, ...]:
    """The days from `start` to `end` that are known in part, by the parts: those of the same parts together, the first first."""
    known = _by_area(dataset)
    asked = [(country, area, spans) for country in countries or known for area, spans in known.get(country, {}).items()]
    turns = {day for *_, spans in asked for span in spans for day in (span.start, span.end + _DAY)}
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Span]] = {}
    for gap in _in_both(known_in_part(dataset, countries), (Span(start, end),)):
        days = sorted({gap.start, gap.end + _DAY, *(day for day in turns if gap.start < day <= gap.end)})
        for first, after in pairwise(days):
            told = [(country, area) for country, area, spans in asked if any(s.start <= first <= s.end for s in spans)]
            whole = tuple(country for country, area in told if not area)
            parts = tuple(area for country, area in told if area and country not in whole)
            found.setdefault((whole, parts), []).append(Span(first, after - _DAY))
    return tuple(Parts(_joined(spans), *parts) for parts, spans in found.items())


def knows_area(dataset: Dataset, country: str, area: str, start: datetime.date, end: datetime.date) -> bool:
    """Whether places in a first-level area are known of any day from `start` to `end`."""
    own = _by_area(dataset).get(country, {})
    return any(span.start <= end and start <= span.end for span in (*own.get("", ()), *own.get(area, ())))


def unknown(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Span, ...]:
    """The days, to the last of any source, of which no place in these countries is known."""
    return tuple(span for span in gaps(dataset, countries) if not span.part)


def _without(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What is left of these days without those of the others."""
    left = list(spans)
    for other in others:
        before = (Span(span.start, min(span.end, other.start - _DAY)) for span in left)
        after = (Span(max(span.start, other.end + _DAY), span.end) for span in left)
        left = list({span for span in (*before, *after) if span.start <= span.end})
    return left


def standing(dataset: Dataset, countries: tuple[str, ...], start: datetime.date, end: datetime.date) -> Standing:
    """How the place-level sources stand to the days from `start` to `end`."""
    if any(span.start <= start and end <= span.end for span in everywhere(dataset, countries)):
        return "whole"
    return "part" if any(span.start <= end and start <= span.end for span in anywhere(dataset, countries)) else "none"


def of_step(dataset: Dataset, countries: tuple[str, ...], time: int, step: str) -> Standing:
    """The same of a year, or of a month as year × 12 + month − 1."""
    if step == "year":
        return standing(dataset, countries, datetime.date(time, 1, 1), datetime.date(time, 12, 31))
    year, month = divmod(time, 12)
    return standing(
        dataset, countries, datetime.date(year, month + 1, 1), datetime.date(year + month // 11, (month + 1) % 12 + 1, 1) - _DAY
    )


@cached_by_version
def whole_years(dataset: Dataset, countries: tuple[str, ...]) -> tuple[int, ...]:
    """The years that place-level sources cover from January to December in all of these countries: only they may be compared."""
    return tuple(
        year for year in range(FIRST_YEAR, last_year(dataset) + 1) if of_step(dataset, countries, year, "year") == "whole"
    )


def runs(years: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """First and last year of each run of years without a gap."""
    starts = [year for year in years if year - 1 not in years]
    return tuple(zip(starts, (year for year in years if year + 1 not in years), strict=True))


def events_until(dataset: Dataset, countries: tuple[str, ...]) -> datetime.date:
    """The day to which place-level events are covered without a gap in all of these countries (empty: all on the map)."""
    spans = everywhere(dataset, countries)
    return spans[0].end if spans else datetime.date(FIRST_YEAR - 1, 12, 31)


def later_years(dataset: Dataset, countries: tuple[str, ...]) -> tuple[int, ...]:
    """The years with days after `events_until` of which places are known, be it in some of these countries or areas."""
    first = events_until(dataset, countries) + _DAY
    later = [Span(max(span.start, first), span.end) for span in anywhere(dataset, countries) if span.end >= first]
    return tuple(sorted({year for span in later for year in range(span.start.year, span.end.year + 1)}))
