"""Contracts of totals without places, and of the periods that each source speaks of."""

from data.contracts.shared import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_DEATHS_A_YEAR,
    MOST_ENTRIES,
    MOST_TIV,
    SOURCE_COLUMN,
)
from data.model.tables import Column, Table

#: Final figures; figures that the publisher still revises; figures worked out of others here or by who handed them over.
STATUSES = ("final", "preliminary", "derived")
#: What a source knows of a period: where each event happened, or sums of a country alone.
COVERAGE_KINDS = ("places", "totals")


def _deaths(name: str, meaning: str, nullable: bool = True) -> Column:
    return Column(name, "whole", meaning, unit="deaths", nullable=nullable, low=0, high=MOST_DEATHS_A_YEAR)


def _events(name: str, meaning: str, nullable: bool = True) -> Column:
    return Column(name, "whole", meaning, unit="events", nullable=nullable, low=0, high=MOST_ENTRIES)


COUNTRY_MONTHS = Table(
    "country_months",
    "Events and deaths in organised violence per country and month, without places",
    ("country", "month", "months"),
    (
        Column("country", "text", "ISO3; two joined by + where the source holds only the sum of two countries"),
        Column("month", "whole", "first month: year × 12 + month − 1", low=12 * FIRST_YEAR, high=12 * LAST_YEAR + 11),
        Column("months", "whole", "months that the row sums up: 1, or 12 for a total of twelve months", low=1, high=12),
        _events("events", "events of all three types", nullable=False),
        _events("events_state_based", "events of state-based violence"),
        _events("events_non_state", "events of non-state violence"),
        _events("events_one_sided", "events of one-sided violence"),
        _deaths("deaths", "all three types, best estimate", nullable=False),
        _deaths("deaths_low", "all three types, low estimate"),
        _deaths("deaths_high", "all three types, high estimate"),
        _deaths("deaths_civilian", "civilians among the deaths, best estimate"),
        Column("status", "text", "whether the figure is final", of=STATUSES),
        Column("release", "text", "release that the figure comes from"),
        Column("basis", "text", "how the figure came about, where it is not the source's own for that country", nullable=True),
        SOURCE_COLUMN,
    ),
)

IMPORT_VALUES = Table(
    "import_values",
    "SIPRI trend-indicator values of imports of major arms per recipient and year; no prices",
    ("country", "year"),
    (
        Column("country", "text", "recipient, ISO3"),
        Column("year", "whole", "year of delivery", unit="year", low=FIRST_YEAR, high=LAST_YEAR),
        Column("tiv", "number", "volume of major arms, not money", unit="million TIV", low=0, high=MOST_TIV),
        SOURCE_COLUMN,
    ),
)

COVERAGE = Table(
    "coverage",
    "The days that a source speaks of in a country or first-level area; a day outside all of them is a gap, not peace",
    ("kind", "country", "area", "start", "release"),
    (
        Column("kind", "text", "places: each event has a place; totals: sums of the country alone", of=COVERAGE_KINDS),
        Column("country", "text", "ISO3"),
        Column("area", "text", "id of the first-level area; empty: the whole country"),
        Column("start", "date", "first day"),
        Column("end", "date", "last day"),
        Column("status", "text", "whether what it says is final", of=STATUSES),
        Column("release", "text", "release that speaks of these days"),
        SOURCE_COLUMN,
    ),
)
