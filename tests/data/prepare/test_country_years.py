"""UCDP country-year file: the region's totals, what is turned away, and the comparison with our sums."""

from pathlib import Path

import pandas as pd
import pytest

from data.contracts import TABLES
from data.ground.country_names import iso3
from data.model.categories import FOCUS
from data.prepare.core.intake import InputError, Intake
from data.prepare.ucdp import country_years, ged

HEADER = ",".join(country_years.NEEDED.needed)
#: Synthetic rows in the format of the file.
ROWS = (
    "Mali,2001,25.1,1,2,3,6,5,9",
    "Ivory Coast,2001,25.1,0,0,4,4,4,4",
    "Atlantis,2001,25.1,1,1,1,3,3,3",
    "Mali,2001,25.1,1,2,3,6,5,9",
    "Mali,20O2,25.1,1,2,3,6,5,9",
    "Mali,2003,25.1,-1,2,3,4,5,9",
    "Mali,2004,25.1,1,2,3,,5,9",
)


def put(folder: Path, content: bytes) -> Path:
    (folder / "ucdp").mkdir()
    (folder / "ucdp" / "organizedviolencecy_v25_1.csv").write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def intake(raw: Path) -> Intake:
    return country_years.read(raw)[0]


def test_real_file_adds_up_and_keeps_the_contract(intake: Intake) -> None:
    table = TABLES["country_years"]
    table.check(table.conform(intake.frame))
    assert (intake.read, len(intake.frame), len(intake.rejects), intake.grouped) == (6936, 28 * 36, 5928, 0)
    assert set(FOCUS) < set(intake.frame.country)
    assert intake.frame.year.min() == 1989
    assert intake.frame.year.max() == 2024
    assert set(intake.rejects.reason) == {"country outside the region"}
    assert intake.findings["without_figures"] == []


@pytest.mark.parametrize(("country", "year", "deaths"), [("MLI", 2018, 1281), ("BFA", 2019, 1246)])
def test_published_totals(intake: Intake, country: str, year: int, deaths: int) -> None:
    row = intake.frame.query("country == @country and year == @year").iloc[0]
    assert row.deaths == deaths == row.deaths_state_based + row.deaths_non_state + row.deaths_one_sided


def test_bounds_the_source_has_out_of_order_are_named(intake: Intake) -> None:
    assert intake.findings["bounds_out_of_order"] == ["COL 2020", "MLI 1995"]
    assert intake.findings["types_do_not_add_up"] == []


def test_region_covers_the_countries_of_the_event_file(raw: Path) -> None:
    events = pd.read_csv(raw / ged.DEFAULT, usecols=["country", "iso3"])
    named = dict(events.drop_duplicates().itertuples(index=False))
    assert {name: iso3(name) for name in named} == named
    assert set(named.values()) <= set(country_years.COUNTRIES)


def test_each_row_is_kept_or_turned_away_for_one_reason(tmp_path: Path) -> None:
    intake = country_years.read(put(tmp_path, "\r\n".join([HEADER, *ROWS]).encode("utf-8-sig")))[0]
    assert list(zip(intake.frame.country, intake.frame.deaths, strict=True)) == [("MLI", 6), ("CIV", 4)]
    assert dict(zip(intake.rejects.row, intake.rejects.reason, strict=True)) == {
        4: "country outside the region",
        5: "country and year given twice",
        6: "year is not a year",
        7: "deaths are not whole numbers from 0",
        8: "deaths are not whole numbers from 0",
    }
    assert intake.grouped == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"country_cy,year_cy,version\nMali,2001,25.1\n", "sb_total_deaths_best_cy"),
        (HEADER.encode() + b"\n", "no records"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as error:
        country_years.read(put(tmp_path, content))
    assert "organizedviolencecy_v25_1.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_says_what_to_put_where(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ucdp/organizedviolencecy_v\*\.csv: there is no such file"):
        country_years.read(tmp_path)


def test_compare_names_only_differences() -> None:
    incidents = pd.DataFrame({"country": ["MLI", "MLI", "NER", "TCD"], "year": [2001, 2001, 2001, 2001], "deaths": [2, 3, 4, 1]})
    totals = pd.DataFrame({"country": ["MLI", "NER", "GHA", "GIN"], "year": [2001] * 4, "deaths": [5, 6, 2, 0]})
    found = country_years.compare(incidents, totals)
    assert found.columns.tolist() == ["country", "year", "deaths_incidents", "deaths_country_year", "difference"]
    rows = [tuple(None if pd.isna(value) else value for value in row) for row in found.itertuples(index=False)]
    assert rows == [("GHA", 2001, 0, 2, -2), ("NER", 2001, 4, 6, -2), ("TCD", 2001, 1, None, None)]
