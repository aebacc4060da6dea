"""Embargoes: only arms embargoes of the UN on the destination itself flag a record, and only in their years."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from components.current import dataset
from data.engine.dataset import prepared_folder
from data.query.filters import Filters
from data.subjects import embargoes, flows
from data.subjects.embargoes import _covered

TABLE = pd.read_parquet(prepared_folder() / "embargoes.parquet").set_index("id")
FOUND = embargoes.recorded_during(dataset(), Filters())


def test_only_un_arms_embargoes_on_the_destination_flag() -> None:
    regimes = TABLE.loc[FOUND.embargo]
    assert set(regimes.imposing_body) == {"UN"} and set(regimes.regime_type) == {"arms embargo"}
    assert list(regimes.country) == list(FOUND.destination_country)


def test_the_years_overlap() -> None:
    imposed, lifted = pd.to_datetime(FOUND.imposed).dt.year, pd.to_datetime(FOUND.lifted).dt.year
    assert (imposed <= FOUND.end_year).all()
    assert (lifted.isna() | (lifted >= FOUND.start_year)).all()


def test_nothing_is_missed() -> None:
    regimes = TABLE[(TABLE.imposing_body == "UN") & (TABLE.regime_type == "arms embargo")]
    wanted = {
        (flow.id, regime.Index)
        for flow in flows.matching(dataset(), Filters()).itertuples()
        for regime in regimes.itertuples()
        if flow.kind != "collected" and flow.destination_country == regime.country
        if regime.start.year <= flow.end_year and (pd.isna(regime.end) or regime.end.year >= flow.start_year)
    }
    assert set(zip(FOUND.id, FOUND.embargo, strict=True)) == wanted
    assert len(wanted) > 20


@pytest.mark.parametrize("country", ["TCD", "COL", "MLI", "NGA", "NER", "GNB", "GIN"])
def test_countries_without_a_un_arms_embargo_are_never_flagged(country: str) -> None:
    """Chad's row keeps a doubtful sentence; Mali's are about groups and persons; Guinea's are of the EU and ECOWAS."""
    assert not (FOUND.destination_country == country).any()


@pytest.mark.parametrize("country", ["TCD", "COL"])
def test_a_row_that_denies_an_embargo_is_no_measure(country: str) -> None:
    assert embargoes.of_country(dataset(), country).empty and embargoes.arms_embargoes(dataset(), country).empty


def test_a_listing_of_a_group_is_a_measure_but_no_embargo_on_the_country() -> None:
    assert len(embargoes.of_country(dataset(), "MLI")) and embargoes.arms_embargoes(dataset(), "MLI").empty
    assert set(embargoes.arms_embargoes(dataset(), "LBR").imposing_body) == {"UN", "EU"}


def flow(first: int, last: int, *regimes: tuple[str, str | None]) -> pd.DataFrame:
    """Synthetic: one flow with embargoes in order of time."""
    days = [[day and datetime.date.fromisoformat(day) for day in pair] for pair in regimes]
    return pd.DataFrame(
        {
            "start_year": first,
            "end_year": last,
            "imposed": [imposed for imposed, _ in days],
            "lifted": pd.Series([lifted for _, lifted in days], dtype=object),
        }
    )


@pytest.mark.parametrize(
    "rows, within",
    [
        (flow(2005, 2005, ("2004-11-15", "2016-04-28")), True),
        (flow(2004, 2004, ("2004-11-15", "2016-04-28")), False),
        (flow(2016, 2016, ("2004-11-15", "2016-04-28")), False),
        (flow(2004, 2016, ("2004-11-15", "2016-04-28")), False),
        (flow(2012, 2025, ("2011-02-26", None)), True),
        (flow(1998, 1998, ("1997-10-08", "1998-06-05"), ("1998-06-05", "2010-09-29")), True),
        (flow(1998, 1998, ("1997-10-08", "1998-06-05"), ("1998-07-01", "2010-09-29")), False),
        (flow(2000, 2000, ("2000-01-01", "2000-12-31")), True),
    ],
)
def test_years_are_within_only_when_every_day_is(rows: pd.DataFrame, within: bool) -> None:
    assert _covered(rows) is within


def test_within_agrees_with_a_count_of_days() -> None:
    for _, rows in FOUND.groupby("id"):
        wanted = set(pd.date_range(f"{rows.start_year.iloc[0]}-01-01", f"{rows.end_year.iloc[0]}-12-31"))
        covered: set[pd.Timestamp] = set()
        for row in rows.itertuples():
            covered |= set(pd.date_range(row.imposed, "2030-01-01" if pd.isna(row.lifted) else row.lifted))
        assert bool(rows.within.iloc[0]) == (wanted <= covered)
