"""The incidents behind a question as a plain frame, read without any of the app's queries."""

from functools import cache

import pandas as pd

from data.engine.dataset import prepared_folder
from data.query.filters import Filters
from tests.data.test_filters import by_hand


def incidents_of(asked: Filters) -> pd.DataFrame:
    """All columns of the incidents that answer a question without picks."""
    return _all()[_all().id.isin(by_hand("incidents", asked))]


@cache
def _all() -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / "incidents.parquet")
