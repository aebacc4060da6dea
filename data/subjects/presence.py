"""Presence: UN missions and offices in a country, with their arms-related mandate."""

from __future__ import annotations

import pandas as pd

from data.contracts.conditions import MANDATES
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset

__all__ = ["MANDATES", "in_countries"]


@cached_by_version
def in_countries(dataset: Dataset, countries: tuple[str, ...], years: tuple[int, ...]) -> pd.DataFrame:
    """Missions and offices there at any time in the years (first, last; empty means all), those still there first.

    All columns of the contract. A country without a row is one that the table does not cover.
    """
    rows = dataset.table("presence")
    rows = rows.filter(rows.country.isin(countries))
    if years:
        rows = rows.filter(rows.start.year() <= years[-1], rows.end.isnull() | (rows.end.year() >= years[0]))
    return dataset.frame(rows.order_by("country", rows.end.desc(nulls_first=True), rows.start.desc(), "name"))
