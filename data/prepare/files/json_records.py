"""A page of UCDP's API, or a list of records, as JSON.

A page says how many there are: {"TotalCount": …, "TotalPages": …, "NextPageUrl": …, "Result": [ … ]}.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from data.prepare.core.intake import InputError
from data.prepare.files.containers import first_bytes, opened
from data.prepare.files.headers import Columns, find_header
from data.prepare.files.records import Records

LISTS = ("Result", "result", "results", "data", "Data")


def is_json(path: Path) -> bool:
    """Whether a file begins as JSON does, packed or not."""
    if first_bytes(path)[:2] in (b"PK", b"\x1f\x8b"):
        with opened(path) as file:
            start = file.read(4096)
    else:
        start = first_bytes(path)
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_json(path: Path, columns: Columns) -> Records:
    """The records of a JSON file; rows count them from 1. Raises InputError when it has no list of records."""
    with opened(path) as file:
        data = file.read().removeprefix(b"\xef\xbb\xbf")
    try:
        found: Any = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if _is_record(data.split(b"\n", 1)[0]):
            raise InputError(f"{path.name} holds one JSON record a line (JSON Lines): give them as one list, or as CSV") from None
        why = " ".join(str(error).split())[:100]
        raise InputError(f"{path.name} is damaged JSON ({why}): download it again") from None
    rows = found if isinstance(found, list) else next((found[name] for name in LISTS if name in found), None)
    if isinstance(found, dict) and rows is None:
        raise InputError(f"{path.name} is JSON without a list of records (it has {_keys(found)}): give UCDP's API page")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(f"{path.name} is JSON, but no list of records: give UCDP's API page")
    if not rows:
        raise InputError(f"{path.name} has no records: download it again")
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    header = find_header([(0, names)], columns)
    header.require(path, [(0, names)])
    cells = {ours: [_text(row.get(names[at])) for row in rows] for ours, at in header.positions.items()}
    frame = pd.DataFrame(cells, dtype="str")
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    total = found.get("TotalCount") if isinstance(found, dict) else None
    pages = (len(rows), total) if isinstance(total, int) and total > len(rows) else None
    return Records(names, frame, pages=pages)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _keys(found: dict[str, Any]) -> str:
    return ", ".join(list(found)[:5])


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False
