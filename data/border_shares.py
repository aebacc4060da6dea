"""Border shares: how many events lie near which land border."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import pandas as pd

from data.filters import Filters
from data.picks import NEAR_BORDER_KM
from data.store import answered_once, store


@dataclass(frozen=True)
class BorderShares:
    """`frame`: border, events within NEAR_BORDER_KM of it, most first; each event counts at its nearest border only.

    measured   events whose distance to a border is known
    unmeasured events placed too vaguely for a distance
    """

    frame: pd.DataFrame
    measured: int
    unmeasured: int


@answered_once
def near_borders(filters: Filters) -> BorderShares:
    """The land borders of a selection by the events near them."""
    rows = filters.narrow(store().table("incidents"))
    near = rows.filter(rows.border.notnull(), rows.border_km <= NEAR_BORDER_KM)
    found = near.group_by("border").agg(events=near.events.sum()).order_by(ibis.desc("events"), "border")
    known = rows.group_by(measured=rows.border_km.notnull()).agg(events=rows.events.sum())
    totals = dict(store().frame(known).itertuples(index=False, name=None))
    return BorderShares(store().frame(found), int(totals.get(True, 0)), int(totals.get(False, 0)))
