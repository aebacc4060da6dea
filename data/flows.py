"""Flows: arms on the move, authorised or not, between countries and places."""

from __future__ import annotations

import pandas as pd

from data.filters import Filters
from data.store import answered_once, store

_ENDS = [f"{end}_{part}" for end in ("origin", "destination", "event") for part in ("country", "place", "lon", "lat")]


@answered_once
def matching(filters: Filters) -> pd.DataFrame:
    """The flows that answer the question, latest first; all columns of the contract."""
    rows = filters.narrow(store().table("flows"))
    return store().frame(rows.order_by(rows.end_year.desc(), rows.id))


@answered_once
def links(filters: Filters) -> pd.DataFrame:
    """Flows that share ends, kind and reliability, as one row for the map.

    Columns: the ends (country, place, lon, lat of origin, destination and event), kind, reliability, records,
    weapons (list), first, last (years), ids (list). A flow without any end on the map is left out here and
    stays in `matching`.
    """
    found = matching(filters)
    by = [*_ENDS, "kind", "reliability"]
    return (
        found.groupby(by, dropna=False, sort=True)
        .agg(
            records=("id", "size"),
            weapons=("weapons", lambda lists: sorted({code for codes in lists for code in codes})),
            first=("start_year", "min"),
            last=("end_year", "max"),
            ids=("id", list),
        )
        .reset_index()
    )


def by_id(filters: Filters, ids: tuple[str, ...]) -> pd.DataFrame:
    """The named flows among those that answer the question."""
    found = matching(filters)
    return found[found.id.isin(ids)]
