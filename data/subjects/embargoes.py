"""Embargoes: which arms embargoes stood on a country, and what moved there while they did."""

from __future__ import annotations

import datetime

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects import flows

#: The only regime type that is an arms embargo on a country; others name groups, persons, or no embargo at all.
ARMS_EMBARGO = "arms embargo"
#: Kept in the table because a source says something doubtful about it; nothing is in force.
_NONE = "no arms embargo"


def in_doubt(rows: pd.DataFrame, today: datetime.date) -> pd.Series:
    """Which rows of embargoes or missions hold to a day that has passed, and are not known to be renewed or ended."""
    return rows.end.isna() & (pd.to_datetime(rows.until) < pd.Timestamp(today))


@cached_by_version
def _all(dataset: Dataset) -> pd.DataFrame:
    rows = dataset.table("embargoes")
    return dataset.frame(rows.order_by(rows.start, rows.id))


@cached_by_version
def of_country(dataset: Dataset, country: str) -> pd.DataFrame:
    """Embargoes and sanctions on record for one country in order of time; all columns of the contract."""
    rows = _all(dataset)
    return rows[(rows.country == country) & (rows.regime_type != _NONE)].reset_index(drop=True)


def arms_embargoes(dataset: Dataset, country: str) -> pd.DataFrame:
    """Of these, the arms embargoes on the country itself, whoever imposed them."""
    found = of_country(dataset, country)
    return found[found.regime_type == ARMS_EMBARGO]


@cached_by_version
def recorded_during(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Flows recorded in years when a UN arms embargo on their destination stood; one row a flow and embargo.

    All columns of flows, and of the embargo: embargo (id), target, scope, imposed, lifted (dates; null while it
    stands), embargo_ref, embargo_title; `within` says whether the embargoes together cover every day of the flow's
    years. If not, the flow may have come before or after them. Seizures and collections are no deliveries and are left
    out. Latest first.
    """
    found = _met(dataset)
    return found[found.id.isin(flows.matching(dataset, filters).id)].reset_index(drop=True)


@cached_by_version
def _met(dataset: Dataset) -> pd.DataFrame:
    """Every flow and embargo that `recorded_during` can find: whether they met does not depend on the question."""
    found = flows.matching(dataset, Filters())
    met = (
        found[found.kind != "collected"]
        .merge(_of_the_un(dataset), left_on="destination_country", right_on="country")
        .drop(columns="country")
    )
    imposed, lifted = pd.to_datetime(met.imposed).dt.year, pd.to_datetime(met.lifted).dt.year
    met = met[(imposed <= met.end_year) & (lifted.isna() | (lifted >= met.start_year))]
    met = met.sort_values(["end_year", "id", "imposed"], ascending=[False, True, True], ignore_index=True)
    covered = {flow: _covered(rows) for flow, rows in met.groupby("id")}
    return met.assign(within=met.id.map(covered).astype(bool))


@cached_by_version
def _of_the_un(dataset: Dataset) -> pd.DataFrame:
    """UN arms embargoes on countries, under the names they have beside a flow."""
    rows = dataset.table("embargoes")
    rows = rows.filter((rows.regime_type == ARMS_EMBARGO) & (rows.imposing_body == "UN"))
    # What has run out and is not known to be renewed is no embargo after that day.
    rows = rows.mutate(end=rows.end.fill_null(rows.until))
    named = {"embargo": "id", "imposed": "start", "lifted": "end", "embargo_ref": "source_ref", "embargo_title": "source_title"}
    return dataset.frame(rows.select("country", "target", "scope", **{name: rows[column] for name, column in named.items()}))


def _covered(rows: pd.DataFrame) -> bool:
    """Whether the embargoes of one flow, in order of time, cover its years from the first day to the last."""
    reached = datetime.date(int(rows.start_year.iloc[0]), 1, 1)
    last = datetime.date(int(rows.end_year.iloc[0]), 12, 31)
    for imposed, lifted in zip(pd.to_datetime(rows.imposed), pd.to_datetime(rows.lifted), strict=True):
        if imposed.date() > reached + datetime.timedelta(days=1):
            return False
        reached = max(reached, datetime.date.max if pd.isna(lifted) else lifted.date())
        if reached >= last:
            return True
    return False
