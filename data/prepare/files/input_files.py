"""Finding a publisher's file in its folder, by its name, else by what it holds."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from pathlib import Path

from data.prepare.core.intake import InputError
from data.prepare.files.containers import first_bytes
from data.prepare.files.headers import Columns
from data.prepare.files.read_tables import read_records
from data.prepare.files.recognition import kind_of_bytes

#: Files that may hold a table.
TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".zip", ".gz", ".json")


def the_file(folder: Path, pattern: str, publication: str, columns: Columns | None = None, also: Sequence[str] = ()) -> Path:
    """The one file in `folder` whose name fits `pattern`, or one of `also`; else the one that has `columns`, whatever its name.

    Raises InputError where there is none, or more than one; `publication` tells the reader what to put there.
    """
    files = sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
    found: list[Path] = []
    for names in ((pattern,), also):
        found = found or [path for path in files if any(fnmatch.fnmatch(path.name.lower(), name.lower()) for name in names)]
    if columns is not None and not found:
        found = [path for path in files if path.name.lower().endswith(TABLES) and _holds(path, columns)]
    where = f"{folder.name}/{pattern}"
    if not found:
        raise InputError(f"{where}: there is no such file in {folder}; put {publication} there")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise InputError(f"{where}: {len(found)} files fit ({names}); keep the one to use")
    if kind := kind_of_bytes(first_bytes(found[0])):
        raise InputError(f"{found[0].parent.name}/{found[0].name} is {kind.name}: download {publication}")
    return found[0]


def _holds(path: Path, columns: Columns) -> bool:
    try:
        read_records(path, columns)
    except InputError:
        return False
    return True
