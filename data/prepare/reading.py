"""Reads the CSV files people really have: zipped, gzipped, with a BOM, semicolons, Latin-1 or an HXL row.

Every cell arrives as text, exactly as it stands in the file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data.prepare.containers import content
from data.prepare.intake import InputError

DELIMITERS = (",", ";", "\t")


def read_csv(path: Path, required: Sequence[str], optional: Sequence[str] | None = None) -> pd.DataFrame:
    """The records of a CSV file as text, empty cells as `""`; the index holds line numbers as an editor shows them.

    `required` columns must be there, `optional` ones are added empty where missing. With `optional` given only these
    two groups are returned, without it all columns. Raises InputError with one sentence when the file cannot be used.
    """
    text = _decoded(content(path))
    if not text.strip():
        raise InputError(f"{path.name} is empty: download it again")
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise InputError(f"{path.name} is a web page, not a CSV file: download the file itself, not the page about it")
    frame = _parsed(path, text)
    missing = [name for name in required if name not in frame.columns]
    if missing:
        found = ", ".join(str(name) for name in frame.columns[:8])
        raise InputError(
            f"{path.name} lacks {len(missing)} of {len(required)} needed columns, first {missing[0]!r} "
            f"(found {len(frame.columns)}: {found[:200]} …): use the publisher's CSV as it is"
        )
    frame = _without_tags(frame)
    if frame.empty:
        raise InputError(f"{path.name} has a header but no records: download it again")
    if optional is None:
        return frame
    return frame.reindex(columns=[*required, *optional], fill_value="")


def _decoded(data: bytes) -> str:
    """Text of UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252, else Latin-1, which never fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _parsed(path: Path, text: str) -> pd.DataFrame:
    header = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    try:
        frame = pd.read_csv(
            io.StringIO(text), sep=delimiter, dtype=str, keep_default_na=False, skip_blank_lines=False, index_col=False
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        reason = str(error).replace("\n", " ").removeprefix("Error tokenizing data. C error: ")
        raise InputError(f"{path.name} cannot be read as a table ({reason}): download it again") from None
    frame = frame.fillna("")
    frame.columns = [str(name).strip() for name in frame.columns]
    frame.index = pd.Index(_lines(frame, text), name="row")
    return frame[(frame != "").any(axis=1)]


def _lines(frame: pd.DataFrame, text: str) -> list[int]:
    """The line each record starts on; a record with line breaks inside its cells takes several."""
    if text.count("\n") <= len(frame) + 1:
        return list(range(2, len(frame) + 2))
    spans = 1 + sum(frame[name].str.count("\n") for name in frame.columns)
    return [2, *(2 + spans.cumsum().iloc[:-1]).tolist()] if len(frame) else []


def _without_tags(frame: pd.DataFrame) -> pd.DataFrame:
    """Drop the row of HXL tags below the header, where there is one."""
    if frame.empty:
        return frame
    first = frame.iloc[0]
    cells = first[first != ""]
    return frame.iloc[1:] if cells.str.startswith("#").all() else frame
