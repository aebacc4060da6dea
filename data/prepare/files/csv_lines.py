"""A block of CSV read line by line, where quotes are broken or lines are ragged: slow, and it loses nothing.

A record takes several lines only where a quote that opens at the start of a cell closes at the end of one, and no line in
between looks like another record. Otherwise the line is broken, by itself, and the next one is read afresh.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data.prepare.files.csv_blocks import Block
from data.prepare.files.records import Broken

#: Lines that a cell may take.
LONGEST_CELL = 400
UNCLOSED = "a quote opens in this line and does not close"
NUL = "a NUL byte stands in this line"
LOOSE = "text follows a closed quote in this line"
csv.field_size_limit(16 * 1024**2)


def is_broken(reason: str) -> bool:
    """Whether a reason is that of a broken line, not of a record that was judged."""
    return reason in (UNCLOSED, LOOSE, NUL) or reason.startswith(
        ("too many cells: ", "too few cells: ", "a quote closes in this line")
    )


@dataclass
class Found:
    """Records with the line each starts on, and broken lines; `cut_off`: the last one breaks off where the file ends."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    cut_off: bool = False


def read_lines(block: Block, delimiter: str, width: int) -> Found:
    """The records of a block that have `width` cells, and its broken lines.

    Empty cells beyond are left out where most lines have as many.
    """
    physical = block.data.decode("utf-8", "replace").split("\n")
    ends_open = block.last and physical[-1] != ""
    if physical[-1] == "":
        physical.pop()
    found, at, orphan = Found(), 0, 0
    usual = _usual_width(physical, delimiter, width)
    while at < len(physical):
        line = block.line + at
        if "\0" in physical[at]:
            cells, took, fault = physical[at].replace("\0", "").split(delimiter), 1, NUL
        else:
            cells, took, fault = _record(physical, at, delimiter)
        at += took
        if not fault and not any(cell.strip() for cell in cells):
            continue
        if not fault and orphan and _odd_quote(physical[at - took]):
            fault, orphan = f"a quote closes in this line that opened in line {orphan}", 0
        if fault == UNCLOSED:
            orphan = line
        if not fault and (len(cells) not in (width, usual) or any(cell.strip() for cell in cells[width:])):
            many = "too many" if len(cells) > width else "too few"
            fault = f"{many} cells: {len(cells)}, the header has {width}"
        if fault:
            found.broken.append((line, fault, delimiter.join(cells[:2])[:40]))
            found.cut_off = ends_open and at >= len(physical) and (len(cells) < width or fault == UNCLOSED)
        else:
            found.cells.append(cells[:width])
            found.lines.append(line)
    return found


def _usual_width(physical: Sequence[str], delimiter: str, width: int) -> int:
    """How many cells most lines have, where that is more than the header has: they end with more delimiters."""
    counts = Counter(len(split(line.rstrip("\r"), delimiter)[0]) for line in physical[:2000] if line)
    return max(width, counts.most_common(1)[0][0]) if counts else width


def swallows(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a later line of a record of several lines starts as the record does: its first two cells look alike."""
    first = _shape(lines[0], delimiter)
    return first.strip(delimiter) != "" and any(_shape(line, delimiter) == first for line in lines[1:])


def _record(physical: Sequence[str], at: int, delimiter: str) -> tuple[list[str], int, str]:
    """The cells of the record that starts in a line, how many lines it takes, and what is wrong with it."""
    line = physical[at].rstrip("\r")
    cells, state = split(line, delimiter)
    if state == "closed":
        return cells, 1, ""
    if state == "loose":
        return cells, 1, LOOSE
    for took in range(2, min(LONGEST_CELL, len(physical) - at) + 1):
        if '"' not in physical[at + took - 1]:
            continue
        joined = "\n".join(physical[at : at + took]).rstrip("\r")
        cells_of_all, state = split(joined, delimiter)
        if state == "loose":
            break
        if state == "closed":
            if swallows(physical[at : at + took], delimiter):
                break
            return cells_of_all, took, ""
    return cells, 1, UNCLOSED


def split(text: str, delimiter: str) -> tuple[list[str], str]:
    """The cells of a record, and `closed`, `open` where a quote does not close, or `loose` where text follows a closed one.

    A quote in the middle of an unquoted cell is a letter like any other, as it is to spreadsheets.
    """
    try:
        cells = next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        cells = next(_lenient(text, delimiter), [])
        return cells, "open" if "unexpected end" in str(error) else "loose"
    return cells, "closed"


def _lenient(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader([text], delimiter=delimiter)
    except csv.Error:  # a cell beyond csv's limit
        yield text.split(delimiter)


def _odd_quote(line: str) -> bool:
    return line.count('"') % 2 == 1


def _shape(line: str, delimiter: str) -> str:
    """The first two cells with letters and digits blurred: `900003,SYN-2021-1` → `9,A-9-9`."""
    start = delimiter.join(line.split(delimiter, 2)[:2])
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "A", start)).strip('"\r')
