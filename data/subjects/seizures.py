"""Seizures: what States reported to UNODC about firearms seized, year by year. Figures are shown, never added up."""

from __future__ import annotations

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import MemoryTable
from data.model.categories import FOCUS
from data.query.filters import Filters

TOTAL = "Total"


@cached_by_version
def _all(dataset: Dataset) -> MemoryTable:
    rows = dataset.table("seizures")
    return MemoryTable(dataset.frame(rows.order_by("country", "category", "year")))


@cached_by_version
def indicators(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """What was counted, as UNODC names it, with the ways it is broken down; most figures first, a total before its parts."""
    rows = _all(dataset).frame
    size = rows.indicator.value_counts()
    counted = rows[["indicator", "dimension"]].drop_duplicates()
    named = sorted(size.index, key=lambda name: (-size[name], name))
    return {
        name: tuple(sorted(counted[counted.indicator == name].dimension, key=lambda part: (part != TOTAL, part)))
        for name in named
    }


@cached_by_version
def figures(dataset: Dataset, filters: Filters, indicator: str, dimension: str) -> pd.DataFrame:
    """Figures as reported, for the areas and years of the question; the table knows no weapon codes and no phases.

    Columns country, category, year, quantity, unit, reported_by; one row a figure, by country, category, year.
    """
    rows = Filters(areas=filters.areas, years=filters.years).narrow(_all(dataset)).frame
    rows = rows[(rows.indicator == indicator) & (rows.dimension == dimension)]
    return rows[["country", "category", "year", "quantity", "unit", "reported_by"]].reset_index(drop=True)


def asked_of(filters: Filters) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Countries of the question that this table looks at, and those that it does not (neighbours)."""
    countries = filters.countries or FOCUS
    return tuple(c for c in countries if c in FOCUS), tuple(c for c in countries if c not in FOCUS)


@cached_by_version
def years(dataset: Dataset, countries: tuple[str, ...]) -> tuple[int, ...]:
    """Years with any figure from these countries (empty means all)."""
    return tuple(sorted({int(year) for year in Filters(areas=countries).narrow(_all(dataset)).frame.year}))


@cached_by_version
def ever_reported(dataset: Dataset) -> frozenset[str]:
    """Countries with any figure in any year."""
    return frozenset(_all(dataset).frame.country)
