"""Faults of single cells, columns and orders that a file shows only to who compares: told by name, never taken for facts.

All records are invented; the layout is that of UCDP GED.
"""

from pathlib import Path

import pytest

from data.prepare import ged
from data.prepare.intake import InputError, Intake
from tests.data.prepare.test_intake_kinds import COUNTRIES, Row, put, read, rows, text_of, with_cells


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
