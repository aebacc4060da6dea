"""Country years: UCDP's own totals of deaths, which run on where place-level events end."""

from __future__ import annotations

import pandas as pd

from data import incidents
from data.filters import Filters
from data.held import Held
from data.store import answered_once, store


@answered_once
def _all() -> Held:
    return Held.of(store().frame(store().table("country_years")))


@answered_once
def deaths_by_year(countries: tuple[str, ...], years: tuple[int, ...]) -> pd.DataFrame:
    """Columns year, deaths (best estimate) summed over the countries (empty means all)."""
    found = Filters(areas=countries, years=years).narrow(_all()).frame
    return found.groupby("year", as_index=False)[["deaths"]].sum()


@answered_once
def share_at_places(countries: tuple[str, ...]) -> float | None:
    """Deaths in place-level events as a share of UCDP's own totals, in the years that both cover. None without deaths.

    Below 1 where events are missing here, above 1 where UCDP revised an event away.
    """
    asked = Filters(areas=countries)
    events, totals = incidents.counts(asked), asked.narrow(_all()).frame
    last = events.groupby("country").year.max()
    found = int(totals.deaths[totals.year <= totals.country.map(last)].sum())
    return int(events.deaths.sum()) / found if found else None
