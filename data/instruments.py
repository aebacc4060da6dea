"""Instruments: which arms-control instruments a country has joined."""

from __future__ import annotations

import pandas as pd

from data.store import answered_once, store

#: Standings that mean a country has joined; all others mean that it has not.
JOINED = ("party", "participates (political commitment)")


@answered_once
def of_countries(countries: tuple[str, ...]) -> pd.DataFrame:
    """Standing of each country under each instrument; all columns of the contract."""
    rows = store().table("instruments")
    return store().frame(rows.filter(rows.country.isin(countries)).order_by("instrument", "country"))


def joined_by_all(found: pd.DataFrame, countries: tuple[str, ...]) -> dict[str, bool | None]:
    """For each instrument of `of_countries`: whether all of the countries have joined; None where one is not on record.

    One country that has not joined is enough for False, whatever is known of the others.
    """
    answer: dict[str, bool | None] = {}
    for instrument, rows in found.groupby("instrument", sort=True):
        if not rows.status.isin(JOINED).all():
            answer[str(instrument)] = False
        else:
            answer[str(instrument)] = True if set(rows.country) >= set(countries) else None
    return answer
