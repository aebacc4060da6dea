"""Arms on record: which weapon categories the records of an area name, in which of them, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.model.categories import level1
from data.query.filters import Filters
from data.subjects import flows, holdings, incidents, routes

SUBJECTS = ("incidents", "flows", "routes", "holdings")


@dataclass(frozen=True)
class Mention:
    """Records that name weapon codes in some years; `text` is what was recorded, in the words of its table, `flow` the id of a
    flow and `kind` its kind.
    """

    subject: str
    codes: tuple[str, ...]
    first: int
    last: int
    text: str = ""
    flow: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Span:
    """First and last year on record, and the subjects (of SUBJECTS) that hold a record; None and empty where there is none."""

    first: int | None = None
    last: int | None = None
    subjects: tuple[str, ...] = ()

    @staticmethod
    def of(mentions: Iterable[Mention]) -> Span:
        found = list(mentions)
        if not found:
            return Span()
        named = {mention.subject for mention in found}
        subjects = tuple(subject for subject in SUBJECTS if subject in named)
        return Span(min(m.first for m in found), max(m.last for m in found), subjects)


@cached_by_version
def mentions(dataset: Dataset, filters: Filters) -> tuple[Mention, ...]:
    """Every naming of a weapon in the records that answer the question."""
    return tuple(_mentions(dataset, filters))


def _mentions(dataset: Dataset, filters: Filters) -> Iterator[Mention]:
    for codes, year in set(zip(*(incidents.counts(dataset, filters)[name] for name in ("weapons", "year")), strict=True)):
        if codes:
            yield Mention("incidents", codes, int(year), int(year))
    for row in flows.matching(dataset, filters).itertuples():
        years = int(row.start_year), int(row.end_year)
        yield Mention("flows", tuple(row.weapons), *years, _text(row.item), row.id, row.kind)
    for row in routes.matching(dataset, filters).itertuples():
        # A period left open is known to last until its source was written.
        last = row.end_year if pd.notna(row.end_year) else max(row.source_year, row.start_year)
        yield Mention("routes", tuple(row.weapons), int(row.start_year), int(last))
    for row in holdings.matching(dataset, filters).itertuples():
        yield Mention("holdings", tuple(row.weapons), int(row.year), int(row.year))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


@cached_by_version
def categories(dataset: Dataset, filters: Filters) -> dict[str, Span]:
    """The eight level-1 categories by letter, in order, with what is on record of each."""
    found = mentions(dataset, filters)
    return {letter: Span.of(m for m in found if any(code[0] == letter for code in m.codes)) for letter in level1()}
