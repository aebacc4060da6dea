"""INFORM Risk workbook: a record is a cell; gaps stay gaps."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.contracts import TABLES
from data.model.categories import FOCUS
from data.prepare.core.intake import InputError, Intake
from data.prepare.inform import risk_index

HEADER = ["COUNTRY", "ISO3", "Rank", *risk_index.LEVEL_OF]


def put(folder: Path, rows: Sequence[Sequence[object]], title: str = "INFORM Risk 2025 (a-z)") -> Path:
    """A synthetic workbook in INFORM's format."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    (folder / "risk").mkdir()
    book.save(folder / "risk" / "inform_risk_2025_test.xlsx")
    return folder


def country(code: object, value: object, rank: object = 1) -> list[object]:
    return ["Synthetic", code, rank, *[value] * len(risk_index.LEVEL_OF)]


@pytest.fixture(scope="module")
def intake(raw: Path) -> Intake:
    return risk_index.read(raw)[0]


def test_real_file_adds_up_and_keeps_the_contract(intake: Intake) -> None:
    table = TABLES["risk"]
    table.check(table.conform(intake.frame))
    assert intake.read == 191 * len(risk_index.LEVEL_OF) == len(intake.frame) + len(intake.rejects)
    assert len(intake.frame) == len(FOCUS) * len(risk_index.LEVEL_OF)
    assert set(intake.rejects.reason) == {"country outside West Africa and Colombia"}
    assert intake.findings["without_figures"] == []
    assert set(intake.frame.year) == {2025}


@pytest.mark.parametrize(
    ("code", "indicator", "value"),
    [
        ("TCD", "INFORM RISK", 8.0),
        ("MLI", "INFORM RISK", 7.1),
        ("MLI", "Projected Conflict Probability", 10.0),
        ("MLI", "Current Conflict Intensity", 9.0),
        ("COL", "Human", 8.6),
        ("CPV", "LACK OF COPING CAPACITY", 4.1),
    ],
)
def test_published_values(intake: Intake, code: str, indicator: str, value: float) -> None:
    assert intake.frame.query("country == @code and indicator == @indicator").value.tolist() == [value]


def test_rank_belongs_to_the_index_only(intake: Intake) -> None:
    ranked = intake.frame[intake.frame["rank"].notna()]
    assert set(ranked.indicator) == {"INFORM RISK"}
    assert ranked.set_index("country")["rank"][["TCD", "MLI", "COL", "CPV"]].tolist() == [6, 13, 39, 161]


def test_what_is_not_available_is_a_gap_and_not_zero(intake: Intake) -> None:
    gaps = intake.frame[intake.frame.value.isna()]
    assert set(gaps.indicator) == {"DRR"}
    assert set(gaps.country) == {"GIN", "GNB", "MLI", "MRT", "NGA", "SEN", "SLE", "TCD"}
    assert intake.repairs == {"not available, kept without a value": 8}


def test_second_header_row_of_numbers_is_no_country(tmp_path: Path) -> None:
    rows = [HEADER, [None, None, None, *range(len(risk_index.LEVEL_OF))], country("MLI", "x"), country("FRA", 2)]
    intake = risk_index.read(put(tmp_path, rows))[0]
    assert intake.rejects.groupby("reason").row.agg(["min", "size"]).to_dict("index") == {
        "not a row of a country": {"min": 2, "size": len(risk_index.LEVEL_OF)},
        "country outside West Africa and Colombia": {"min": 4, "size": len(risk_index.LEVEL_OF)},
    }
    assert intake.frame.value.isna().all()
    assert intake.grouped == 0


def test_bad_cells_are_turned_away(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*HEADER],
        country("MLI", "high"),
        country("NER", 10.5),
        country("TCD", None),
        country("GHA", 3),
        country("GHA", 4),
    ]
    intake = risk_index.read(put(tmp_path, rows))[0]
    assert set(zip(intake.rejects.row, intake.rejects.reason, strict=True)) == {
        (2, "value is not a number"),
        (3, "value outside 0 to 10"),
        (4, "value is not a number"),
        (6, "country given twice"),
    }
    assert set(intake.frame.value) == {3.0}
    assert intake.grouped == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf<html><body>Not found</body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"COUNTRY,ISO3\nMali,MLI\n", "lacks 10 of 11 needed columns"),
        (b"PK\x03\x04 cut off", "does not open as an Excel workbook"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "risk").mkdir()
    (tmp_path / "risk" / "inform_risk_2025_test.xlsx").write_bytes(content)
    with pytest.raises(InputError, match=says) as error:
        risk_index.read(tmp_path)
    assert "inform_risk_2025_test.xlsx" in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_file_columns_and_year_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"risk/inform_risk_\*\.xlsx: there is no such file"):
        risk_index.read(tmp_path)
    put(tmp_path, [[name for name in HEADER if name != "Human"], country("MLI", 1)[:-1]])
    with pytest.raises(InputError, match="lacks 1 of 11 needed columns, first 'Human'"):
        risk_index.read(tmp_path)


def test_a_sheet_without_a_year_or_without_our_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(InputError, match="names no year"):
        risk_index.read(put(tmp_path / "a", [HEADER, country("MLI", 1)], title="Risk"))
    (tmp_path / "b").mkdir()
    with pytest.raises(InputError, match="lacks 11 of 11 needed columns"):
        risk_index.read(put(tmp_path / "b", [["one", "two"], [1, 2]]))


def test_levels_are_those_of_the_contract() -> None:
    level = next(column for column in TABLES["risk"].columns if column.name == "level")
    assert tuple(risk_index.LEVELS) == level.of
    assert pd.Series(risk_index.LEVEL_OF).value_counts().to_dict() == {
        "component": 23,
        "category": 6,
        "dimension": 3,
        "index": 1,
    }
