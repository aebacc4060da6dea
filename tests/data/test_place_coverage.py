"""Gaps are no data: nothing that compares periods reaches over one or counts one as nought."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.current import dataset
from data.analysis import hot_spots, trends
from data.analysis.comparison import side
from data.query.filters import Filters
from data.query.years import FIRST_YEAR, all_years, last_year
from data.subjects import place_coverage
from data.subjects.country_months import by_month, newest
from data.subjects.place_coverage import Span, anywhere, everywhere, gaps, of_step, runs, whole_years
from tests.data.records import incidents_of
from tests.sweep import draws

COUNTRIES = ["MLI", "BFA", "NER", "NGA", "TCD", "GIN", "COL", "SDN", "SEN", "CPV"]
some = st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
DAY = datetime.timedelta(days=1)


@settings(deadline=None, max_examples=draws(40))
@given(some)
def test_covered_days_and_gaps_are_all_days_once(countries: tuple[str, ...]) -> None:
    spans = sorted((*everywhere(dataset(), countries), *gaps(dataset(), countries)), key=lambda span: span.start)
    assert spans[0].start == datetime.date(FIRST_YEAR, 1, 1)
    assert all(before.end + DAY == after.start for before, after in pairwise(spans))


@settings(deadline=None, max_examples=draws(40))
@given(some, st.data())
def test_no_rise_is_counted_over_months_without_coverage(countries: tuple[str, ...], data: st.DataObject) -> None:
    """For any years asked for, each month of both periods is covered in all of these countries."""
    first = data.draw(st.integers(*all_years(dataset())))
    years = data.draw(st.sampled_from([(), (first, data.draw(st.integers(first, last_year(dataset()))))]))
    found = hot_spots.rising(dataset(), Filters(areas=countries, years=years))
    if found is None:
        return
    for start, end in (found.now, found.before):
        assert all(of_step(dataset(), countries, month, "month") == "whole" for month in range(start * 12, end * 12 + 12))
    assert found.before[1] + 1 == found.now[0]


@settings(deadline=None, max_examples=draws(40))
@given(some)
def test_no_trend_and_no_rate_counts_a_gap(countries: tuple[str, ...]) -> None:
    asked = Filters(areas=countries)
    found = trends.happening(dataset(), asked)
    for year in range(found.events.year - trends.YEARS_BEFORE, found.events.year + 1):
        assert of_step(dataset(), countries, year, "year") == "whole"
    shown = found.by_year[found.by_year.events.notna()].year
    assert set(shown) == set(whole_years(dataset(), countries))
    rows = incidents_of(asked)
    one = side(dataset(), asked)
    assert one.years == len(whole_years(dataset(), countries))
    assert one.events == rows.events[rows.year.isin(whole_years(dataset(), countries))].sum()


def test_years_that_are_known_in_part_are_compared_with_nothing() -> None:
    asked = Filters(areas=("TCD",), years=(last_year(dataset()), last_year(dataset())))
    assert side(dataset(), asked).years == 0 and side(dataset(), asked).events_a_year == 0
    assert hot_spots.rising(dataset(), asked) is None


def test_runs_part_at_gaps() -> None:
    assert runs((1989, 1990, 1991, 1995, 2000, 2001)) == ((1989, 1991), (1995, 1995), (2000, 2001))
    assert runs((2001, 2002, 2003, 2007, 2009, 2010)) == ((2001, 2003), (2007, 2007), (2009, 2010))
    assert runs(()) == ()


def test_a_gap_is_told_from_what_is_known_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three areas of a country are known to 2024, the rest to 2021 and for two weeks of 2026."""
    whole = (
        Span(datetime.date(1989, 1, 1), datetime.date(2021, 12, 31)),
        Span(datetime.date(2026, 1, 1), datetime.date(2026, 1, 14)),
    )
    parts = (Span(datetime.date(1989, 1, 1), datetime.date(2024, 12, 31)), whole[1])
    monkeypatch.setattr(place_coverage, "_spoken_of", lambda _: {"XXX": (whole, parts)})
    asked = ("XXX",)
    assert [of_step(dataset(), asked, year, "year") for year in (2021, 2023, 2025, 2026)] == ["whole", "part", "none", "part"]
    assert of_step(dataset(), asked, 2026 * 12, "month") == "part" and of_step(dataset(), asked, 2026 * 12 + 1, "month") == "none"
    assert of_step(dataset(), asked, 2021 * 12 + 11, "month") == "whole"


def test_months_are_sums_of_known_months_only() -> None:
    both, nigeria = by_month(dataset(), ("NER", "NGA")), by_month(dataset(), ("NGA",))
    assert {2024 * 12, 2024 * 12 + 11} <= set(both.month) and not set(range(2024 * 12, 2025 * 12)) & set(nigeria.month)
    table = dataset().frame(dataset().table("country_months"))
    merged = table[(table.country == "NGA+NER") & (table.month // 12 == 2024)].deaths.sum()
    assert both.deaths[both.month // 12 == 2024].sum() == merged
    region = by_month(dataset(), Filters(areas=("west-africa",)).countries)
    assert len(region) == len(set(region.month)) == 37 * 12


def test_the_newest_figure_says_its_period_and_of_how_many_countries() -> None:
    mali = newest(dataset(), ("MLI",))
    assert mali and (mali.start, mali.end, mali.deaths) == (datetime.date(2025, 7, 1), datetime.date(2026, 6, 30), 1932)
    assert not mali.final
    guinea = newest(dataset(), ("GIN",))
    assert guinea and guinea.end == datetime.date(2025, 12, 31) and guinea.listed == 1
    assert anywhere(dataset(), ("MLI",))[-1].end >= everywhere(dataset(), ("MLI",))[-1].end
