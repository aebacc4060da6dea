"""Faults of single cells, columns and orders that a file shows only to who compares: told by name, never taken for facts.

All records are invented; the layout is that of UCDP GED.
"""

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import shapely
from rich.console import Console

from data.command import visible
from data.prepare.core import report
from data.prepare.core.intake import InputError, Intake
from data.prepare.ucdp import ged
from tests.data.prepare.test_intake_kinds import COUNTRIES, HEADER, Row, put, read, rows, text_of, with_cells


def read_as(path: Path, *releases: str) -> Intake:
    (intake,) = ged.read(Path("none"), COUNTRIES, (path,), releases=releases)
    return intake


def one(changes: Row) -> str:
    """The ten events, the third of which, in line 4, is changed."""
    return text_of([{**record, **(changes if at == 2 else {})} for at, record in enumerate(rows())])


# --- which release it is


@pytest.mark.parametrize("said", ["banana", "GED99", "GED", "25.1", "GED 25.0.1", "Candidate 26", "GED 25.1 final", ""])
def test_a_release_that_is_none_is_refused_with_the_forms(tmp_path: Path, said: str) -> None:
    with pytest.raises(InputError, match=r'write "GED 25\.1" .* "Candidate 26\.0\.8"'):
        read_as(put(tmp_path, text_of(rows())), said)


@pytest.mark.parametrize(
    ("said", "reliability"),
    [
        ("ged 25.1", "confirmed"),
        ("GED v25.1", "confirmed"),
        ("candidate 26.0.8", "probable"),
        ("Candidate 21.01.21.12", "probable"),
    ],
)
def test_a_release_is_named_in_any_case(tmp_path: Path, said: str, reliability: str) -> None:
    frame = read_as(put(tmp_path, text_of(rows())), said).frame
    assert set(frame["reliability"]) == {reliability}
    assert set(frame["source_release"]) <= {"GED 25.1", "Candidate 26.0.8", "Candidate 21.01.21.12"}


def test_a_release_that_ends_before_the_events_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"cannot be GED 20\.1, which covers events to 2019: 10 of its 10 events are later, first of 2021"
    ):
        read_as(put(tmp_path, text_of(rows())), "GED 20.1")


def test_free_text_in_the_column_release_confirms_nothing(tmp_path: Path) -> None:
    frame = read(put(tmp_path, text_of([{**row, "release": "banana"} for row in rows()]))).frame
    assert set(frame["reliability"]) == {"probable"}


# --- codes


@pytest.mark.parametrize(("name", "last"), [("where_prec", 7), ("event_clarity", 2), ("date_prec", 5)])
@pytest.mark.parametrize("code", ["9", "-1", "1.5", "abc"])
def test_a_code_that_the_codebook_lacks_is_blanked_and_told(tmp_path: Path, name: str, last: int, code: str) -> None:
    intake = read(put(tmp_path, one({name: code})))
    assert intake.repairs == {f"{name} is no code of 1 to {last}, first {code!r} in line 4 of my_download.csv: blanked": 1}
    assert not (intake.frame["location_precision"].eq("not stated") & intake.frame["precision_basis"].eq("stated")).any()


# --- dates


@pytest.mark.parametrize(
    ("written", "reason"), [("13/14/2021", "impossible date"), ("03/04/2021", "day and month cannot be told apart")]
)
def test_one_date_in_doubt_is_a_matter_of_its_row(tmp_path: Path, written: str, reason: str) -> None:
    rejects = read(put(tmp_path, one({"date_start": written, "date_end": written}))).rejects
    assert rejects["row"].tolist() == [4] and rejects["reason"].str.startswith(reason).all()
    assert rejects["value"].tolist() == [written]


def test_dates_in_doubt_throughout_are_a_matter_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="day and month cannot be told apart, first '03/04/2021' in line 2"):
        read(put(tmp_path, with_cells(lambda r: {"date_start": "03/04/2021", "date_end": "03/04/2021"})))


def test_what_has_not_happened_yet_is_turned_away(tmp_path: Path) -> None:
    ahead = {"year": "2032", "date_start": "2032-03-12", "date_end": "2032-03-12"}
    rejects = read(put(tmp_path, one(ahead))).rejects
    assert rejects[["row", "reason", "value"]].to_numpy().tolist() == [[4, "date lies in the future", "2032-03-12"]]
    (known,) = ged.read(Path("none"), COUNTRIES, (put(tmp_path, one(ahead)),), today=datetime.date(2032, 3, 12))
    assert known.rejects.empty


def test_a_release_is_not_guessed_from_what_has_not_happened(tmp_path: Path) -> None:
    """The rows beside the one that lies ahead stay what they are without it."""
    ahead = {"year": "2032", "date_start": "2032-03-12", "date_end": "2032-03-12"}
    plain = read(put(tmp_path, text_of(rows()))).frame["source_release"].unique().tolist()
    assert read(put(tmp_path, one(ahead))).frame["source_release"].unique().tolist() == plain


# --- places


AREAS = pd.DataFrame(
    {"country": "BFA", "name": ["Tapoa", "Djibo", "Est"], "shape": [shapely.box(1, 11, 3, 14), shapely.box(-3, 13, 0, 15), None]}
)
TAPOA = {"country": "Burkina Faso", "latitude": "12.5", "longitude": "-1.77", "adm_1": "Tapoa region", "where_prec": "1"}


@pytest.mark.parametrize(
    ("point", "stays"),
    [
        ("POINT (-1.7700004 12.5)", True),
        ("POINT (358.23 12.5)", True),
        ("POINT (12.5 -1.77)", True),
        ("", True),
        ("POLYGON ((0 0, 1 1, 0 1, 0 0))", True),
        ("POINT (1.77 12.5)", False),
        ("SRID=4326;POINT(-1.77 13.5)", False),
    ],
)
def test_coordinates_that_contradict_the_point_beside_them_are_turned_away(tmp_path: Path, point: str, stays: bool) -> None:
    records = [{**record, "adm_1": "", "geom_wkt": ""} for record in rows()]
    records[2] |= TAPOA | {"adm_1": "", "geom_wkt": point}
    rejects = read(put(tmp_path, text_of(records))).rejects
    said = [] if stays else [(4, "coordinates contradict the point in geom_wkt")]
    assert list(zip(rejects["row"], rejects["reason"], strict=True)) == said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "longitude has the wrong sign"),
        ({"longitude": "1.77"}, ""),
        ({"longitude": "0.9"}, ""),
        ({"longitude": "0.2"}, ""),
        ({"adm_1": "Est region"}, ""),
        ({"adm_1": "Sahel region"}, ""),
        ({"adm_1": ""}, ""),
    ],
)
def test_a_sign_lost_inside_the_country_shows_by_the_area_that_is_named(tmp_path: Path, change: Row, reason: str) -> None:
    records = [{**record, "adm_1": ""} for record in rows()]
    records[2] |= TAPOA | change
    (intake,) = ged.read(Path("none"), COUNTRIES, (put(tmp_path, text_of(records)),), areas=AREAS)
    assert intake.rejects["reason"].tolist() == ([reason] if reason else [])


# --- files


def test_a_file_given_twice_is_named_once(tmp_path: Path) -> None:
    path = put(tmp_path, text_of(rows()))
    (tmp_path / "link.csv").symlink_to(path)
    (tmp_path / "other").mkdir()
    copy = tmp_path / "other" / path.name
    copy.write_bytes(path.read_bytes())
    for again in (path, tmp_path / "other" / ".." / path.name, tmp_path / "link.csv", copy):
        with pytest.raises(InputError, match=r"is given twice: name it once"):
            ged.read(Path("none"), COUNTRIES, (path, again), releases=("GED 25.1",))
    copy.write_text(text_of(rows(count=5)))
    with pytest.raises(InputError, match="have one name, and are not the same: rename one of them"):
        ged.read(Path("none"), COUNTRIES, (path, copy), releases=("GED 25.1",))


def test_what_lies_beside_the_table_in_an_archive_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "ged.zip", "w") as archive:
        for name, text in (("ged.csv", text_of(rows())), ("README.txt", "hi"), ("about.json", "{}"), ("__MACOSX/._ged.csv", "x")):
            archive.writestr(name, text)
    intake = read(tmp_path / "ged.zip")
    assert intake.read == 10
    assert intake.repairs == {f"{name!r} in ged.zip left unread": 1 for name in ("README.txt", "about.json")}


def test_a_column_that_is_not_known_is_told_once(tmp_path: Path) -> None:
    notes = read(put(tmp_path, text_of([{**row, "extra": "x", "gwnoa": "1"} for row in rows()]))).findings["notes"]
    assert [note for note in notes if "not known" in note] == ["my_download.csv: column 'extra' not known here, left unread"]


@pytest.mark.parametrize(("change", "value"), [({"best": "-5"}, "-5"), ({"best": "99999999"}, "99999999")])
def test_a_number_is_shown_as_the_file_has_it(tmp_path: Path, change: Row, value: str) -> None:
    assert read(put(tmp_path, one(change))).rejects["value"].tolist() == [value]


# --- columns


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: {"best": r["high"], "high": r["best"]}, "low <= best <= high does not hold in 10 of the 10 records"),
        (lambda r: {"low": r["high"], "high": r["low"]}, "low <= best <= high does not hold in 10 of the 10 records"),
        (
            lambda r: {"id": "7", "relid": "X"},
            "ids do not tell its events apart: 10 events share 1 of them, first 'X' in lines 2",
        ),
    ],
    ids=["best and high", "low and high", "one id"],
)
def test_a_column_that_is_another_one_refuses_the_file(tmp_path: Path, change: Callable[[Row], Row], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(put(tmp_path, with_cells(change)))


# --- places


def test_a_swapped_pair_that_lands_across_the_border_follows_the_others(tmp_path: Path) -> None:
    records = [{**r, "latitude": r["longitude"], "longitude": r["latitude"]} if n == 0 else r for n, r in enumerate(rows())]
    records[1] |= {"latitude": "10.6", "longitude": "12.5"}  # half a degree south of the box of Niger, inside it when swapped
    assert read(put(tmp_path, text_of(records))).rejects["row"].tolist() == [2, 3]
    assert read(put(tmp_path, text_of([*rows()[:1], *records[1:]]))).rejects.empty


def test_degrees_and_minutes_are_told_with_their_text(tmp_path: Path) -> None:
    rejects = read(put(tmp_path, one({"latitude": "14°29'N", "longitude": "4°10'W"}))).rejects
    assert rejects["reason"].tolist() == ["coordinates are no decimal degrees: write them as 14.4843"]
    assert rejects["value"].tolist() == ["14°29'N/4°10'W"]


# --- workbooks


def book(path: Path, *sheets: list[Row]) -> Path:
    made = openpyxl.Workbook()
    for at, records in enumerate(sheets):
        sheet = made.worksheets[0] if not at else made.create_sheet(f"S{at}")
        sheet.append(HEADER)
        for record in records:
            sheet.append([record[name] for name in HEADER])
    made.save(path)
    return path


def test_two_sheets_of_events_are_refused_by_name_and_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"2 sheets of the same columns .'Sheet' with 10 rows, 'S1' with 4 rows"):
        read(book(tmp_path / "a.xlsx", rows(), rows()[:4]))
    assert read(book(tmp_path / "b.xlsx", [], rows())).read == 10


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("=1+1", "best is a formula without a result"), ("#REF!", "best is an error cell"), ("#N/A", "best is an")],
)
def test_cells_without_a_result_are_told(tmp_path: Path, cell: str, reason: str) -> None:
    records = [{**record, **({"best": cell} if at == 2 else {})} for at, record in enumerate(rows())]
    rejects = read(book(tmp_path / "a.xlsx", records)).rejects
    assert rejects["row"].tolist() == [4] and rejects["value"].tolist() == [cell]
    assert rejects["reason"].str.startswith(reason).all()


# --- what is printed


def test_signs_that_command_a_terminal_are_written_out() -> None:
    assert visible("a\x1b]0;x\x07\u202eé") == "a\\x1b]0;x\\x07\\u202eé"


def test_events_without_a_point_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame(
        {"events": [3, 2], "location_precision": ["admin1", "place"], "precision_basis": ["place name", "stated"]}
    )
    report.places(Console(), frame)
    assert capsys.readouterr().out.splitlines() == [
        "incidents: 3 of 5 events have no point",
        "incidents: precision inferred for 3 of 5 events",
    ]


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 8, "id,relid;".encode("cp500") * 100, b"\xff\xfe\0\0" + bytes(range(255, 0, -1)) * 16],
    ids=["noise", "ebcdic", "utf-32"],
)
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="not text"):
        read(put(tmp_path, content))


def test_folders_and_links_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    for path, said in ((tmp_path, "is a folder"), (tmp_path / "a.csv", "back to itself")):
        with pytest.raises(InputError, match=said):
            read(path)
