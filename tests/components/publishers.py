"""Names of publishers, for tests of what is withheld."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from data.engine.dataset import prepared_folder


@cache
def publishers() -> re.Pattern[str]:
    """Who published what is cited: that "El País (Cali)" is named tells of no town where something happened."""
    tables = [pd.read_parquet(path) for path in sorted(prepared_folder().glob("*.parquet"))]
    names = {name for table in tables if "source_publisher" in table for name in table.source_publisher.dropna()}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
