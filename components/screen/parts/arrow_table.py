"""A table as Arrow, which Streamlit sends as it is: turning a frame into it on every run takes longer than the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa


def as_arrow(columns: Mapping[str, Sequence[Any] | pd.Series]) -> pa.Table:
    """Columns of one length under their names; what is missing is null."""
    return pa.table({name: pa.array(values, from_pandas=True) for name, values in columns.items()})
