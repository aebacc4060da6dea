"""Instruments: which arms-control instruments a country has joined, since when, and as known when."""

from __future__ import annotations

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset

#: Standings that mean a country has joined.
JOINED = ("party", "participates (political commitment)")
#: A country joined as a member of a body that it has left since: nobody here says that it is still bound, nor that it is not.
ENDED = "membership ended"
#: What is said of an instrument that is open to others only.
NOT_OPEN = "not applicable"
#: Standings that mean that a country could join and has not.
OUTSIDE = ("none", "signatory")
#: The body whose membership an instrument rests on.
BODIES = {"ECOWAS Convention on SALW": "ECOWAS"}


@cached_by_version
def of_countries(dataset: Dataset, countries: tuple[str, ...]) -> pd.DataFrame:
    """Standing of each country under each instrument; all columns of the contract."""
    rows = dataset.table("instruments")
    return dataset.frame(rows.filter(rows.country.isin(countries)).order_by("instrument", "country"))


def open_to(found: pd.DataFrame) -> pd.DataFrame:
    """Rows of countries that can join the instrument: members of the body on which it rests, where it rests on one."""
    return found[~found.status.isin((NOT_OPEN, ENDED))]


def joined(found: pd.DataFrame) -> pd.DataFrame:
    """Rows of `of_countries` that say that a country has joined, and still is where it joined."""
    return found[found.status.isin(JOINED) & _without_possible(found)]


def outside(found: pd.DataFrame) -> pd.DataFrame:
    """Rows that say that a country has not joined what it could join."""
    return found[found.status.isin(OUTSIDE) & _without_possible(found)]


def ended(found: pd.DataFrame) -> pd.DataFrame:
    """Rows whose membership has ended, each with its day in `membership_ended`."""
    return found[found.status == ENDED]


def bodies(found: pd.DataFrame) -> frozenset[str]:
    """Bodies of which one of the countries is a member: their instruments are open to members alone."""
    return frozenset(BODIES[instrument] for instrument in open_to(found).instrument if instrument in BODIES)


def unverified(found: pd.DataFrame) -> pd.DataFrame:
    """Rows whose standing nobody here has verified, of instruments that are open to the country."""
    return found[found.status.isin((*JOINED, *OUTSIDE)) & ~_without_possible(found)]


def _without_possible(found: pd.DataFrame) -> pd.Series:
    return found.confidence != "low"


def joined_by_all(found: pd.DataFrame, countries: tuple[str, ...]) -> dict[str, bool | None]:
    """For each instrument of `of_countries`: whether all of the countries have joined; None where that is not known of one.

    One country that has not joined is enough for False, whatever is known of the others.
    """
    answer: dict[str, bool | None] = {}
    for instrument, rows in found.groupby("instrument", sort=True):
        unsure = len(ended(rows)) + len(unverified(rows))
        if len(joined(rows)) + unsure < len(rows):
            answer[str(instrument)] = False
        else:
            answer[str(instrument)] = True if not unsure and set(rows.country) >= set(countries) else None
    return answer
