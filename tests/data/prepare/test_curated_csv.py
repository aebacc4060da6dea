"""The strict reader: every sentence it can say, on synthetic rows of the holdings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.model.categories import CURATED
from data.prepare.core.intake import InputError, Intake
from data.prepare.curated import curated_records
from data.prepare.curated.curated_csv import COUNTRY_CODES

HEADER = ",".join(curated_records.HOLDING_COLUMNS)
GOOD = "MLI,synthetic holder,armed group,A4;D1,12,rifles,2019,count,high,Synthetic title,Publisher,2020,ref,seen,"
Holdings = Callable[..., Intake]


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    """Reads a holdings.csv made of the text or bytes given."""

    def read(content: str | bytes) -> Intake:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / "holdings.csv").write_bytes(data)
        return curated_records.holdings(tmp_path)

    return read


def file_of(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def test_a_row_becomes_a_record_with_its_citation(holdings: Holdings) -> None:
    record = holdings(file_of(GOOD)).frame.iloc[0]
    assert (record.id, record.country, record.weapons, record.quantity) == ("H001", "MLI", ["A4", "D1"], 12)
    assert (record.source, record.source_title, record.source_year) == ("arms-lens-curated", "Synthetic title", 2020)
    assert (record.basis, record.confidence, record.sensitivity, record.note) == ("seen", "high", "public", None)


@pytest.mark.parametrize(
    ("change", "reason", "value"),
    [
        (("MLI", "MAL"), "country is not an ISO 3166-1 alpha-3 country code", "MAL"),
        (("MLI", "mli"), "country is not an ISO 3166-1 alpha-3 country code", "mli"),
        (("MLI", ""), "country, quantity or year is empty", ""),
        (("A4;D1", "A4;Z9"), "weapon_category holds a code that the taxonomy does not have", "Z9"),
        ((",12,", ",1.200.000,"), "quantity is not a plain number", "1.200.000"),
        ((",12,", ",nan,"), "quantity is not a plain number", "nan"),
        ((",12,", ",-3,"), "quantity is below 0", "-3"),
        (("2019", "19"), "year is not a year from 1900 to 2099", "19"),
        (("2019", "2091"), "year lies in the future", "2091"),
        (("high", "sure"), "confidence is none of: high, medium, low", "sure"),
        (("seen", "read"), "basis is none of: seen, known", "read"),
        (("Synthetic title", ""), "source_title is empty", ""),
        (("synthetic holder", "as above"), "holder points to another row; write it out", "as above"),
        ((",rifles", ",rifles,extra"), "the number of cells is not that of the header", "16, not 15"),
    ],
)
def test_a_bad_row_is_turned_away_with_its_line_and_reason(
    holdings: Holdings, change: tuple[str, str], reason: str, value: str
) -> None:
    taken = holdings(file_of(GOOD, GOOD.replace(*change), GOOD))
    assert (taken.read, len(taken.frame), taken.grouped) == (3, 2, 0)
    assert taken.rejects.values.tolist() == [["holdings", "holdings.csv", 3, reason, value]]
    assert taken.frame["id"].tolist() == ["H001", "H003"], "an id does not depend on what became of other rows"


def test_a_long_value_is_cut_so_that_no_sentence_is_stored(holdings: Holdings) -> None:
    taken = holdings(file_of(GOOD, GOOD.replace("MLI", "a whole sentence that slipped into the wrong column here")))
    assert len(taken.rejects["value"].iloc[0]) == 40


def test_line_numbers_are_those_of_an_editor(holdings: Holdings) -> None:
    two_lines = GOOD.replace("synthetic holder", '"synthetic\nholder"')
    taken = holdings(file_of(two_lines, "", GOOD.replace("MLI", "XXX")))
    assert taken.rejects["row"].tolist() == [5]
    assert taken.read == 2, "a blank line is no record"


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "<script>alert(1)</script>", "+33", "@cmd", "Ménaka | a, b"])
def test_markup_and_formulas_are_kept_as_data(holdings: Holdings, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    assert holdings(file_of(GOOD.replace("synthetic holder", quoted))).frame["holder"].tolist() == [name]


def test_bom_crlf_and_blanks_around_cells_are_tolerated(holdings: Holdings) -> None:
    spaced = file_of(GOOD.replace("MLI", " MLI ").replace("A4;D1", " D1 ; A4; D1")).replace("\n", "\r\n")
    taken = holdings(b"\xef\xbb\xbf" + spaced.encode())
    assert taken.frame["country"].tolist() == ["MLI"]
    assert taken.frame["weapons"].tolist() == [["A4", "D1"]]
    assert taken.rejects.empty


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "holdings.csv: no header; restore the file from the repository"),
        (file_of(), "holdings.csv: no rows below the header; restore the file from the repository"),
        (
            file_of(GOOD, header=HEADER.replace("quantity", "amount")),
            "holdings.csv: columns missing: 1, first 'quantity'; name the columns as data/curated/README.md and the adapter do",
        ),
        (
            file_of(GOOD + ",1", header=HEADER + ",extra"),
            "holdings.csv: columns unknown: 1, first 'extra'; remove them, or teach the adapter and the contract to read them",
        ),
        (
            file_of(GOOD + ",MLI", header=HEADER + ",country"),
            "holdings.csv: columns repeated: 1, first 'country'; keep one of each",
        ),
        (
            file_of(GOOD).replace(",", ";"),
            "holdings.csv: separated by semicolons; save the file as CSV with commas",
        ),
        (
            file_of(GOOD, GOOD.replace("synthetic holder", "Côte")).encode("latin-1"),
            "holdings.csv: not UTF-8, first in line 3; save the file as CSV with the encoding UTF-8",
        ),
        (
            file_of(GOOD, GOOD.replace("synthetic holder", '"never closed')),
            "holdings.csv: not a valid CSV in the record that begins at line 3 (unexpected end of data); check its quotes",
        ),
        (
            file_of(GOOD.replace("MLI", "XXX"), GOOD.replace("MLI", "YYY")),
            "holdings.csv: none of 2 rows can be kept, first line 2: country is not an ISO 3166-1 alpha-3 country code; mend it",
        ),
    ],
)
def test_an_unusable_file_stops_with_a_sentence(holdings: Holdings, content: str | bytes, sentence: str) -> None:
    with pytest.raises(InputError) as error:
        holdings(content)
    assert str(error.value) == sentence


def test_a_missing_file_stops_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holdings\.csv: not in .*; restore the file from the repository"):
        curated_records.holdings(tmp_path)


def test_country_codes_are_the_standard_and_three_of_our_own() -> None:
    assert len(COUNTRY_CODES) == 249 + 3
    assert {"MLI", "COL", "ESH", "XAB"} <= COUNTRY_CODES


def test_no_curated_row_points_to_another() -> None:
    for path in CURATED.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in (",as above,", ",same network,", ",idem,", ",ditto,") if word in text], path.name
