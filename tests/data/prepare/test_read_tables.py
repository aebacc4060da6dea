"""Every way a CSV file arrives broken or odd, with synthetic files."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from data.prepare.core.intake import InputError
from data.prepare.files.read_tables import read_csv
from data.prepare.ucdp import ged

# Synthetic, not from any source.
PLAIN = "relid,year,place\nSYN-1,2020,Kati\nSYN-2,2021,Ségou\n"
COLUMNS = ("relid", "year")


def write(folder: Path, content: str | bytes, name: str = "events.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(entries: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.encode("latin-1"),
        PLAIN.encode("utf-16"),
        gzip.compress(PLAIN.encode()),
        zipped({"events.csv": PLAIN}),
        zipped({"inner/events.csv": PLAIN, "__MACOSX/inner/._events.csv": "x", "inner/.hidden.csv": "y"}),
        PLAIN.replace("relid", '"relid"').replace("2020", '"2020"'),
    ],
    ids=["plain", "bom", "semicolons", "tabs", "crlf", "latin-1", "utf-16", "gzip", "zip", "mac zip", "quotes"],
)
def test_the_same_records_however_they_are_packed(tmp_path: Path, content: str | bytes) -> None:
    frame = read_csv(write(tmp_path, content), COLUMNS)
    assert frame["relid"].tolist() == ["SYN-1", "SYN-2"]
    assert frame["place"].tolist() == ["Kati", "Ségou"]
    assert frame.index.tolist() == [2, 3]


def test_a_row_of_hxl_tags_is_no_record_and_counts_as_a_line(tmp_path: Path) -> None:
    frame = read_csv(write(tmp_path, "relid,year,place\n,#date+year,#loc+name\nSYN-1,2020,Kati\n"), COLUMNS)
    assert frame.index.tolist() == [3]


def test_row_numbers_are_lines_of_the_file(tmp_path: Path) -> None:
    text = 'relid,year,place\nSYN-1,2020,"two\nlines"\n\nSYN-2,2021,Kati\n'
    frame = read_csv(write(tmp_path, text), COLUMNS)
    lines = text.split("\n")
    assert [lines[row - 1].split(",")[0] for row in frame.index] == ["SYN-1", "SYN-2"]


def test_row_numbers_of_a_real_file(raw: Path) -> None:
    path = raw / ged.DEFAULT
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    frame = read_csv(path, ["relid"])
    assert frame.index[-1] == len(lines) - 1
    assert all(relid in lines[row - 1] for row, relid in frame["relid"].items())


def test_html_and_formulas_in_cells_are_only_text(tmp_path: Path) -> None:
    text = "relid,year,place\nSYN-1,2020,=cmd|' /C calc'!A0\nSYN-2,2020,<script>alert(1)</script>\nSYN-3,2020,NA\n"
    assert read_csv(write(tmp_path, text), COLUMNS)["place"].tolist() == [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "NA",
    ]


def test_optional_columns_are_added_and_others_left_out(tmp_path: Path) -> None:
    frame = read_csv(write(tmp_path, PLAIN), COLUMNS, ["iso3"])
    assert list(frame.columns) == ["relid", "year", "iso3"]
    assert frame["iso3"].eq("").all()


def bomb() -> bytes:
    return zipped({"events.csv": b"0" * 50_000_000})


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "events.csv", "0 bytes"),
        (b"", "events.zip", "0 bytes"),
        (b"   \n", "events.csv", "is empty"),
        ("relid,year\n", "events.csv", "no records"),
        ("<!DOCTYPE html><html><body>404</body></html>", "events.csv", "web page"),
        ("id,when\n1,2\n", "events.csv", "lacks 2 of 2 needed columns, first 'relid' (found 2: id, when"),
        (zipped({"events.csv": PLAIN})[:60], "events.zip", "damaged"),
        (gzip.compress(PLAIN.encode())[:30], "events.csv.gz", "damaged"),
        (PLAIN, "events.zip", "no zip archive"),
        (PLAIN + 'SYN-3,2020,"never closed\n', "events.csv", "cannot be read as a table"),
        (PLAIN + "SYN-3,2020,Kati,more,cells\n", "events.csv", "cannot be read as a table"),
        (zipped({f"{n}/{n}/{n}.csv": PLAIN for n in range(40)}), "events.zip", "40 entries"),
        (zipped({"../../events.csv": PLAIN}), "events.zip", "unsafe path"),
        (zipped({"/etc/events.csv": PLAIN}), "events.zip", "unsafe path"),
        (zipped({"a.csv": PLAIN, "b.csv": PLAIN}), "events.zip", "holds 2"),
        (zipped({"readme.md": "x"}), "events.zip", "holds 0"),
        (zipped({}), "events.zip", "holds 0"),
        (bomb(), "events.zip", "times its size"),
        (gzip.compress(PLAIN.encode() + b"0" * 50_000_000), "events.csv.gz", "times its size"),
    ],
    # Archives hold the time they were made: the contents cannot name the cases.
    ids=lambda value: value if isinstance(value, str) and value.isprintable() and len(value) < 40 else "content",
)
def test_a_file_that_cannot_be_used_gets_one_sentence(
    tmp_path: Path,
    content: str | bytes,
    name: str,
    said: str,
) -> None:
    with pytest.raises(InputError) as error:
        read_csv(write(tmp_path, content, name), COLUMNS)
    message = str(error.value)
    assert said in message
    assert name in message
    assert "\n" not in message and len(message) < 300


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.csv is not there"):
        read_csv(tmp_path / "absent.csv", COLUMNS)
