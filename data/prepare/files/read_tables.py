"""A table of text from a file, whatever it is packed in: CSV, an Excel workbook, or a page of UCDP's API (JSON).

`read_records` is for adapters, which turn broken lines away one by one; `read_csv` for files that must be whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.prepare.core.intake import InputError
from data.prepare.files.containers import is_workbook, left_out
from data.prepare.files.csv_records import Headerless, read_csv_records
from data.prepare.files.headers import Columns, key
from data.prepare.files.json_records import is_json, read_json
from data.prepare.files.records import Records
from data.prepare.files.workbooks import read_workbook

#: Why a line is no record that repeats the header.
HEADER_AGAIN = "the header stands here again"
#: What R, pandas, spreadsheets and databases write where there is nothing.
NOTHING = ("NA", "N/A", "n/a", "#N/A", "nan", "NaN", "NAN", "null", "NULL", "None", "<NA>", "NaT")


def read_records(
    path: Path,
    columns: Columns,
    headerless: Headerless | None = None,
    spare: Callable[[pa.Table], pa.Table] | None = None,
) -> Records:
    """The records of a file. Raises InputError with one sentence when it cannot be used.

    `headerless` and `spare` as in `read_csv_records`: only CSV files are large enough to spare cells of them.
    """
    if is_workbook(path):
        return _without_headers(read_workbook(path, columns), columns)
    if is_json(path):
        return read_json(path, columns)
    found = _without_headers(read_csv_records(path, columns, headerless, spare), columns)
    beside = {f"{name!r} in {path.name} left unread": 1 for name in left_out(path)}
    return replace(found, repairs=found.repairs | beside) if beside else found


def _without_headers(records: Records, columns: Columns) -> Records:
    """Files that were put together keep the header of each: such a line is broken, not a record."""
    frame, known = records.frame, {**columns.optional, **columns.needed}
    told = {name: {key(theirs) for theirs in known[name]} for name in frame if name in known}
    maybe = frame[frame[next(iter(told))].str.strip().str.lower().isin([name.lower() for name in records.header])]
    again = [
        int(row)
        for row, cells in zip(maybe.index, maybe[list(told)].to_numpy(dtype=object), strict=True)
        if all(key(cell) in names for cell, names in zip(cells, told.values(), strict=True))
    ]
    if not again:
        return records
    broken = sorted([*records.broken, *((row, HEADER_AGAIN, "") for row in again)])
    return replace(records, frame=frame.drop(index=again), broken=broken)


def read_csv(path: Path, required: Sequence[str], optional: Sequence[str] | None = None) -> pd.DataFrame:
    """The records of a file as text, empty cells as `""`; the index holds line numbers as an editor shows them.

    `required` columns must be there, `optional` ones are added empty where missing. With `optional` given only these
    two groups are returned, without it all columns. Raises InputError with one sentence when the file cannot be used, or has
    a broken line.
    """
    if optional is None:
        optional = [name for name in _names(path, required) if name not in required]
    found = read_records(path, Columns.of(required, optional))
    if found.broken:
        line, reason, _ = found.broken[0]
        raise InputError(
            f"{path.name} cannot be read as a table: {len(found.broken)} lines are broken, first line {line} ({reason}); "
            "download it again"
        )
    return found.frame.reindex(columns=[*required, *optional], fill_value="")


def _names(path: Path, required: Sequence[str]) -> list[str]:
    return [name for name in read_records(path, Columns.of(required)).header if name]


def trimmed(cells: pd.Series) -> pd.Series:
    """Cells without blanks around them, and blank where a program wrote its word for nothing."""
    text = pc.utf8_trim_whitespace(pa.array(cells, pa.large_string()))
    return pd.Series(pc.if_else(pc.is_in(text, pa.array(NOTHING, pa.large_string())), "", text), index=cells.index, dtype="str")


def without_na(frame: pd.DataFrame) -> pd.DataFrame:
    """A table of `trimmed` cells."""
    return frame.apply(trimmed)
