"""Hot spots: periods that may be compared, the guard against small numbers, and the rise as pandas counts it."""

import pytest

from components.current import dataset
from data.analysis import hot_spots
from data.analysis.hot_spots import compared, covered_years, rising
from data.query.filters import Filters
from tests.data.records import incidents_of

COVERED = (1989, 2021)


@pytest.mark.parametrize(
    ("asked", "now", "before"),
    [
        ((), (2019, 2021), (2016, 2018)),
        ((2015, 2018), (2015, 2018), (2011, 2014)),
        ((2010, 2010), (2010, 2010), (2009, 2009)),
        ((2015, 2026), (2015, 2021), (2008, 2014)),
        ((1991, 1994), (1992, 1994), (1989, 1991)),
        ((2000, 2021), (2006, 2021), (1990, 2005)),
        ((1990, 2026), (2006, 2021), (1990, 2005)),
    ],
)
def test_two_periods_of_one_length_side_by_side(asked: tuple[int, ...], now: tuple[int, int], before: tuple[int, int]) -> None:
    assert compared(asked, COVERED) == (now, before)


@pytest.mark.parametrize("asked", [(1989, 1989), (2022, 2024), (2025, 2026)])
def test_nothing_to_compare_with(asked: tuple[int, ...]) -> None:
    assert compared(asked, COVERED) is None


def test_only_whole_years_are_compared() -> None:
    """Of February 2022, December 2025 and parts of 2026 places are known, but of no other day after the last whole year."""
    assert covered_years(dataset(), ()) == (1989, 2021)
    assert covered_years(dataset(), ("MLI", "CPV")) == (1989, 2021)
    assert covered_years(dataset(), ("MLI", "BFA")) == (1989, 2023)
    assert covered_years(dataset(), ("SDN",)) == (1989, 2023)
    assert covered_years(dataset(), ("SDN", "TCD")) == (1989, 2021)


@pytest.mark.parametrize(
    "asked",
    [
        Filters(areas=("west-africa",), exclude_possible=True),
        Filters(areas=("MLI",), years=(2012, 2021)),
        Filters(weapons=("E",)),
        Filters(areas=("SDN",)),
        Filters(areas=("CPV",)),
    ],
    ids=lambda asked: asked.query(),
)
def test_the_rise_is_what_pandas_counts(asked: Filters) -> None:
    found = rising(dataset(), asked)
    assert found is not None
    frame = incidents_of(asked.without("years")).dropna(subset="admin1")
    now, before = (
        frame[frame.year.between(*period)].groupby("admin1").events.sum().to_dict() for period in (found.now, found.before)
    )
    wanted = {
        area: (before.get(area, 0), n, n - before.get(area, 0))
        for area, n in now.items()
        if n > before.get(area, 0) and n >= hot_spots.FEWEST_EVENTS
    }
    assert {row.admin1: (row.before, row.now, row.rise) for row in found.frame.itertuples()} == wanted
    assert found.frame.rise.is_monotonic_decreasing


def test_it_is_said_when_less_is_compared_than_was_asked_for() -> None:
    assert all(found.asked for years in ((), (2015, 2018)) if (found := rising(dataset(), Filters(areas=("MLI",), years=years))))
    shortened = rising(dataset(), Filters(areas=("MLI",), years=(2015, 2026)))
    assert shortened and not shortened.asked


def test_it_is_said_when_events_are_preliminary() -> None:
    recent, earlier, sudan = (
        rising(dataset(), asked)
        for asked in (Filters(areas=("TCD",)), Filters(areas=("MLI",), years=(2015, 2018)), Filters(areas=("SDN",)))
    )
    assert recent and recent.preliminary, "2021 is known from candidate events"
    assert earlier and not earlier.preliminary
    assert sudan and not sudan.preliminary
