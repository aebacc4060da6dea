"""Excel workbooks: the one visible sheet whose header holds the columns wanted, cells as text.

Read by calamine, which takes a tenth of openpyxl's time and memory: UCDP's workbook of events has 20 million cells.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import python_calamine

from data.prepare.core.intake import InputError
from data.prepare.files.containers import check_workbook
from data.prepare.files.headers import HEADER_WITHIN, Columns, Header, find_header
from data.prepare.files.records import Records

#: Title, rows and header.
Sheet = tuple[str, Sequence[Sequence[Any]], Header]


def read_workbook(path: Path, columns: Columns) -> Records:
    """The records of the sheet that has the columns. Raises InputError when none or several have, or the file does not open."""
    check_workbook(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        # A hidden sheet is what somebody put aside: an older copy, a part of the rows.
        names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except Exception as error:  # calamine raises whatever its reading of the XML came upon
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(f"{path.name} does not open as an Excel workbook ({why}); download it again") from None
    closest: tuple[Header, list[Any]] | None = None
    fit: list[Sheet] = []
    rows: Sequence[Sequence[Any]]
    for title, rows in sheets:
        top = [(n, [_text(cell) for cell in cells]) for n, cells in enumerate(rows[:HEADER_WITHIN], start=1)]
        header = find_header(top, columns)
        if top and not header.missing:
            fit.append((title, rows, header))
        if top and (closest is None or header.hits > closest[0].hits):
            closest = (header, top)
    if fit:
        title, rows, header = _the_sheet(path, fit)
        beside = "\n".join(_head(others) for name, others in sheets if name != title)
        frame = _with_formulas(path, title, _frame(path, rows, header), header)
        return Records(header.names, frame, header.above, title, beside=beside)
    if closest is None:
        raise InputError(f"{path.name} has no cells; download it again")
    closest[0].require(path, closest[1])
    raise AssertionError("unreachable: a header with all columns is returned above")


def _the_sheet(path: Path, fit: Sequence[Sheet]) -> Sheet:
    """The one sheet of those with the columns that has records, the first where none has. InputError where several have."""
    counts = [sum(any(_text(cell).strip() for cell in cells) for cells in rows[header.line :]) for _, rows, header in fit]
    full = [(sheet, count) for sheet, count in zip(fit, counts, strict=True) if count]
    if len(full) > 1:
        named = ", ".join(f"{title!r} with {count} rows" for (title, _, _), count in full[:5])
        raise InputError(
            f"{path.name} holds {len(full)} sheets of the same columns ({named}): put their rows into one sheet, hide the "
            "others, or save each as a file of its own"
        )
    return full[0][0] if full else fit[0]


def _with_formulas(path: Path, title: str, frame: pd.DataFrame, header: Header) -> pd.DataFrame:
    """The frame with the formulas and errors that programs left without a result, where calamine gives nothing."""
    blank = frame[[name for name in header.positions if name in frame]].eq("")
    if not blank.any(axis=None) or not _has_formulas(path):
        return frame
    book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    sheet = book[title]
    sheet.reset_dimensions()
    names = [name for name in blank if blank[name].any()]
    found = {name: frame[name].copy() for name in names}
    for row, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        for name in names:
            at = header.positions[name]
            if row in frame.index and blank.at[row, name] and at < len(cells) and str(cells[at] or "").startswith(("=", "#")):
                found[name][row] = str(cells[at])
    return frame.assign(**found)


def _has_formulas(path: Path) -> bool:
    """Whether a sheet holds a formula or an error; looked for in its bytes, since reading them as cells takes long."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(re.search(rb'<f[ >]|t="e"', archive.read(name)) for name in sheets)


def _head(rows: Sequence[Sequence[Any]]) -> str:
    """What stands at the head of a sheet."""
    return "\n".join(" ".join(filter(None, map(_text, cells))) for cells in rows[:HEADER_WITHIN])


def _frame(path: Path, rows: Sequence[Sequence[Any]], header: Header) -> pd.DataFrame:
    kept = [(n, cells) for n, cells in enumerate(rows, start=1) if n > header.line and any(_text(cell).strip() for cell in cells)]
    kept = [(n, cells) for n, cells in kept if not all(t.startswith("#") for t in map(_text, cells) if t.strip())]
    if not kept:
        raise InputError(f"{path.name} has a header but no records; download it again")
    frame = pd.DataFrame(
        {name: [_text(cells[at]) if at < len(cells) else "" for _, cells in kept] for name, at in header.positions.items()},
        dtype="str",
    )
    frame.index = pd.Index([n for n, _ in kept], name="row")
    return frame


def _text(cell: object) -> str:
    """A cell as Excel shows it: whole numbers without `.0`, dates as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
