"""What is taken away from a workshop, as a value: a storyboard in one language, for one edition. Renderers take it as it is.

Texts are finished: numbers are filled in, and what an edition withholds is no longer there.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from components.briefing.value import PAGES, Credit, Edition, YearChart
from components.text.words import Words

#: A cell of a table: a text as it is, a number as it counts, or None where there are no data.
Cell = str | int | float | None


@dataclass(frozen=True)
class Numbers:
    """A table behind a view; `name` is its file's."""

    name: str
    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def page(self) -> str:
        """The name of the app's page where all of its rows stand, a message."""
        return PAGES.get(self.name, PAGES["incidents"])

    @property
    def numeric(self) -> frozenset[int]:
        """Columns that hold numbers."""
        return frozenset(i for i in range(len(self.header)) if any(isinstance(row[i], int | float) for row in self.rows))

    def said(self, words: Words) -> list[list[str]]:
        """The rows as they are read."""
        return [
            ["–" if cell is None else cell if isinstance(cell, str) else words.number(cell) for cell in row] for row in self.rows
        ]


@dataclass(frozen=True)
class Picture:
    """A picture (PNG) without captions: `alt` says what it shows, `caption` which question it answers."""

    png: bytes
    alt: str
    caption: str


@dataclass(frozen=True)
class Page:
    """One slide.

    name      stable within its storyboard: the names of its files begin with it
    left_out  says that something of this slide is in the internal edition only; empty when nothing is
    question  the filters' sentence
    caveats   what the view cannot show
    years     the numbers of a chart of years, for slides whose charts can be edited
    said      sentences of a briefing's section
    tables    the numbers behind the view
    sources   numbers of credits
    spoken    what the presenter says: internal edition only
    """

    name: str
    title: str
    finding: str = ""
    ask: str = ""
    left_out: str = ""
    question: str = ""
    pictures: tuple[Picture, ...] = ()
    years: YearChart | None = None
    said: tuple[str, ...] = ()
    tables: tuple[Numbers, ...] = ()
    caveats: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    spoken: str = ""


@dataclass(frozen=True)
class Feedback:
    """What the room said to a slide: notes by what became of them (a label, its notes); what its votes were about, and how
    often it gave each answer.
    """

    title: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    about: str
    answers: tuple[tuple[str, str], ...]

    def counted(self, words: Words) -> str:
        """The votes in a line, or nothing."""
        return words.labelled(self.about, " · ".join(words.labelled(*answer) for answer in self.answers)) if self.answers else ""


@dataclass(frozen=True)
class Takeaway:
    """A storyboard to take away.

    name        its id
    feedback    the room's notes, slide by slide; `unheard` says what of them stands in the internal edition only
    storyboard  its file: internal edition only, else empty
    """

    name: str
    title: str
    language: str
    edition: Edition
    cleared: bool
    made_on: datetime.date
    data_version: str
    data_until: str
    pages: tuple[Page, ...]
    feedback: tuple[Feedback, ...]
    unheard: str
    credits: tuple[Credit, ...]
    caveats: tuple[str, ...]
    disclaimer: str
    storyboard: bytes
