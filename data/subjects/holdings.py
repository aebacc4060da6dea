"""Holdings: estimates, registrations, counts and samples of arms held. Each is a figure of its own."""

from __future__ import annotations

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import MemoryTable
from data.query.filters import Filters


@cached_by_version
def _all(dataset: Dataset) -> MemoryTable:
    rows = dataset.table("holdings")
    return MemoryTable(dataset.frame(rows.order_by(rows.country, rows.year.desc(), rows.id)))


@cached_by_version
def matching(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Figures for the areas, years and weapons of the question, by country, latest first; all columns of the contract.

    A holding has no phase, and no pick narrows it. `exclude_possible` leaves out our own entries of low confidence.
    """
    asked = Filters(areas=filters.areas, years=filters.years, weapons=filters.weapons)
    rows = asked.narrow(_all(dataset)).frame
    if filters.exclude_possible:
        rows = rows[rows.confidence.fillna("high") != "low"]
    return rows.reset_index(drop=True)


def in_other_years(dataset: Dataset, filters: Filters) -> int:
    """Figures that the question's years alone leave out."""
    return len(matching(dataset, filters.without("years"))) - len(matching(dataset, filters))
