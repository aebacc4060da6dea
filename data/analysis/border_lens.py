"""The border lens: what is on record on each side of a land border, by distance from it, and across it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.ground.borders import BANDS, pairs, sides
from data.query.filters import Filters
from data.subjects import flows, routes
from data.subjects.incident_memory import details
from data.subjects.routes import anywhere
from data.subjects.unplaced import Unplaced, counted

FARTHEST = BANDS[-1][1]


@dataclass(frozen=True)
class Lens:
    """Incidents near a border.

    frame     columns side (ISO3), band (index of BANDS), year, events, deaths; only what is on record
    unplaced  what is on record in the countries on its sides without a place from which to measure
    revised   what of `frame` UCDP may still revise: the same columns
    """

    frame: pd.DataFrame
    unplaced: Unplaced
    revised: pd.DataFrame


@cached_by_version
def incidents(dataset: Dataset, filters: Filters, border: str) -> Lens:
    """Events and deaths near a border or the borders of a group, by side, band and year.

    The side is the country that holds the coordinates. Each event counts at the land border nearest to it and at no
    other, so borders of a group add up. The question's area does not narrow this: both sides count.
    """
    rows = details(dataset, anywhere(filters), "side", "border", "border_km", "level", "year", "preliminary", "events", "deaths")
    near = rows[rows.border.isin(pairs(border)) & (rows.border_km <= FARTHEST)]
    band = near.border_km.map({float(upper): i for i, (_, upper) in enumerate(BANDS)})
    placed = near.astype({"side": object}).assign(band=band.astype(int))
    whole, revised = (
        part.groupby(["side", "band", "year"], as_index=False)[["events", "deaths"]].sum()
        for part in (placed, placed[placed.preliminary])
    )
    return Lens(whole, counted(rows[rows.side.isin(sides(border))]), revised)


def corridors(dataset: Dataset, filters: Filters, border: str) -> pd.DataFrame:
    """Corridors that cross the border; columns of the contract."""
    return routes.matching(dataset, anywhere(filters).picking("border", border))


@cached_by_version
def movements(dataset: Dataset, filters: Filters, border: str) -> pd.DataFrame:
    """Flows that name both sides of the border, those from one side to the other first; contract columns and `across`.

    `across` is true when the flow began on one side and ended, or was seen, on the other.
    """
    found = flows.matching(dataset, anywhere(filters).picking("border", border))
    ends = found.destination_country.fillna(found.event_country)
    wanted = {tuple(pair.split("-")) for pair in pairs(border)}
    across = [tuple(sorted((a, b))) in wanted if isinstance(a, str) and isinstance(b, str) else False
              for a, b in zip(found.origin_country, ends, strict=True)]  # fmt: skip
    return found.assign(across=across).sort_values("across", ascending=False, kind="stable", ignore_index=True)
