"""A section on one slide: all its sentences and tables, in one column or two, in the largest letters in which they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, product

from pptx.slide import Slide

from components.briefing.paper import layout
from components.briefing.powerpoint.slide_parts import (
    BODY,
    MIDDLE,
    SMALL,
    Place,
    Run,
    lines,
    marks,
    row_height,
    runs,
    table,
    tall,
    text,
)
from components.briefing.value import Block, Briefing, Facts, Section, Statement, Table, Text
from components.text.words import Words
from geo.style import INK, MUTED

#: Points of text, largest first; what does not fit in the smallest is counted.
_SIZES = (BODY, 17, 16, 15, SMALL)
#: Inches between two columns and above a heading; points between sentences; the hanging of a marked line in inches.
_GUTTER, _ABOVE, _GAP, _DASH = 0.4, 0.08, 2.0, 0.22
#: Width of a letter of a long word as a share of its size: on the safe side, since words are not broken.
_WIDE = 0.58


@dataclass(frozen=True)
class _Line:
    """A heading (`heads`), a sentence or a note (`small`); `counts` is what is missing without it."""

    runs: tuple[Run, ...]
    marked: bool = False
    heads: bool = False
    small: bool = False
    counts: int = 1

    def height(self, width: float, size: float) -> float:
        words = "".join(words for words, _ in self.runs)
        needed = lines(words, width - (_DASH if self.marked else 0), self.size(size))
        return tall(needed, self.size(size), _GAP) + (_ABOVE if self.heads else 0)

    def size(self, size: float) -> float:
        return min(size, SMALL) if self.small else size


@dataclass(frozen=True)
class _Grid:
    """A table."""

    table: Table
    cited: tuple[tuple[Run, ...], ...] = ()
    heads: bool = False

    @property
    def counts(self) -> int:
        return len(self.table.rows)

    def widths(self, width: float, size: float) -> list[float]:
        """Inches of columns: each has room for its longest word, and longer texts get more of the rest."""
        columns = list(zip(self.table.header, *self.table.rows, strict=True))
        least = [max(len(word) for cell in column for word in cell.split()) * size * _WIDE / 72 + 0.2 for column in columns]
        wanted = [min(max(map(len, column)), 60) ** 0.8 for column in columns]
        rest = max(0.0, width - sum(least))
        found = [one + rest * more / sum(wanted) for one, more in zip(least, wanted, strict=True)]
        return [one * width / sum(found) for one in found]

    def rows(self) -> list[list[list[Run]]]:
        own = self.cited or ((),) * len(self.table.rows)
        return [
            [*([(cell, False)] for cell in row[:-1]), [(row[-1], False), *marks]]
            for row, marks in zip(self.table.rows, own, strict=True)
        ]

    def height(self, width: float, size: float) -> float:
        rows = [[[(cell, True)] for cell in self.table.header], *self.rows()]
        return sum(row_height(row, self.widths(width, size), size) for row in rows) + 0.08


_Piece = _Line | _Grid
#: What stays together, a block of the section, and the columns of a slide, each with the groups that stand in it.
_Group = list[_Piece]
_Columns = list[list[_Group]]


def filled(slide: Slide, section: Section, briefing: Briefing, say: Words) -> None:
    """Put the texts and tables of a section on a slide."""
    columns, size = _fitted([group for block in section.blocks if (group := _pieces(block, briefing, say))], say)
    width = _width(len(columns))
    for i, column in enumerate(columns):
        place = MIDDLE._replace(left=MIDDLE.left + i * (width + _GUTTER), width=width)
        _drawn(slide, [piece for group in column for piece in group], place, size, say)


def _pieces(block: Block, briefing: Briefing, say: Words) -> list[_Piece]:
    match block:
        case Text():
            return [_Line(_cited(one, briefing)) for one in block.statements]
        case Facts():
            said = block.statements or ((Statement(block.empty),) if block.empty else ())
            return [*_heading(block.heading), *(_Line(_cited(one, briefing), marked=bool(block.statements)) for one in said)]
        case Table() if block.rows:
            note = " ".join(part for part in (layout.more(block.left_out, say, block.evidence), block.note) if part)
            notes = [_Line(((note, False),), small=True, counts=0)] if note else []
            own = tuple(tuple(marks(briefing.numbers(sources))) for sources in block.cited)
            return [*_heading(block.heading), _Grid(block, own), *notes]
    return []


def _cited(one: Statement, briefing: Briefing) -> tuple[Run, ...]:
    return tuple(runs(one, briefing.numbers(one.sources)))


def _heading(words: str) -> list[_Piece]:
    return [_Line(((words, True),), heads=True, counts=0)] if words else []


def _fitted(groups: list[_Group], say: Words) -> tuple[_Columns, float]:
    """The columns and the size of their text. What does not fit in the smallest is counted, last sentences first."""
    for size in _SIZES:
        for most in (2, 1):
            if columns := _parted(groups, most, size):
                return columns, size
    *others, last = groups
    for end in range(len(last) - 1, -1, -1):
        cut = sum(piece.counts for piece in last[end:])
        said = say.n("And {n} more, in the speaker notes.", "And {n} more, in the speaker notes.", cut)
        rest = [*others, [*last[:end], _Line(((said, False),), small=True)]]
        if columns := _parted(rest, 2, SMALL) or _parted(rest, 1, SMALL):
            return columns, SMALL
    raise ValueError("more tables than a slide can hold")


def _parted(groups: list[_Group], most: int, size: float) -> _Columns:
    """Groups in columns so that the longest is as short as can be; nothing where they do not fit."""
    heights = [sum(piece.height(_width(most), size) for piece in group) for group in groups]
    # The first group stands in the first column; each other one where there is room, in its order.
    ways = [(0, *way) for way in product(range(most), repeat=len(groups) - 1)]
    tall = {way: [sum(h for h, at in zip(heights, way, strict=True) if at == i) for i in range(most)] for way in ways}
    best = min(ways, key=lambda way: (max(tall[way]), way))
    if max(tall[best]) > MIDDLE.height or not all(tall[best]):
        return []
    return [[group for group, at in zip(groups, best, strict=True) if at == i] for i in range(most)]


def _width(columns: int) -> float:
    return (MIDDLE.width - _GUTTER * (columns - 1)) / columns


def _drawn(slide: Slide, pieces: Sequence[_Piece], place: Place, size: float, say: Words) -> None:
    """Pieces one below the other; lines of a kind share a box, which is edited as one."""
    top = place.top
    for _, alike in groupby(
        pieces, lambda piece: id(piece) if isinstance(piece, _Grid) else (piece.marked, piece.heads, piece.small)
    ):
        group = list(alike)
        height = sum(piece.height(place.width, size) for piece in group)
        at = place._replace(top=top, height=height)
        first = group[0]
        if isinstance(first, _Grid):
            found = first.table
            widths = first.widths(place.width, size)
            table(slide, at, found.header, first.rows(), widths, say.language, found.numeric, found.heading, size)
        else:
            if first.heads and top > place.top:
                at = place._replace(top=top + _ABOVE, height=height - _ABOVE)
            said = [piece.runs for piece in group if isinstance(piece, _Line)]
            tint = MUTED if first.small else INK
            text(slide, at, said, say.language, size=first.size(size), tint=tint, gap=_GAP, marked=first.marked)
        top += height
