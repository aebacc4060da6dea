"""A country's own statistics as files: counts to take away, never points on a map."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from components.current import dataset
from components.files.download import downloads
from components.files.query import file_address
from components.text.words import LANGUAGES
from data.query.filters import Filters
from data.subjects import national, rows

COLOMBIA = Filters(areas=("COL",), exclude_possible=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[Route("/files/{subject}.{format}", downloads.answer)])) as client:
        yield client


def frame(content: bytes, format_: str) -> pd.DataFrame:
    file = io.BytesIO(content)
    if format_ == "csv":
        return pd.read_csv(file, skiprows=[1], dtype={"department": str, "municipality": str})
    if format_ == "xlsx":
        return pd.read_excel(file, sheet_name="data", dtype={"department": str, "municipality": str}).rename(
            columns=lambda name: name.split(" (")[0]
        )
    return pd.read_parquet(file)


@pytest.mark.parametrize("format_", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize(
    ("subject", "total"), [("mine_victims", 12_062), ("police_homicides", 322_619), ("police_seizures", 6_209)]
)
def test_a_file_holds_every_row_with_codes_as_text(browser: TestClient, subject: str, total: int, format_: str) -> None:
    got = browser.get(file_address(subject, format_, COLOMBIA, "es"))
    assert got.status_code == 200
    assert got.headers["content-disposition"] == f'attachment; filename="arms-lens_{subject}_colombia.{format_}"'
    found = frame(got.content, format_)
    assert found[national.SUBJECTS[subject]].sum() == total and len(found) == rows.number(dataset(), subject, COLOMBIA)
    assert set(found.department.str.len()) == {2} and "05" in set(found.department)
    assert not {"records", "sensitivity", "admin1", "lon", "lat"} & set(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_says_whom_to_credit_and_what_was_asked(browser: TestClient, language: str) -> None:
    asked = Filters(areas=("COL", "MLI"), years=(2011, 2012), phases=("peacekeeping",), weapons=("A", "NR"))
    found = frame(browser.get(file_address("police_homicides", "csv", asked, language)).content, "csv")
    assert found.attribution.str.startswith("Policía Nacional de Colombia").all()
    assert set(found.year) == {2011, 2012} and set(found.means) == {"ARMA DE FUEGO"}
    assert found.filters.nunique() == 1 and "2011–2012" in found.filters[0]
    assert "Mali" not in found.filters[0] and "·" in found.filters[0], "only what narrows the rows is said to"


@pytest.mark.parametrize("subject", national.SUBJECTS)
def test_there_is_no_file_of_points_and_none_of_another_country(browser: TestClient, subject: str) -> None:
    got = browser.get(f"/files/{subject}.geojson?area=COL")
    assert got.status_code == 404 and f"{subject}.csv" in got.text and f"{subject}.geojson" not in got.text
    other = browser.get(f"/files/{subject}.csv?area=MLI")
    assert other.status_code == 200 and len(frame(other.content, "csv")) == 0


@pytest.mark.parametrize(("subject", "search"), [("mine_victims", "taraza"), ("police_homicides", "arma de fuego narino"),
                                                 ("police_seizures", "maicao revolver")])  # fmt: skip
def test_a_search_finds_places_and_the_publishers_words_without_marks(subject: str, search: str) -> None:
    assert 0 < rows.number(dataset(), subject, COLOMBIA, search) < rows.number(dataset(), subject, COLOMBIA)


def test_without_an_area_a_file_holds_all_there_is(browser: TestClient) -> None:
    """The area that an address leaves out is West Africa, of which a table of Colombia holds nothing."""
    for subject in national.SUBJECTS:
        found = frame(browser.get(f"/files/{subject}.csv").content, "csv")
        assert len(found) == rows.number(dataset(), subject, COLOMBIA) > 0
