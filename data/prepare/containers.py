"""Files that hold files: the one CSV in a zip or gzip archive, and workbooks, which are zip archives too.

An archive is known by its first bytes, never by its name. None is trusted: sizes, paths and checksums are looked at first.
"""

from __future__ import annotations

import gzip
import lzma
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from data.prepare.intake import InputError

MAX_ENTRIES = 20
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 200
#: What Python raises for an archive that is damaged, locked, or packed in a way it does not know.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, struct.error, OverflowError),
)


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


def check_workbook(path: Path) -> None:
    """InputError unless the file is a zip archive whose parts all unpack, to what they should be, and hold a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(path, entries)
            spoilt = archive.testzip()
    except InputError:
        raise
    except UNREADABLE as error:
        raise InputError(f"{path.name} does not open as an Excel workbook ({_why(error)}); download it again") from None
    if spoilt:
        raise InputError(f"{path.name} is damaged: its part {spoilt!r} is not what was packed; download it again")
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise InputError(f"{path.name} is a zip archive, but no Excel workbook: download the publisher's own file")


def _unzipped(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            entry = _csv_entry(path, archive.infolist())
            with archive.open(entry) as file:
                # The sizes in the directory may lie, so no more than they promise is ever read.
                data = file.read(entry.file_size + 1)
    except InputError:
        raise
    except UNREADABLE as error:
        raise InputError(f"{path.name} is a damaged zip archive ({_why(error)}): download it again") from None
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
    _check_entries(path, entries)
    tables = [entry for entry in entries if _is_csv(entry)]
    if len(tables) != 1:
        names = ", ".join(repr(e.filename) for e in tables) or "none"
        raise InputError(f"{path.name} must hold one CSV file but holds {len(tables)} ({names}): unpack yours")
    return tables[0]


def _check_entries(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.flag_bits & 1:
            raise InputError(f"{path.name}: {entry.filename!r} is locked with a password: unpack it yourself")
        if entry.file_size > MAX_RATIO * max(entry.compress_size, 1) and entry.file_size > 1024**2:
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise InputError(
                f"{path.name}: {entry.filename!r} unpacks to {ratio} times its size, "
                f"more than {MAX_RATIO}: do not trust this archive"
            )
    total = sum(entry.file_size for entry in entries)
    if total > MAX_BYTES:
        raise InputError(f"{path.name} unpacks to {total / 1024**3:.1f} GB, more than 2 GB: unpack the CSV yourself")


def _is_csv(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    hidden = any(part == "__MACOSX" or part.startswith(".") for part in parts)
    return bool(parts) and not entry.is_dir() and not hidden and parts[-1].lower().endswith((".csv", ".txt", ".tsv"))


def _gunzipped(path: Path) -> bytes:
    limit = min(MAX_BYTES, max(MAX_RATIO * path.stat().st_size, 1024**2))
    try:
        with gzip.open(path) as file:
            data = file.read(limit + 1)
    except UNREADABLE as error:
        raise InputError(f"{path.name} is a damaged gzip file ({_why(error)}): download it again") from None
    if len(data) > limit:
        raise InputError(f"{path.name} unpacks to over {MAX_RATIO} times its size or 2 GB: do not trust this archive")
    return data


def _why(error: BaseException) -> str:
    """What Python says, on one line, or the kind of the error where it says nothing."""
    return " ".join(str(error).split())[:120] or type(error).__name__
