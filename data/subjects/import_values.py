"""Import values: SIPRI's trend-indicator values of imports of major arms, per recipient and year. Volumes, not money."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset

#: Years whose mean the latest one stands beside.
YEARS = 5


@dataclass(frozen=True)
class ImportValue:
    """Values in million TIV: of the latest year of the series, and the mean of the five years to it. Years without deliveries
    count as nought, since the register covers every year.
    """

    year: int
    now: float
    mean: float


@cached_by_version
def _all(dataset: Dataset) -> pd.DataFrame:
    return dataset.frame(dataset.table("import_values"))


@cached_by_version
def of_countries(dataset: Dataset, countries: tuple[str, ...]) -> ImportValue | None:
    """The import value of these countries together; None where SIPRI has no delivery to any of them on record."""
    rows = _all(dataset)
    last = int(rows.year.max())
    own = rows[rows.country.isin(countries)]
    if own.empty:
        return None
    lately = own[own.year.between(last - YEARS + 1, last)]
    return ImportValue(last, float(lately.tiv[lately.year == last].sum()), float(lately.tiv.sum()) / YEARS)
