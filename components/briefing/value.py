"""A briefing as a value: what it says, in the order in which it says it. Every renderer takes it as it is.

Texts are finished: in one language, for one edition, with `**` around what stands out (numbers and names).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from components.text.words import N_
from data.query.filters import Filters

Edition = Literal["internal", "shareable"]
#: All editions; the first is that of screen, command line and file, where nothing else is asked for.
EDITIONS: tuple[Edition, ...] = ("shareable", "internal")
EDITION_NAMES: dict[Edition, str] = {"shareable": N_("Shareable edition"), "internal": N_("Internal edition")}
#: How a weapon category or a red line stands: first recorded lately, first recorded before, or not on record.
State = Literal["new", "recorded", "none"]


#: The page of the app that draws totals of countries, which have no rows to list.
OVERVIEW = ""
#: Pages that hold what is behind a statement, as they name themselves.
PAGES = {
    OVERVIEW: N_("Overview"),
    "incidents": N_("Events"),
    "flows": N_("Flows"),
    "routes": N_("Corridors"),
    "sources": N_("Sources"),
}


@dataclass(frozen=True)
class Evidence:
    """What is behind a statement: a page of the app, a key of PAGES, and its question."""

    page: str
    filters: Filters

    @property
    def title(self) -> str:
        """The page's name, a message."""
        return PAGES[self.page]

    @property
    def address(self) -> str:
        query = self.filters.query()
        return f"/{self.page}?{query}" if query else f"/{self.page}"


@dataclass(frozen=True)
class Statement:
    """One sentence or short fact.

    sources   ids of `data.model.sources` or of records' own sources: keys of Briefing.credits
    reading   whether it is this project's own reading, which every renderer marks
    """

    text: str
    sources: tuple[str, ...] = ()
    evidence: Evidence | None = None
    reading: bool = False

    @property
    def plain(self) -> str:
        return self.text.replace("**", "")

    def spans(self) -> Iterator[tuple[str, bool]]:
        """Its parts in order, each with whether it stands out."""
        for i, part in enumerate(re.split(r"\*\*", self.text)):
            if part:
                yield part, i % 2 == 1


@dataclass(frozen=True)
class Text:
    """Sentences that run on as a paragraph."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Facts:
    """Short facts, one a line, under an optional heading; `empty` is said where there is none.

    shown  how many stand on paper, where the others are counted; 0 means all
    """

    statements: tuple[Statement, ...]
    heading: str = ""
    empty: str = ""
    shown: int = 0


@dataclass(frozen=True)
class Table:
    """A small table of finished texts: `header` and `rows` have the same width; numbers stand in `numeric` columns.

    cited     sources of each row, where rows have their own
    records   of each row, how many records read so; empty where each stands for one
    left_out  how many records more there are, which every renderer says once, with those that it leaves out itself
    evidence  where all rows stand in the app
    """

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: str = ""
    sources: tuple[str, ...] = ()
    left_out: int = 0
    cited: tuple[tuple[str, ...], ...] = ()
    evidence: Evidence | None = None
    records: tuple[int, ...] = ()

    def beyond(self, shown: int) -> int:
        """How many records there are beside those of the first rows."""
        return self.left_out + (sum(self.records[shown:]) if self.records else len(self.rows) - shown)


@dataclass(frozen=True)
class Mark:
    """One cell of a strip: a weapon category or a red line, how it stands, and where it is on record."""

    code: str
    name: str
    state: State
    detail: str


@dataclass(frozen=True)
class Strip:
    """Marks side by side; `legend` explains the three states in words."""

    heading: str
    marks: tuple[Mark, ...]
    legend: tuple[tuple[State, str], ...]


@dataclass(frozen=True)
class YearChart:
    """Events and deaths by year. None is a year without data, which is not 0.

    totals   UCDP's country totals of deaths, which run on where events at places end
    revised  years whose events UCDP may still revise: striped
    """

    title: str
    years: tuple[int, ...]
    events: tuple[int | None, ...]
    deaths: tuple[int | None, ...]
    totals: tuple[int | None, ...]
    names: tuple[str, str, str]
    notes: tuple[str, ...]
    alt: str
    revised: tuple[int, ...]

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """First and last of neighbouring years of which no events are known, by their places among the years."""
        without = [a is None and b is None for a, b in zip(self.events, self.deaths, strict=True)]
        runs = [list(run) for empty, run in groupby(range(len(without)), key=without.__getitem__) if empty]
        return tuple((run[0], run[-1]) for run in runs)


@dataclass(frozen=True)
class MapView:
    """A map of the question: which layers of the screen's map, and what it shows in words.

    not_placed  what it cannot show, for paper: the screen's own legend says it
    """

    title: str
    filters: Filters
    layers: tuple[str, ...]
    notes: tuple[str, ...]
    alt: str
    not_placed: str = ""


#: The sections that come before the record, side by side where there is room.
HEADS = ("new", "raise", "unknown")
Block = Text | Facts | Table | Strip | YearChart | MapView


@dataclass(frozen=True)
class Section:
    """A numbered part; `name` is its stable key: one of HEADS, `brief`, `happening`, `weapons`, `origins`, `place`, `options`."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Credit:
    """A source as it is cited: its number in this briefing, the citation, and its address, if it has one.

    short  publisher and year, where there is room for no more
    """

    number: int
    text: str
    address: str = ""
    short: str = ""

    @property
    def brief(self) -> str:
        return self.short or self.text


@dataclass(frozen=True)
class Briefing:
    """One area, one language, one edition.

    area       ISO3 or `west-africa`; `name` is how the language says it
    phase      the phase today and since which milestone, for the head of the page
    question   what was asked, as the filters' sentence
    cleared    whether the user confirmed that it may be published
    credits    by id of source, in the order of their numbers
    site       the app's public address, empty without one
    """

    area: str
    name: str
    language: str
    edition: Edition
    cleared: bool
    made_on: datetime.date
    data_version: str
    data_until: str
    phase: Statement
    question: str
    sections: tuple[Section, ...]
    credits: dict[str, Credit]
    caveats: tuple[str, ...]
    disclaimer: str
    site: str = ""

    def numbers(self, sources: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers under which a statement's sources are cited."""
        return tuple(sorted({self.credits[source].number for source in sources if source in self.credits}))
