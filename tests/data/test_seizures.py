"""Seizures and holdings: figures as reported, none added to another, gaps known."""

from __future__ import annotations

import pandas as pd
import pytest

from components.current import dataset
from data.engine.dataset import prepared_folder
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import holdings, seizures

SEIZURES = pd.read_parquet(prepared_folder() / "seizures.parquet")
HOLDINGS = pd.read_parquet(prepared_folder() / "holdings.parquet")


def test_every_figure_can_be_reached_and_none_is_added() -> None:
    parts = [
        seizures.figures(dataset(), Filters(), indicator, dimension)
        for indicator, dimensions in seizures.indicators(dataset()).items()
        for dimension in dimensions
    ]
    assert sum(map(len, parts)) == len(SEIZURES)
    assert sorted(pd.concat(parts).quantity) == sorted(SEIZURES.quantity)
    for part in parts:
        assert not part.duplicated(["country", "category", "year"]).any()


def test_totals_stand_before_their_parts() -> None:
    named = seizures.indicators(dataset())
    assert next(iter(named)) == "Arms seized"
    assert all(seizures.TOTAL not in dimensions[1:] for dimensions in named.values())


def test_areas_and_years_narrow_figures_but_weapons_phases_and_picks_do_not() -> None:
    asked = Filters(areas=("COL",), years=(2015, 2016), weapons=("F",), phases=("peacekeeping",), picks=(("supplier", "FRA"),))
    found = seizures.figures(dataset(), asked, "Arms seized", seizures.TOTAL)
    assert set(found.country) == {"COL"} and list(found.year) == [2015, 2016]


def test_who_reported_nothing() -> None:
    assert len(set(FOCUS) - seizures.ever_reported(dataset())) == 9
    assert seizures.asked_of(Filters(areas=("MLI", "LBY"))) == (("MLI",), ("LBY",))
    assert seizures.asked_of(Filters())[0] == FOCUS


@pytest.mark.parametrize("areas", [(), ("NGA",), ("west-africa",)])
def test_holdings_of_an_area(areas: tuple[str, ...]) -> None:
    asked = Filters(areas=areas)
    countries = asked.countries or tuple(HOLDINGS.country)
    assert set(holdings.matching(dataset(), asked).id) == set(HOLDINGS.id[HOLDINGS.country.isin(countries)])


def test_holdings_of_other_years_are_counted() -> None:
    asked = Filters(years=(2018, 2020))
    shown = holdings.matching(dataset(), asked)
    assert shown.year.between(2018, 2020).all() and len(shown)
    assert holdings.in_other_years(dataset(), asked) == len(HOLDINGS) - len(shown)
    assert holdings.in_other_years(dataset(), Filters()) == 0


def test_phase_and_picks_do_not_break_holdings() -> None:
    asked = Filters(areas=("MLI",), phases=("peacekeeping",), picks=(("kind", "illicit"),), exclude_possible=True)
    assert len(holdings.matching(dataset(), asked)) == len(
        holdings.matching(dataset(), Filters(areas=("MLI",), exclude_possible=True))
    )
