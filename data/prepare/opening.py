"""Finding a publisher's file and its header, or saying in one sentence why the file cannot be used.

A header is found by its column names, not by its line: publishers put titles, dates and notes above it. Plain CSV
files, with the header on top, are read by `data.prepare.reading`.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from data.prepare.containers import check_workbook, content
from data.prepare.intake import InputError

#: How far down a header is looked for.
HEADER_WITHIN = 40
#: First bytes of files that people rename by mistake.
SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls, .doc)",
}

Line = tuple[int, Sequence[Any]]


@dataclass(frozen=True)
class Sheet:
    """One table of a file.

    title   name of the sheet; empty for a CSV file
    above   the text above the header
    frame   the records under their column names; the index is the row as an editor shows it (1-based, header counted)
    """

    title: str
    above: str
    frame: pd.DataFrame


def the_file(folder: Path, pattern: str, publication: str) -> Path:
    """The one file in `folder` that fits `pattern` and is neither empty, an image, a document nor a web page.

    Raises InputError otherwise; `publication` tells the reader what to put there.
    """
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    where = f"{folder.name}/{pattern}"
    if not found:
        raise InputError(f"{where}: there is no such file in {folder}; put {publication} there")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise InputError(f"{where}: {len(found)} files fit ({names}); keep the one to use")
    with found[0].open("rb") as file:
        start = file.read(512)
    if not start:
        raise InputError(f"{_name(found[0])} is empty (0 bytes); download {publication} again")
    for signature, kind in SIGNATURES.items():
        if start.startswith(signature):
            raise InputError(f"{_name(found[0])} is {kind} in spite of its name; download {publication}")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise InputError(f"{_name(found[0])} is a web page, not the file itself; download {publication}")
    return found[0]


def read_csv_under_notes(path: Path, columns: Sequence[str]) -> Sheet:
    """A CSV file whose header stands below notes, cells as text, blanks as ''; comma, semicolon or tab.

    Raises InputError when the file lacks one of `columns`, or has rows longer or shorter than its header, as a broken
    download has.
    """
    text = _decoded(content(path))
    try:
        tops = {delimiter: list(islice(_records(text, delimiter), HEADER_WITHIN)) for delimiter in ",;\t"}
        delimiter = max(tops, key=lambda each: _header(tops[each], columns)[1])
        lines = list(_records(text, delimiter))
    except csv.Error as error:
        raise InputError(f"{_name(path)} cannot be read as a table ({error}); download it again") from None
    at, _ = _header(lines, columns)
    header = _names(lines[at][1]) if lines else []
    _require(path, header, columns, lines[at][0] if lines else 1)
    records = lines[at + 1 :]
    ragged = [(row, len(cells)) for row, cells in records if len(cells) != len(header)]
    if ragged:
        raise InputError(
            f"{_name(path)}: {len(ragged)} rows do not have the {len(header)} cells of the header, first row "
            f"{ragged[0][0]} with {ragged[0][1]}; the file is broken, download it again"
        )
    return Sheet("", "\n".join(",".join(cells) for _, cells in lines[:at]), _frame(path, records, header))


def read_excel(path: Path, columns: Sequence[str]) -> Sheet:
    """The first sheet of a workbook whose header holds `columns`, cells as Excel stores them, blanks as None.

    Raises InputError when the file is no workbook or no sheet has the columns.
    """
    check_workbook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl leaves out formatting extensions, which no table needs
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return _sheet(path, book.worksheets, columns)
            finally:
                book.close()
        except InputError:
            raise
        except Exception as error:  # openpyxl raises whatever its reading of the XML came upon
            why = " ".join(str(error).split())[:120] or type(error).__name__
            raise InputError(f"{_name(path)} does not open as an Excel workbook ({why}); download it again") from None


def _sheet(path: Path, sheets: Sequence[Any], columns: Sequence[str]) -> Sheet:
    closest: tuple[int, list[str], int] = (-1, [], 1)
    for sheet in sheets:
        sheet.reset_dimensions()  # UNODC's workbook claims to be one cell large
        top = list(enumerate(islice(sheet.iter_rows(values_only=True), HEADER_WITHIN), start=1))
        at, hits = _header(top, columns)
        header = _names(top[at][1]) if top else []
        if hits == len(columns):
            lines = enumerate(sheet.iter_rows(values_only=True, min_row=at + 2), start=at + 2)
            records = [(row, cells) for row, cells in lines if any(cell is not None for cell in cells)]
            above = "\n".join(" ".join(_names(cells)) for _, cells in top[:at])
            return Sheet(sheet.title, above, _frame(path, records, header))
        if hits > closest[0]:
            closest = (hits, header, at + 1)
    _, header, row = closest
    _require(path, header, columns, row)
    raise AssertionError("unreachable: a header with all columns is returned above")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _records(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    for cells in reader:
        if any(cells):
            yield start, cells
        start = reader.line_num + 1


def _header(lines: Sequence[Line], columns: Sequence[str]) -> tuple[int, int]:
    """Position of the line that holds most of `columns`, and how many it holds."""
    hits = [len(set(columns) & set(_names(cells))) for _, cells in lines[:HEADER_WITHIN]]
    return (hits.index(max(hits)), max(hits)) if hits else (0, 0)


def _names(cells: Sequence[Any]) -> list[str]:
    """Column names with single spaces and without the semicolon that ends the lines of SIPRI's file."""
    return ["" if cell is None else " ".join(str(cell).split()).rstrip(";") for cell in cells]


def _frame(path: Path, lines: Sequence[Line], header: Sequence[str]) -> pd.DataFrame:
    if not lines:
        raise InputError(f"{_name(path)} has a header but no records; download it again")
    rows = [[*cells, *[None] * (len(header) - len(cells))][: len(header)] for _, cells in lines]
    index = pd.Index([row for row, _ in lines], name="row")
    frame = pd.DataFrame(rows, columns=list(header), index=index, dtype=object)
    return frame.loc[:, ~frame.columns.duplicated() & (frame.columns != "")]


def _require(path: Path, header: Sequence[str], columns: Sequence[str], row: int) -> None:
    missing = [column for column in columns if column not in header]
    if len(missing) == len(columns):
        raise InputError(
            f"{_name(path)} is not in the format expected: none of the columns {_some(columns)} stands in its first "
            f"{HEADER_WITHIN} rows; download the publisher's own file"
        )
    if missing:
        raise InputError(
            f"{_name(path)}: {len(missing)} of {len(columns)} needed columns are missing in row {row} "
            f"({_some(missing)}), found {_some([name for name in header if name])}; use the publisher's file as it is"
        )


def _some(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
