"""The phase join: boundaries on a synthetic table, a day-by-day reference, and known dates of the real one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.contracts import TABLES
from data.model.categories import CURATED, NOT_CLASSIFIED, PHASES
from data.prepare.core.intake import InputError
from data.prepare.curated import curated_conditions, curated_records
from data.prepare.phase_join import flow_phase, phase_at, phases_during
from tests.sweep import draws

BEFORE, WAR, TALKS, KEEPING, BUILDING = PHASES


def table(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    """A synthetic phases table of (country, phase, start, end)."""
    frame = pd.DataFrame(rows, columns=["country", "phase", "start", "end"])
    return frame.astype({"start": "datetime64[us]", "end": "datetime64[us]"})


SYNTHETIC = table(
    ("AAA", BEFORE, "1990-01-01", "2011-12-31"),
    ("AAA", WAR, "2012-01-01", "2012-06-30"),
    ("AAA", TALKS, "2012-07-01", "2012-09-30"),
    ("AAA", WAR, "2012-10-01", "2013-12-31"),
    ("AAA", BUILDING, "2014-01-01", None),
    ("BBB", KEEPING, "2000-05-01", None),
)


def at(country: str | None, start: str | None, end: str | None = None, phases: pd.DataFrame = SYNTHETIC) -> str:
    dates = pd.to_datetime(pd.Series([start, end or start]))
    return phase_at(phases, pd.Series([country], dtype="string"), dates[:1], dates[1:].reset_index(drop=True)).iloc[0]


@pytest.mark.parametrize(
    ("country", "start", "end", "phase"),
    [
        ("AAA", "2011-12-31", "2011-12-31", BEFORE),
        ("AAA", "2012-01-01", "2012-01-01", WAR),
        ("AAA", "2013-12-31", "2013-12-31", WAR),
        ("AAA", "2014-01-01", "2014-01-01", BUILDING),
        ("AAA", "2150-01-01", "2150-01-01", BUILDING),
        ("BBB", "2000-04-30", "2000-04-30", NOT_CLASSIFIED),
        ("BBB", "2000-05-01", "2000-05-01", KEEPING),
        ("AAA", "1989-12-31", "1989-12-31", NOT_CLASSIFIED),
        ("CCC", "2012-01-01", "2012-01-01", NOT_CLASSIFIED),
        (None, "2012-01-01", "2012-01-01", NOT_CLASSIFIED),
        ("AAA", None, None, NOT_CLASSIFIED),
    ],
)
def test_a_day_takes_the_phase_it_lies_in(country: str | None, start: str, end: str, phase: str) -> None:
    assert at(country, start, end) == phase


def test_a_span_takes_the_phase_with_most_days() -> None:
    assert at("AAA", "2011-12-01", "2012-01-15") == BEFORE
    assert at("AAA", "2011-12-20", "2012-01-20") == WAR
    assert at("AAA", "1990-01-01", "2013-12-31") == BEFORE


def test_two_spells_of_one_phase_add_up() -> None:
    assert at("AAA", "2012-05-20", "2012-11-15") == TALKS, "42 + 46 days of war, 92 of talks"
    assert at("AAA", "2012-05-01", "2012-11-30") == WAR, "61 + 61 days of war, 92 of talks"


def test_a_tie_goes_to_the_later_phase() -> None:
    assert at("AAA", "2011-12-31", "2012-01-01") == WAR
    assert at("AAA", "2013-12-22", "2014-01-10") == BUILDING
    assert at("AAA", "2012-06-30", "2012-07-01") == TALKS
    assert at("AAA", "2012-09-30", "2012-10-01") == WAR


def test_a_span_that_begins_before_the_first_phase_is_judged_by_its_classified_days() -> None:
    assert at("BBB", "2000-01-01", "2000-12-31") == KEEPING
    assert at("BBB", "1980-01-01", "2000-05-01") == KEEPING


def test_index_and_length_are_kept() -> None:
    index = pd.Index([7, 3, 9])
    day = pd.Series(pd.to_datetime(["2012-01-01"] * 3), index=index)
    found = phase_at(SYNTHETIC, pd.Series(["AAA", "ZZZ", "BBB"], index=index), day, day)
    assert found.to_dict() == {7: WAR, 3: NOT_CLASSIFIED, 9: KEEPING}
    assert phase_at(SYNTHETIC, pd.Series([], dtype="string"), day[:0], day[:0]).empty


def test_a_record_that_ends_before_it_starts_stops_with_a_sentence() -> None:
    with pytest.raises(InputError, match="records that end before they start: 1, first at index 0"):
        at("AAA", "2012-02-01", "2012-01-01")


def by_day(phases: pd.DataFrame, country: str, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """The slow reference: count every day."""
    own = phases[phases["country"].eq(country)]
    days = [
        own.loc[(own["start"] <= day) & (own["end"].isna() | (own["end"] >= day)), "phase"].squeeze()
        for day in pd.date_range(start, end)
    ]
    known = [day for day in days if isinstance(day, str)]
    most = max((known.count(phase) for phase in known), default=0)
    return next((phase for phase in reversed(known) if known.count(phase) == most), NOT_CLASSIFIED)


@settings(max_examples=draws(60), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PHASES), st.integers(1, 40)), min_size=1, max_size=7),
    st.integers(-30, 150),
    st.integers(0, 120),
)
def test_it_agrees_with_counting_every_day(spells: list[tuple[str, int]], offset: int, length: int) -> None:
    origin = pd.Timestamp("2000-01-01")
    opens = origin + pd.to_timedelta(np.cumsum([0, *(days for _, days in spells)]), "D")
    rows = [("AAA", phase, opens[i], opens[i + 1] - pd.Timedelta("1D")) for i, (phase, _) in enumerate(spells)]
    phases = table(*rows[:-1], (*rows[-1][:3], None))
    start = origin + pd.Timedelta(days=offset)
    end = start + pd.Timedelta(days=length)
    assert at("AAA", str(start), str(end), phases) == by_day(phases, "AAA", start, end)


def test_flows_take_the_destination_else_the_event_else_the_origin() -> None:
    flows = pd.DataFrame(
        {
            "destination_country": pd.array(["AAA", pd.NA, pd.NA, "CCC", pd.NA], dtype="string"),
            "event_country": pd.array(["BBB", "BBB", pd.NA, "BBB", pd.NA], dtype="string"),
            "origin_country": pd.array(["CCC", "CCC", pd.NA, "BBB", "BBB"], dtype="string"),
            "start_year": pd.array([2012, 2001, 2001, 2001, 2001], dtype="Int64"),
            "end_year": pd.array([2012, 2003, 2003, 2003, 2003], dtype="Int64"),
        }
    )
    assert flow_phase(SYNTHETIC, flows).tolist() == [WAR, KEEPING, NOT_CLASSIFIED, NOT_CLASSIFIED, KEEPING]


def test_phases_during_the_years_of_a_route() -> None:
    countries = pd.Series([["AAA"], ["AAA", "BBB"], ["CCC"], [], ["AAA"], ["AAA"]], index=[5, 4, 3, 2, 1, 0])
    start = pd.Series([2012, 2012, 2012, 2012, 2013, 2015], index=countries.index, dtype="Int64")
    end = pd.Series([2012, 2012, 2012, 2012, pd.NA, pd.NA], index=countries.index, dtype="Int64")
    until = pd.Series([2019, 2019, 2019, 2019, 2014, 2010], index=countries.index)
    assert phases_during(SYNTHETIC, countries, start, end, until).to_dict() == {
        5: [WAR, TALKS],
        4: [WAR, TALKS, KEEPING],
        3: [NOT_CLASSIFIED],
        2: [NOT_CLASSIFIED],
        1: [WAR, BUILDING],
        0: [BUILDING],
    }
    assert phases_during(SYNTHETIC, countries, start, end, 2013)[1] == [WAR]


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return TABLES["phases"].conform(curated_conditions.phases(CURATED).frame)


@pytest.mark.parametrize(
    ("country", "day", "phase"),
    [
        ("MLI", "1990-05-31", BEFORE),
        ("MLI", "2011-12-31", BEFORE),
        ("MLI", "2012-01-01", TALKS),
        ("MLI", "2013-03-31", TALKS),
        ("MLI", "2013-07-15", KEEPING),  # MINUSMA
        ("MLI", "2023-12-31", KEEPING),
        ("MLI", "2024-06-15", WAR),
        ("COL", "2015-12-31", TALKS),
        ("COL", "2016-01-01", KEEPING),  # UN Mission in Colombia
        ("COL", "2017-10-01", BUILDING),
        ("TCD", "2008-02-02", KEEPING),  # MINURCAT
        ("BFA", "2019-06-01", WAR),
        ("NGA", "2009-06-30", BEFORE),
        ("NGA", "2009-07-01", WAR),
        ("DZA", "2013-01-16", NOT_CLASSIFIED),
    ],
)
def test_known_dates(real: pd.DataFrame, country: str, day: str, phase: str) -> None:
    assert at(country, day, phases=real) == phase


def test_a_year_of_mali_takes_its_longer_phase(real: pd.DataFrame) -> None:
    assert at("MLI", "2013-01-01", "2013-12-31", real) == KEEPING
    assert at("MLI", "1990-01-01", "1990-12-31", real) == TALKS


def test_real_flows_and_routes_are_joined(real: pd.DataFrame) -> None:
    flows = curated_records.flows(CURATED).frame
    joined = dict(zip(flows["id"], flow_phase(real, flows), strict=True))
    assert joined["F001"] == TALKS  # to Colombia, 2001: the Caguán talks
    assert joined["F042"] == WAR  # to Nigeria, 2021
    assert joined["F084"] == NOT_CLASSIFIED  # names no country
    routes = curated_records.routes(CURATED).frame.set_index("id")
    found = phases_during(real, routes.countries, routes.start_year, routes.end_year, routes.source_year)
    assert found["WA01"] == [BEFORE, WAR, TALKS, KEEPING]  # Niger and Mali from 2011
    assert found["WA43"] == [NOT_CLASSIFIED]  # Cameroon and the Central African Republic
