"""Finding a header by its column names: publishers put titles, dates, notes and HXL tags above it, offices change its case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.prepare.core.intake import InputError
from data.prepare.files.recognition import kind_of_header

#: How far down a header is looked for.
HEADER_WITHIN = 60

Line = tuple[int, Sequence[Any]]


@dataclass(frozen=True)
class Columns:
    """The columns a reader wants, under its own names.

    needed, optional   our name → the names it has in files; letters' case, spaces and signs do not count
    publication        what to download where the file is another one
    """

    needed: Mapping[str, Sequence[str]]
    optional: Mapping[str, Sequence[str]] = field(default_factory=dict)
    publication: str = "the publisher's file"

    @classmethod
    def of(cls, needed: Sequence[str], optional: Sequence[str] = (), publication: str = "the publisher's file") -> Columns:
        """Columns that have their own names in files."""
        return cls({name: (name,) for name in needed}, {name: (name,) for name in optional}, publication)


@dataclass(frozen=True)
class Header:
    """A line taken for the header: `line` is 1-based, `positions` says where each wanted column stands."""

    line: int
    names: list[str]
    positions: dict[str, int]
    hits: int
    missing: list[str]
    needed: int
    above: str
    publication: str
    wanted: frozenset[str]

    def require(self, path: Path, lines: Sequence[Line]) -> None:
        """InputError where a needed column is missing; it says what the file is, where that can be told."""
        if not self.missing:
            return
        if kind := kind_of_header(lines, self.names, self.wanted):
            raise InputError(f"{path.name} is {kind.name}: {kind.advice}")
        found = [name for name in self.names if name]
        shown = ", ".join(found[:8])[:200]
        more = " …" if len(found) > 8 else ""
        raise InputError(
            f"{path.name} lacks {len(self.missing)} of {self.needed} needed columns, first {self.missing[0]!r} "
            f"(found {len(found)}: {shown}{more}): use {self.publication} as it is"
        )


@lru_cache(4096)
def key(name: object) -> str:
    """A column name without what programs change in it: `Numbers.delivered`, `numbers_delivered;` → `numbersdelivered`."""
    return re.sub(r"[\W_]+", "", str(name or "")).casefold()


def find_header(lines: Sequence[Line], columns: Columns) -> Header:
    """The line that holds most of the columns, needed ones first; the first of such lines."""
    best = _header(0, [], columns, "")
    for at, (number, cells) in enumerate(lines[:HEADER_WITHIN]):
        found = _header(number, cells, columns, "")
        if (len(best.missing), -best.hits) > (len(found.missing), -found.hits):
            above = "\n".join(",".join("" if c is None else str(c) for c in above).strip() for _, above in lines[:at])
            best = _header(number, cells, columns, above)
    if not best.names and lines:
        first = next(((n, cells) for n, cells in lines if any(cells)), lines[0])
        return _header(first[0], first[1], columns, "")
    return best


def _header(number: int, cells: Sequence[Any], columns: Columns, above: str) -> Header:
    names = [" ".join(str(cell).split()).strip(";\ufeff ") if cell is not None else "" for cell in cells]
    while names and not names[-1]:
        names.pop()
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        places.setdefault(key(name), at)
    places.pop("", None)
    positions = {}
    for ours, theirs in [*columns.needed.items(), *columns.optional.items()]:
        if fits := [places[key(name)] for name in theirs if key(name) in places]:
            positions[ours] = fits[0]
    missing = [theirs[0] for ours, theirs in columns.needed.items() if ours not in positions]
    wanted = frozenset(key(name) for each in (columns.needed, columns.optional) for theirs in each.values() for name in theirs)
    return Header(number, names, positions, len(positions), missing, len(columns.needed), above, columns.publication, wanted)
