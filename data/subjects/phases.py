"""Phases: where a country stood in the conflict life cycle, by this project's own reading of public milestones."""

from __future__ import annotations

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset


@cached_by_version
def of_country(dataset: Dataset, country: str) -> pd.DataFrame:
    """Phases of one country in order of time; all columns of the contract. Empty when it is not classified."""
    rows = dataset.table("phases")
    return dataset.frame(rows.filter(rows.country == country).order_by(rows.start))
