"""Phases: where a country stood in the conflict life cycle, by this project's own reading of public milestones."""

from __future__ import annotations

import pandas as pd

from data.engine.store import cached_by_version, store


@cached_by_version
def of_country(country: str) -> pd.DataFrame:
    """Phases of one country in order of time; all columns of the contract. Empty when it is not classified."""
    rows = store().table("phases")
    return store().frame(rows.filter(rows.country == country).order_by(rows.start))
