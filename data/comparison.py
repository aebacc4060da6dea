"""Comparison: a question beside the same one for another area or another period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data import crossing
from data.coverage import events_until
from data.filters import FIRST_YEAR, Filters

#: What may differ between two sides, by its name in the address: `compare=area:TCD`, `compare=year:2005-2011`.
KINDS = ("area", "year")


@dataclass(frozen=True)
class Side:
    """One side: its question, its numbers, and the covered years they are spread over."""

    filters: Filters
    found: crossing.Summary
    years: int

    @property
    def events_a_year(self) -> float:
        return self.found.events / self.years

    @property
    def deaths_a_year(self) -> float:
        return self.found.deaths / self.years


def other_side(filters: Filters, compare: str, countries: Iterable[str]) -> Filters | None:
    """The question on the other side, or None when `compare` does not name one."""
    kind, _, value = compare.partition(":")
    if kind not in KINDS or not value:
        return None
    parsed, problems = Filters.parse({kind: value}, countries)
    if problems:
        return None
    return replace(filters, areas=parsed.areas) if kind == "area" else replace(filters, years=parsed.years)


def side(filters: Filters) -> Side:
    """A side with its numbers."""
    first, last = (filters.years[0], filters.years[-1]) if filters.years else (FIRST_YEAR, 9999)
    covered = min(last, events_until(filters.countries).year) - first + 1
    return Side(filters, crossing.summary(filters), max(covered, 1))
