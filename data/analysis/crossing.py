"""The crossing: weapon × phase × place over incidents, flows of each kind, and routes at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.engine.cached import cached_by_version, cached_small
from data.engine.dataset import Dataset
from data.model.categories import FLOW_KINDS, NOT_REPORTED
from data.query.filters import Filters
from data.subjects import flows, incidents, routes
from data.subjects.incident_memory import reports_naming_a_weapon

#: What a matrix can count. Kinds of flow are subjects of their own.
SUBJECTS = ("incidents", *FLOW_KINDS, "routes")


def level1_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Level-1 letters of a record's codes in order, or NOT_REPORTED."""
    return tuple(sorted({code[0] for code in codes})) or (NOT_REPORTED,)


@cached_small
def _tally(dataset: Dataset, filters: Filters, subject: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    """Phases and weapon codes that occur together, and the number of events or records with them."""
    tally: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    if subject == "incidents":
        found = incidents.counts(dataset, filters)
        for phase, codes, n in zip(found.phase, found.weapons, found.events.tolist(), strict=True):
            tally[(phase,), codes] += n
    elif subject in FLOW_KINDS:
        each = flows.columns(dataset, filters, "kind", "phase", "weapons")
        tally.update(((phase,), codes) for kind, phase, codes in each if kind == subject)
    else:
        found = routes.matching(dataset, filters)
        tally.update((tuple(phases), tuple(codes)) for phases, codes in zip(found.phases, found.weapons, strict=True))
    return [(phases, codes, n) for (phases, codes), n in tally.items()]


@cached_small
def matrix(dataset: Dataset, filters: Filters, subject: str) -> dict[tuple[str, str], int]:
    """(phase, level-1 category or NOT_REPORTED) → events, flows of one kind, or routes, for the filters other than these two.

    A record with several categories or phases counts in each, so cells do not add up to the total.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for phases, codes, n in _tally(dataset, filters.without("phases", "weapons"), subject):
        cells.update({(phase, letter): n for phase in phases for letter in level1_of(codes)})
    return dict(cells)


@cached_small
def facets(dataset: Dataset, filters: Filters) -> dict[str, dict[str, int]]:
    """What each phase and each weapon value would find of each subject, the other filters in force; only what is found."""
    found: dict[str, dict[str, int]] = {}
    for subject in SUBJECTS:
        counted: Counter[str] = Counter()
        for phases, _, n in _tally(dataset, filters.without("phases"), subject):
            counted.update(dict.fromkeys(phases, n))
        for _, codes, n in _tally(dataset, filters.without("weapons"), subject):
            counted.update(dict.fromkeys({*codes, *level1_of(codes)}, n))
        for value, n in counted.items():
            found.setdefault(value, {})[subject] = n
    return found


@dataclass(frozen=True)
class Summary:
    """What a selection holds, in numbers; `years` is the span of the events found, None without any.

    reports_with_weapon  reports behind `events_with_weapon`: events split from one story share one
    flows       records of each kind, zeros included
    flow_years  first and last year of each kind of which there is a record
    """

    events: int
    deaths: int
    years: tuple[int, int] | None
    events_with_weapon: int
    reports_with_weapon: int
    commonest_weapon: str | None
    flows: dict[str, int]
    flow_years: dict[str, tuple[int, int]]
    routes: int
    borders: int

    @property
    def empty(self) -> bool:
        return not (self.events or any(self.flows.values()) or self.routes)


@cached_small
def summary(dataset: Dataset, filters: Filters) -> Summary:
    """The selection in numbers. `commonest_weapon` is the level-2 code named in most events."""
    events, lines = incidents.counts(dataset, filters), routes.matching(dataset, filters)
    named: Counter[str] = Counter()
    for _, codes, n in _tally(dataset, filters, "incidents"):
        named.update(dict.fromkeys(codes, n))
    return Summary(
        events=int(events.events.sum()),
        deaths=int(events.deaths.sum()),
        years=_span(events.year, events.year),
        events_with_weapon=int(events.with_weapon.sum()),
        reports_with_weapon=reports_naming_a_weapon(dataset, filters) if named else 0,
        commonest_weapon=min(named, key=lambda code: (-named[code], code)) if named else None,
        flows=flows.by_kind(dataset, filters),
        flow_years=_years_of_kinds(dataset, filters),
        routes=len(lines),
        borders=len({border for borders in lines.borders for border in borders}),
    )


def _years_of_kinds(dataset: Dataset, filters: Filters) -> dict[str, tuple[int, int]]:
    years: dict[str, list[tuple[int, int]]] = {kind: [] for kind in FLOW_KINDS}
    for kind, first, last in flows.columns(dataset, filters, "kind", "start_year", "end_year"):
        years[kind].append((first, last))
    return {kind: (min(first for first, _ in own), max(last for _, last in own)) for kind, own in years.items() if own}


def _span(first: pd.Series, last: pd.Series) -> tuple[int, int] | None:
    return (int(first.min()), int(last.max())) if len(first) else None


@cached_by_version
def weapons_by_year(dataset: Dataset, filters: Filters, preliminary: bool = False) -> pd.DataFrame:
    """Columns year, group (level-1 category or NOT_REPORTED), events. An event with several categories counts in each.

    `preliminary`: only what UCDP may still revise.
    """
    found = incidents.part(incidents.counts(dataset, filters), preliminary)
    cells: Counter[tuple[int, str]] = Counter()
    for year, codes, n in zip(found.year.tolist(), found.weapons, found.events.tolist(), strict=True):
        for letter in level1_of(codes):
            cells[year, letter] += n
    return pd.DataFrame([(*cell, n) for cell, n in sorted(cells.items())], columns=["year", "group", "events"])


def with_weapon(dataset: Dataset, filters: Filters, subject: str) -> int:
    """Events, flows of one kind, or routes that name a weapon."""
    return sum(n for _, codes, n in _tally(dataset, filters, subject) if codes)
