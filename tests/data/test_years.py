"""The years that can be asked for are those of the set, whatever year it is."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest

from components.current import dataset, newest, renew
from components.screen.incidents.years_panel import timeline_chart
from components.text.words import words
from data.analysis.comparison import first_choice
from data.engine.dataset import FOLDER
from data.query.filters import Filters
from data.query.years import FIRST_YEAR, all_years, last_year
from tests.data.folders import copy_of_prepared, rewrite, set_column, version
from tests.pages.visits import turn_to, visit

MALI = Filters(areas=("MLI",), exclude_possible=True)
#: How far the bundled set is moved into the future.
LATER = 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = copy_of_prepared(tmp_path / "prepared")
    monkeypatch.setenv(FOLDER, str(made))
    return made


def later(rows: pa.Table) -> pa.Table:
    """Events of years to come."""
    found = rows.to_pandas()
    moved = found["year"] + LATER * (found["year"] == found["year"].max())
    rows = set_column(rows, "year", moved.tolist())
    for name in ("start", "end"):
        days = [day.to_pydatetime() + datetime.timedelta(days=366 * LATER * (new != old)) for day, new, old in
                zip(found[name], moved, found["year"], strict=True)]  # fmt: skip
        rows = set_column(rows, name, days)
    return rows


def until_2020(year: str, rows: pa.Table) -> pa.Table:
    return rows.filter(pa.compute.less_equal(rows[year], 2020))


def test_they_end_with_the_set(folder: Path) -> None:
    before = last_year(dataset())
    rewrite(folder, "incidents", later)
    version(folder, "later")
    assert renew() and last_year(dataset()) == before + LATER
    asked, problems = Filters.parse({"year": f"2015-{before + LATER}"}, (), all_years(dataset()))
    assert not problems and asked.years == (2015, before + LATER)
    assert Filters.parse({"year": f"{FIRST_YEAR}-{before + LATER}"}, (), all_years(dataset()))[0].years == ()
    assert Filters.parse({"year": f"2015-{before + LATER + 1}"}, (), all_years(dataset()))[1]
    assert f"–{before + LATER}" in MALI.sentence(words("en"))
    figure = timeline_chart(MALI, "year", words("en")).figure
    assert figure["layout"]["xaxis"]["range"][1] > before + LATER


def test_a_visitor_who_asked_for_all_years_gets_those_of_a_newer_set(folder: Path) -> None:
    before = last_year(dataset())
    at, narrow = visit("incidents", area="MLI"), visit("incidents", area="MLI", year=f"2015-{before}")
    assert at.slider(key="year").value == (FIRST_YEAR, before)
    rewrite(folder, "incidents", later)
    version(folder, "later")
    assert renew()
    for turned, years in ((at, (FIRST_YEAR, before + LATER)), (narrow, (2015, before))):
        turned.run()
        assert not turned.exception and turned.slider(key="year").value == years
        assert turned.slider(key="year").max == before + LATER
        turn_to(turned, "flows")
        assert not turned.exception and turned.slider(key="year").value == years
    assert "year" not in at.query_params


def test_a_set_that_ends_earlier_is_asked_to_its_own_end(folder: Path) -> None:
    """Nothing after 2020 anywhere: the slider of a visitor who saw more ends there, too."""
    at = visit("incidents", area="MLI", year="2015-2025")
    for table, year in (("incidents", "year"), ("flows", "end_year"), ("routes", "end_year"), ("country_years", "year")):
        rewrite(folder, table, partial(until_2020, year))
    rewrite(folder, "country_months", lambda rows: rows.filter(pa.compute.less(rows["month"], 2021 * 12)))
    rewrite(folder, "coverage", lambda rows: rows.filter(pa.compute.less(rows["end"], pa.scalar(datetime.datetime(2021, 1, 1)))))
    version(folder, "earlier")
    assert renew() and newest().last_year == 2020 and all_years(dataset()) == (FIRST_YEAR, 2020)
    at.run()
    assert not at.exception and at.slider(key="year").value == (2015, 2020)


def test_the_other_period_of_a_comparison_never_overlaps() -> None:
    for first, last in (
        (1989, 2000),
        (1989, last_year(dataset()) - 1),
        (1995, 2020),
        (2012, 2020),
        (last_year(dataset()), last_year(dataset())),
    ):
        kind, value = first_choice(dataset(), "year", Filters(areas=("MLI",), years=(first, last))).split(":")
        years = [int(year) for year in value.split("-")]
        assert kind == "year" and (years[-1] < first or years[0] > last)
        assert FIRST_YEAR <= years[0] <= years[-1] <= last_year(dataset())
