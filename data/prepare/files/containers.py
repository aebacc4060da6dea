"""Files that hold files: the one table in a zip or gzip archive, and workbooks, which are zip archives too.

An archive is known by its first bytes, never by its name. None is trusted: sizes, paths and checksums are looked at first.
"""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from data.prepare.core.intake import InputError
from data.prepare.files.recognition import kind_of_bytes

MAX_ENTRIES = 20
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 200


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes: ...


#: What Python raises for an archive that is damaged, locked, or packed in a way it does not know.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, struct.error, OverflowError),
)


@contextmanager
def opened(path: Path) -> Iterator[Readable]:
    """A file to read bytes from: it, or the one CSV or JSON file in a zip or gzip archive. Raises InputError.

    What a damaged archive raises while it is read becomes an InputError too.
    """
    magic = first_bytes(path)
    if magic[:2] == b"PK" and kind_of_bytes(magic) is None:
        yield from _unzipped(path)
    elif magic[:2] == b"\x1f\x8b":
        yield from _gunzipped(path)
    elif path.suffix.lower() in (".zip", ".gz"):
        raise InputError(f"{path.name} is no {path.suffix[1:]} archive in spite of its name: download it again")
    else:
        _refuse(path, magic)
        with path.open("rb") as file:
            yield file


def first_bytes(path: Path, most: int = 4096) -> bytes:
    """How a file begins. Raises InputError where there is none, or an empty one."""
    if path.is_dir():
        raise InputError(f"{path} is a folder: name the file in it")
    if path.is_symlink() and not path.exists():
        raise InputError(f"{path} is a link that leads to no file, or back to itself: name the file")
    if not path.is_file():
        raise InputError(f"{path} is not there: put the publisher's file in its place, or name another one")
    with path.open("rb") as file:
        start = file.read(most)
    if not start:
        raise InputError(f"{path.name} is empty (0 bytes): download it again")
    return start


def is_workbook(path: Path) -> bool:
    """Whether a file is an Excel workbook (.xlsx), whatever its name."""
    if first_bytes(path)[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except UNREADABLE:
        return path.suffix.lower() in (".xlsx", ".xlsm")


def _refuse(path: Path, start: bytes) -> None:
    if kind := kind_of_bytes(start):
        raise InputError(f"{path.name} is {kind.name}: {kind.advice}")


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


def _unzipped(path: Path) -> Iterator[Readable]:
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise _damaged(path, "zip archive", error) from None
    with archive:
        entry = _csv_entry(path, archive.infolist())
        try:
            file = archive.open(entry)
        except UNREADABLE as error:
            raise _damaged(path, "zip archive", error) from None
        with file:
            # The sizes in the directory may lie, so no more than they promise is ever read.
            said = f"{entry.filename!r} is not as long as the archive says: download it again"
            yield _Unpacked(path, file, "zip archive", entry.file_size, said, exact=True)


def _damaged(path: Path, what: str, error: BaseException) -> InputError:
    return InputError(f"{path.name} is a damaged {what} ({_why(error)}): download it again")


class _Unpacked(io.RawIOBase):
    """A packed file that is read to the size it may have, and no further; its first bytes are looked at."""

    def __init__(self, path: Path, file: Readable, what: str, most: int, fault: str, exact: bool) -> None:
        self.path, self.file, self.what = path, file, what
        self.most, self.fault, self.exact, self.at = most, fault, exact, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        left = self.most - self.at + 1
        try:
            data = self.file.read(left if size < 0 else min(size, left))
        except UNREADABLE as error:
            raise _damaged(self.path, self.what, error) from None
        if not self.at:
            _refuse(self.path, data[:4096])
            if data[:2] in (b"PK", b"\x1f\x8b"):
                raise InputError(f"{self.path.name} holds another archive: unpack it, and give the CSV file inside")
        self.at += len(data)
        ended = not data and size != 0
        if self.at > self.most or (self.exact and ended and self.at < self.most):
            raise InputError(f"{self.path.name}{': ' if self.exact else ' '}{self.fault}")
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
    tables = _tables(entries)
    if not tables and (packed := [entry.filename for entry in entries if entry.filename.lower().endswith(".zip")]):
        raise InputError(f"{path.name} holds another archive ({packed[0]!r}): unpack it once and give that one")
    if len(tables) != 1:
        names = ", ".join(repr(e.filename) for e in tables) or "none"
        raise InputError(f"{path.name} must hold one CSV file but holds {len(tables)} ({names}): unpack yours")
    return tables[0]


def _tables(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """What may be the table of an archive: of several kinds, those named as tables are, because others describe them."""
    tables = [entry for entry in entries if _is_table(entry)]
    return [entry for entry in tables if entry.filename.lower().endswith((".csv", ".tsv"))] or tables


def left_out(path: Path) -> list[str]:
    """What lies beside the one table in an archive; nothing where the file is none."""
    if is_workbook(path) or first_bytes(path)[:2] != b"PK":
        return []
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    read = _tables(entries)
    return [entry.filename for entry in entries if entry not in read and not entry.is_dir() and not _hidden(entry)]


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


def _is_table(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    return (
        bool(parts)
        and not entry.is_dir()
        and not _hidden(entry)
        and parts[-1].lower().endswith((".csv", ".txt", ".tsv", ".json"))
    )


def _hidden(entry: zipfile.ZipInfo) -> bool:
    return any(part == "__MACOSX" or part.startswith(".") for part in PurePosixPath(entry.filename).parts)


def _gunzipped(path: Path) -> Iterator[Readable]:
    limit = min(MAX_BYTES, max(MAX_RATIO * path.stat().st_size, 1024**2))
    with gzip.open(path) as file:
        said = f"unpacks to over {MAX_RATIO} times its size or 2 GB: do not trust this archive"
        yield _Unpacked(path, file, "gzip file", limit, said, exact=False)


def _why(error: BaseException) -> str:
    """What Python says, on one line, or the kind of the error where it says nothing."""
    return " ".join(str(error).split())[:120] or type(error).__name__
