"""Phases: where a country stood in the conflict life cycle, by this project's own reading of public milestones."""

from __future__ import annotations

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset


@cached_by_version
def of_country(dataset: Dataset, country: str) -> pd.DataFrame:
    """Phases of one country in order of time; all columns of the contract. Empty when it is not classified."""
    rows = _all(dataset)
    return rows[rows.country == country].reset_index(drop=True)


@cached_by_version
def _all(dataset: Dataset) -> pd.DataFrame:
    # A query of the engine costs more than all of these rows.
    return dataset.frame(dataset.table("phases").order_by("country", "start"))
