"""Excel workbooks: the first visible sheet whose header holds the columns wanted, cells as text.

Read by calamine, which takes a tenth of openpyxl's time and memory: UCDP's workbook of events has 20 million cells.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import python_calamine

from data.prepare.containers import check_workbook
from data.prepare.headers import HEADER_WITHIN, Columns, Header, find_header
from data.prepare.intake import InputError
from data.prepare.records import Records


def read_workbook(path: Path, columns: Columns) -> Records:
    """The records of the first sheet that has the columns. Raises InputError when none has, or the file does not open."""
    check_workbook(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        # A hidden sheet is what somebody put aside: an older copy, a part of the rows.
        names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except Exception as error:  # calamine raises whatever its reading of the XML came upon
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(f"{path.name} does not open as an Excel workbook ({why}); download it again") from None
    closest: tuple[Header, list] | None = None
    for title, rows in sheets:
        top = [(n, [_text(cell) for cell in cells]) for n, cells in enumerate(rows[:HEADER_WITHIN], start=1)]
        header = find_header(top, columns)
        if top and not header.missing:
            beside = "\n".join(_head(others) for name, others in sheets if name != title)
            return Records(header.names, _frame(path, rows, header), header.above, title, beside=beside)
        if top and (closest is None or header.hits > closest[0].hits):
            closest = (header, top)
    if closest is None:
        raise InputError(f"{path.name} has no cells; download it again")
    closest[0].require(path, closest[1])
    raise AssertionError("unreachable: a header with all columns is returned above")


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
