"""Routes: cross-border corridors through documented places."""

from __future__ import annotations

import pandas as pd
import shapely

from data.filters import Filters
from data.store import answered_once, store


@answered_once
def matching(filters: Filters) -> pd.DataFrame:
    """The corridors that answer the question; `shape` as shapely lines, other columns as in the contract."""
    rows = filters.narrow(store().table("routes"))
    frame = store().frame(rows.order_by(rows.id))
    return frame.assign(shape=shapely.from_wkb(frame["shape"].to_numpy()))
