"""Reads the CSV files people really have: zipped, gzipped, with a BOM, semicolons, Latin-1 or an HXL row.

A file is known by its first bytes, never by its name. Every cell arrives as text, exactly as it stands in the file.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pandas as pd

from data.prepare.intake import InputError

MAX_ENTRIES = 20
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 200
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


def content(path: Path) -> bytes:
    """The bytes of a file, or of the one CSV file in a zip or gzip archive. Raises InputError."""
    if not path.is_file():
        raise InputError(f"{path} is not there: put the publisher's file in its place, or name another one")
    if path.stat().st_size == 0:
        raise InputError(f"{path.name} is empty (0 bytes): download it again")
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"PK":
        return _unzipped(path)
    if magic[:2] == b"\x1f\x8b":
        return _gunzipped(path)
    if path.suffix.lower() in (".zip", ".gz"):
        raise InputError(f"{path.name} is no {path.suffix[1:]} archive in spite of its name: download it again")
    return path.read_bytes()


def _unzipped(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            entry = _csv_entry(path, archive.infolist())
            with archive.open(entry) as file:
                # The sizes in the directory may lie, so no more than they promise is ever read.
                data = file.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{path.name} is a damaged or locked zip archive ({error}): download it again") from None
    if len(data) != entry.file_size:
        raise InputError(f"{path.name}: {entry.filename!r} is not as long as the archive says: download it again")
    return data


def _csv_entry(path: Path, entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The only CSV file of an archive that is safe to open."""
    if len(entries) > MAX_ENTRIES:
        raise InputError(f"{path.name} holds {len(entries)} entries, more than {MAX_ENTRIES}: unpack the CSV yourself")
    for entry in entries:
        inside = PurePosixPath(entry.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[:1]:
            raise InputError(f"{path.name} holds the unsafe path {entry.filename!r}: do not trust this archive")
        if entry.file_size > MAX_RATIO * max(entry.compress_size, 1) and entry.file_size > 1024**2:
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise InputError(
                f"{path.name}: {entry.filename!r} unpacks to {ratio} times its size, "
                f"more than {MAX_RATIO}: do not trust this archive"
            )
    total = sum(entry.file_size for entry in entries)
    if total > MAX_BYTES:
        raise InputError(f"{path.name} unpacks to {total / 1024**3:.1f} GB, more than 2 GB: unpack the CSV yourself")
    tables = [entry for entry in entries if _is_csv(entry)]
    if len(tables) != 1:
        names = ", ".join(repr(e.filename) for e in tables) or "none"
        raise InputError(f"{path.name} must hold one CSV file but holds {len(tables)} ({names}): unpack yours")
    return tables[0]


def _is_csv(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    hidden = any(part == "__MACOSX" or part.startswith(".") for part in parts)
    return not entry.is_dir() and not hidden and parts[-1].lower().endswith((".csv", ".txt", ".tsv"))


def _gunzipped(path: Path) -> bytes:
    limit = min(MAX_BYTES, max(MAX_RATIO * path.stat().st_size, 1024**2))
    try:
        with gzip.open(path) as file:
            data = file.read(limit + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path.name} is a damaged gzip file ({error}): download it again") from None
    if len(data) > limit:
        raise InputError(f"{path.name} unpacks to over {MAX_RATIO} times its size or 2 GB: do not trust this archive")
    return data


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
