"""Border shares: how many events lie near which land border."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.query.picks import NEAR_BORDER_KM
from data.subjects.incident_memory import added, details


@dataclass(frozen=True)
class BorderShares:
    """`frame`: border, events within NEAR_BORDER_KM of it, most first; each event counts at its nearest border only.

    measured  events whose distance to a border is known
    """

    frame: pd.DataFrame
    measured: int


@cached_by_version
def near_borders(dataset: Dataset, filters: Filters) -> BorderShares:
    """The land borders of a selection by the events near them."""
    rows = details(dataset, filters, "border", "border_km", "events")
    events, km = rows.events.to_numpy(), rows.border_km.to_numpy()
    near, borders = added(rows.border, events * (km <= NEAR_BORDER_KM)), rows.border.array.categories
    # Borders stand in the order of their names, which stays where as many events are near.
    order = np.argsort(-near, kind="stable")[: np.count_nonzero(near)]
    return BorderShares(pd.DataFrame({"border": borders[order], "events": near[order]}), int(events[~np.isnan(km)].sum()))
