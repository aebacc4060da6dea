"""Activities: arms-control work on the ground, as documents describe it."""

from __future__ import annotations

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset


@cached_by_version
def in_countries(dataset: Dataset, countries: tuple[str, ...]) -> pd.DataFrame:
    """Work on record there, that with figures first, then the latest; all columns of the contract."""
    rows = dataset.table("activities")
    found = dataset.frame(rows.filter(rows.country.isin(countries)).order_by(rows.id))
    last = found.end_year.fillna(found.start_year).fillna(0)
    found = found.assign(_bare=found.figures.isna(), _last=last)
    return found.sort_values(["_bare", "_last", "id"], ascending=[True, False, True], ignore_index=True).drop(
        columns=["_bare", "_last"]
    )
