"""UNODC's figures: one row a figure, nothing dropped, and the defects of the sheet repaired under their names."""

from pathlib import Path

import openpyxl
import pytest

from data.contracts import TABLES
from data.prepare.core.intake import InputError, Intake
from data.prepare.unodc import seizure_figures

HEADER = [
    "Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category", "Sex", "Age", "Year",
    "Unit of measurement", "VALUE", "Source",
]  # fmt: skip


def put(folder: Path, rows: list[list[object]], header: list[str] = HEADER) -> Path:
    """A synthetic workbook in UNODC's format, header on row 3."""
    book = openpyxl.Workbook()
    for row in (["UNODC"], ["26/08/2024"], header, *rows):
        book.active.append(row)
    (folder / "unodc").mkdir()
    book.save(folder / "unodc" / "data_iafq_firearms_trafficking_test.xlsx")
    return folder


def figure(
    value: object,
    category: str = "Total",
    dimension: str = "Total",
    country: str = "GHA",
    year: object = "2016",
    sex: str = "na",
) -> list[object]:
    return [country, "", "", "", "Arms seized", dimension, category, sex, "na", year, "Counts", value, "IAFQ"]


@pytest.fixture(scope="module")
def intake(raw: Path) -> Intake:
    return seizure_figures.read(raw)[0]


def test_real_file_adds_up_and_keeps_the_contract(intake: Intake) -> None:
    table = TABLES["seizures"]
    table.check(table.conform(intake.frame))
    assert (intake.read, len(intake.frame), len(intake.rejects), intake.grouped) == (15468, 567, 14901, 0)
    assert set(intake.rejects.reason) == {"country outside West Africa and Colombia"}
    assert intake.rejects.iloc[0][["row", "value"]].tolist() == [4, "ALB"]
    assert intake.rejects.iloc[-1][["row", "value"]].tolist() == [15471, "ZMB"]


def test_countries_without_figures_are_named(intake: Intake) -> None:
    assert intake.findings["without_figures"] == ["BEN", "GMB", "GNB", "LBR", "MLI", "MRT", "NGA", "SLE", "TCD"]


def of(intake: Intake, country: str, year: int, dimension: str, category: str) -> list[float]:
    rows = intake.frame.query("indicator == 'Arms seized' and country == @country and year == @year and dimension == @dimension")
    return rows[rows.category == category].quantity.tolist()


@pytest.mark.parametrize(
    ("country", "year", "dimension", "category", "quantity"),
    [
        ("COL", 2019, "Total", "Total", 20598),
        ("COL", 2019, "by location", "Total", 20598),
        ("COL", 2019, "by location", "national territory", 20565),
        ("COL", 2019, "by result of tracing", "Total", 9326),
        ("COL", 2020, "by result of tracing", "Total", 13284),
        ("GHA", 2016, "by location", "Total", 15),
        ("GHA", 2016, "by result of tracing", "Total", 15),
        ("BFA", 2016, "by location", "Total", 358),
        ("TGO", 2016, "by location", "Total", 83),
    ],
)
def test_published_figures(intake: Intake, country: str, year: int, dimension: str, category: str, quantity: int) -> None:
    assert of(intake, country, year, dimension, category) == [quantity]


def test_places_add_up_to_their_total_in_every_year(intake: Intake) -> None:
    by = ["country", "year", "indicator"]
    places = intake.frame[intake.frame.dimension == "by location"]
    total = places[places.category == "Total"].set_index(by).quantity
    parts = places[places.category != "Total"].groupby(by).quantity.sum()
    assert len(parts) >= 10
    assert (parts == total[parts.index]).all()


def test_two_figures_under_one_label_are_both_kept(intake: Intake) -> None:
    label = "otherwise illicitly manufactured (figure {} of 2)"
    assert of(intake, "BFA", 2016, "by condition", label.format(1)) == [207]
    assert of(intake, "BFA", 2016, "by condition", label.format(2)) == [27]
    assert intake.repairs["figures under one label numbered"] == 16


def test_sex_is_a_breakdown_of_its_own(tmp_path: Path) -> None:
    rows = [figure(9, sex="Total"), figure(2, sex="Female"), figure(1, "pistol", "by type", sex="Male")]
    frame = seizure_figures.read(put(tmp_path, rows))[0].frame
    assert list(zip(frame.dimension, frame.category, frame.quantity, strict=True)) == [
        ("Total", "Total", 9),
        ("by sex", "Female", 2),
        ("by type by sex", "pistol, Male", 1),
    ]


def test_what_is_no_figure_is_turned_away_with_its_reason(tmp_path: Path) -> None:
    rows = [
        figure("<5"), figure("n/a"), figure(None), figure(-1), figure(1, year="20l6"), figure(1, category=""),
        figure(1, country="FRA"), figure(1, country=""), figure("7"),
    ]  # fmt: skip
    intake = seizure_figures.read(put(tmp_path, rows))[0]
    assert dict(zip(intake.rejects.row, zip(intake.rejects.reason, intake.rejects.value, strict=True), strict=True)) == {
        4: ("figure is not a number", "<5"),
        5: ("no figure", "n/a"),
        6: ("no figure", ""),
        7: ("figure is negative", "-1"),
        8: ("year is not a year", "20l6"),
        9: ("a label is blank", "Arms seized"),
        10: ("country outside West Africa and Colombia", "FRA"),
        11: ("country outside West Africa and Colombia", ""),
    }
    assert intake.frame.quantity.tolist() == [7]
    assert intake.grouped == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"Iso3_code,Country\nCOL,Colombia\n", "lacks 9 of 10 needed columns"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "unodc").mkdir()
    (tmp_path / "unodc" / "data_iafq_firearms_trafficking_test.xlsx").write_bytes(content)
    with pytest.raises(InputError, match=says) as error:
        seizure_figures.read(tmp_path)
    assert "data_iafq_firearms_trafficking_test.xlsx" in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_file_and_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"unodc/data_iafq_firearms_trafficking_\*\.xlsx: there is no such file"):
        seizure_figures.read(tmp_path)
    put(tmp_path, [figure(1)[:-2]], header=HEADER[:-2])
    with pytest.raises(InputError, match="lacks 2 of 10 needed columns, first 'VALUE'"):
        seizure_figures.read(tmp_path)


def test_two_files_are_one_too_many(tmp_path: Path) -> None:
    put(tmp_path, [figure(1)])
    (tmp_path / "unodc" / "data_iafq_firearms_trafficking_older.xlsx").write_bytes(b"PK")
    with pytest.raises(InputError, match="2 files fit"):
        seizure_figures.read(tmp_path)
