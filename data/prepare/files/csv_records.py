"""CSV files, read strictly: every record with its line, and every line that is broken with what is wrong with it.

pyarrow reads the cells. What it read is believed where counting bytes (`csv_blocks`) finds the same records; elsewhere each
line is looked at by itself (`csv_lines`). Every cell arrives as text, exactly as it stands in the file.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from data.prepare.core.intake import InputError
from data.prepare.files.containers import Readable, opened
from data.prepare.files.csv_blocks import Block, Layout, blocks, layout
from data.prepare.files.csv_lines import read_lines, swallows
from data.prepare.files.headers import HEADER_WITHIN, Columns, Header, find_header
from data.prepare.files.recognition import wide_charset
from data.prepare.files.records import Broken, Records

#: The names of a file without any, given the cells of its first line; None where it is no such file.
Headerless = Callable[[Sequence[str]], list[str] | None]

DELIMITERS = (",", ";", "\t", "|")
#: A file with more broken lines than this share of its records is broken itself.
BROKEN_SHARE = 0.5
#: Signs of UTF-16 or UTF-32 that are none, above which a file is no text.
UNREADABLE_SHARE = 0.1
#: One byte each: what offices write where they do not write UTF-8.
LEGACY = ("cp1252", "mac_roman", "cp850")
USUAL_LETTERS = "éèêëàâäçñóòôöíìîïúùûüÉÈÀÇÑÓÖÜ°«»’–"


@dataclass
class Text:
    """Bytes as UTF-8: what is none is read as a legacy charset, byte by byte, and counted."""

    charset: str = ""
    cells: int = 0
    first: int = 0

    def utf8(self, data: bytes, line: int) -> bytes:
        try:
            data.decode()
            return data
        except UnicodeDecodeError:
            return self._repaired(data, line)

    def _repaired(self, data: bytes, line: int) -> bytes:
        self.charset = self.charset or _charset(data)
        last = -1

        def legacy(error: UnicodeError) -> tuple[str, int]:
            nonlocal last
            assert isinstance(error, UnicodeDecodeError)
            # One cell may hold several bytes; those with no delimiter between them are one.
            if last < 0 or any(sign in data[last : error.start] for sign in b',;\t\n"'):
                self.cells += 1
                self.first = self.first or line + data.count(b"\n", 0, error.start)
            last = error.end
            return data[error.start : error.end].decode(self.charset, "replace"), error.end

        codecs.register_error("arms-lens-legacy", legacy)
        return data.decode("utf-8", "arms-lens-legacy").encode()


@dataclass
class Reading:
    """A file while it is read: its header and delimiter, and what was found broken so far."""

    header: Header
    delimiter: str
    broken: list[Broken] = field(default_factory=list)
    wider: bool = False
    extended: bool = False

    @property
    def width(self) -> int:
        return len(self.header.names)


def read_csv_records(
    path: Path,
    columns: Columns,
    headerless: Headerless | None = None,
    spare: Callable[[pa.Table], pa.Table] | None = None,
) -> Records:
    """The records of a CSV file whose header holds `columns`. Raises InputError when the file cannot be used.

    `headerless` is asked for the names of a file without any, given the cells of its first line; `spare` leaves out cells that
    nobody will look at, a part of the file at a time.
    """
    text = Text()
    with opened(path) as file:
        start = _start(path, file.read(1024**2), file)
        delimiter, header = _header(path, Text().utf8(start, 1), columns, headerless)
        offset = _offset(start, header.line if header.line else 0)
        reading = Reading(header, delimiter)
        parts, lines = [], []
        for block in blocks(file, start[offset:], header.line + 1):
            block = Block(text.utf8(block.data, block.line), block.line, block.last)
            table, at = _block(block, reading)
            parts.append(spare(table) if spare else table)
            lines.append(at)
    table = pa.concat_tables(parts) if parts else _table([], header.positions)
    parts.clear()
    tags = _is_tags(table)
    columns_read: dict[str, pd.Series] = {}
    for name in header.positions:  # one after the other, so that each is held twice for a moment only
        columns_read[name] = pd.Series(table[name].cast(pa.large_string()).combine_chunks(), dtype="str")
        table = table.drop_columns(name)
    frame = pd.DataFrame(columns_read)
    frame.index = pd.Index(np.concatenate(lines).astype(np.int64) if lines else [], name="row")
    if tags.any():
        frame = frame[~tags]
    _refuse_broken(path, reading, len(frame))
    if frame.empty:
        raise InputError(f"{path.name} has a header but no records: download it again")
    repairs = {f"cell that is not UTF-8 read as {_NAMES[text.charset]}": text.cells} if text.cells else {}
    return Records(
        header.names, frame, header.above, "", reading.broken, repairs, bool(tags.any()), reading.wider, reading.extended
    )


_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS code page 850"}


def _start(path: Path, start: bytes, file: Readable) -> bytes:
    """The first bytes, without a mark of byte order, with line breaks of today."""
    if charset := wide_charset(start[:4096]):
        text = (start + file.read()).decode(charset, "replace")
        if text.count("\ufffd") > UNREADABLE_SHARE * len(text):
            raise InputError(f"{path.name} is not text, though it begins as {charset.upper()} does: download it again")
        start = text.encode()
    start = start.removeprefix(codecs.BOM_UTF8)
    if b"\n" not in start and b"\r" in start:
        start = (start + file.read()).replace(b"\r", b"\n")
    if not start.strip():
        raise InputError(f"{path.name} is empty: download it again")
    return start


def _charset(data: bytes) -> str:
    """Windows-1252 where some of the file is UTF-8, else whichever legacy charset gives the most usual letters."""
    sample = data[: 4 * 1024**2]
    if any(ord(c) > 127 for c in sample.decode("utf-8", "ignore")):
        return LEGACY[0]
    high = bytes(byte for byte in sample if byte > 127)
    return max(LEGACY, key=lambda name: sum(c in USUAL_LETTERS for c in high.decode(name, "replace")))


def _header(path: Path, start: bytes, columns: Columns, headerless: Headerless | None) -> tuple[str, Header]:
    top = start.decode("utf-8", "ignore")
    delimiters: Sequence[str] = DELIMITERS
    if top[:4].lower() == "sep=" and len(top) > 5:
        delimiters = (top[4],)
    lines = {each: _top(top, each) for each in delimiters}
    found = {each: find_header(lines[each], columns) for each in delimiters}
    best = max(delimiters, key=lambda each: found[each].hits)
    if headerless and found[best].missing:
        for each in delimiters:
            first = next((cells for _, cells in lines[each] if any(cells)), [])
            if names := headerless(first):
                return each, find_header([(0, names)], columns)
    found[best].require(path, lines[best])
    return best, found[best]


def _top(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The first lines, each by itself: a quote above the header must not swallow it."""
    lines = text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN]
    out = []
    for number, line in enumerate(lines, start=1):
        try:
            out.append((number, next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])))
        except csv.Error:
            out.append((number, [line]))
    return out


def _offset(data: bytes, lines: int) -> int:
    """Where the line after so many lines starts."""
    at = 0
    for _ in range(lines):
        found = data.find(b"\n", at)
        if found < 0:
            return len(data)
        at = found + 1
    return at


def _block(block: Block, reading: Reading) -> tuple[pa.Table, np.ndarray]:
    """The cells of a block, and the line each of its records starts on."""
    lying = layout(block, reading.delimiter)
    wanted = reading.header.positions
    if not len(lying.starts):
        return _table([], wanted), np.array([], dtype=np.int64)
    if lying.sound and b"\0" not in block.data and not _swallowing(block, lying, reading):
        found = _parsed(block, lying, reading)
        if found is not None:
            return found
    reading.extended = True
    reading.wider |= int(np.bincount(lying.widths).argmax()) > reading.width
    lines = read_lines(block, reading.delimiter, reading.width)
    reading.broken += lines.broken
    if lines.cut_off:
        reading.broken.append((lines.broken[-1][0], CUT_OFF, ""))
    return _table(lines.cells, wanted), np.array(lines.lines, dtype=np.int64)


def _swallowing(block: Block, lying: Layout, reading: Reading) -> bool:
    """Whether a quoted cell of several lines holds what looks like the start of another record."""
    for at in np.flatnonzero(lying.spans > 1):
        text = block.data[lying.starts[at] : lying.ends[at]].decode("utf-8", "replace")
        if swallows(text.split("\n"), reading.delimiter):
            return True
    return False


def _parsed(block: Block, lying: Layout, reading: Reading) -> tuple[pa.Table, np.ndarray] | None:
    """As `_block`, by pyarrow; None where a line has other cells than the header, or pyarrow finds other records."""
    width = max(int(np.bincount(lying.widths).argmax()), reading.width)
    if (lying.widths != width).any():
        return None
    reading.wider |= width > reading.width
    extra = {f"extra{at}": at for at in range(reading.width, width)}
    table = _arrow(block.data, reading.delimiter, width, {**reading.header.positions, **extra})
    if table is None or table.num_rows != len(lying.starts):
        return None
    for name in extra:  # lines may end with more delimiters than the header has
        if pc.any(pc.not_equal(pc.utf8_trim_whitespace(table[name]), "")).as_py():
            return None
    return table.select(list(reading.header.positions)), lying.lines


CUT_OFF = "the file is cut off in this line"


def _arrow(data: bytes | memoryview, delimiter: str, width: int, wanted: dict[str, int]) -> pa.Table | None:
    names = [f"c{at}" for at in range(width)]
    include = [names[at] for at in wanted.values()]
    try:
        table = pacsv.read_csv(
            pa.py_buffer(data),
            read_options=pacsv.ReadOptions(column_names=names, block_size=8 * 1024**2),
            parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pacsv.ConvertOptions(
                include_columns=include, column_types=dict.fromkeys(include, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowException, ValueError):
        return None
    return table.rename_columns(list(wanted))


def _table(rows: list[list[str]], wanted: dict[str, int]) -> pa.Table:
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for name, at in wanted.items()})


def _refuse_broken(path: Path, reading: Reading, kept: int) -> None:
    broken = reading.broken
    if not broken:
        return
    if broken[-1][1] == CUT_OFF:
        raise InputError(
            f"{path.name} cannot be read as a table: it is cut off in line {broken[-1][0]}, which has fewer cells than the "
            "header and no end; download it again"
        )
    whole = kept + len(broken)
    if len(broken) >= BROKEN_SHARE * whole:
        line, reason, _ = broken[0]
        raise InputError(
            f"{path.name} cannot be read as a table: {len(broken)} of its {whole} lines are broken, first line {line} "
            f"({reason}); a comma or quote inside an unquoted cell does this: save it again as CSV, or download it again"
        )


def _is_tags(table: pa.Table) -> np.ndarray:
    """Which records are HXL tags: every cell that is not blank begins with `#`."""
    only, some = np.ones(table.num_rows, dtype=bool), np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        tag = pc.starts_with(column, "#").to_numpy()
        only &= tag | pc.equal(column, "").to_numpy()
        some |= tag
        if not only.any():
            break
    return only & some
