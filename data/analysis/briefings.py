"""Briefings: the facts of an area as numbers and rows, without words. How they are said is for `components.briefing`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd

from data.analysis import arms_on_record, crossing, red_lines
from data.analysis.arms_on_record import Span
from data.analysis.gaps import Gap, gaps
from data.analysis.origins import Origins, origins
from data.analysis.red_lines import Standing
from data.analysis.trends import Happening, happening
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.model.categories import PHASES
from data.query.filters import Filters
from data.subjects import activities, instruments, phases, presence, risk, toolbox
from data.subjects.editions import register_years
from data.subjects.place_coverage import events_until
from data.subjects.risk import Risk
from data.subjects.toolbox import Tool

#: Areas that have a briefing, in order of their English names.
AREAS = (
    "BEN", "BFA", "CPV", "TCD", "COL", "CIV", "GMB", "GHA", "GIN", "GNB", "LBR", "MLI", "MRT", "NER", "NGA", "SEN", "SLE", "TGO",
    "west-africa",
)  # fmt: skip
#: A category first recorded in so many years before the data end is new.
NEW_YEARS = 5
#: Missions that ended in so many years before the data end are still named.
RECENT_YEARS = 10


@dataclass(frozen=True)
class PhaseToday:
    """The phase of a country that lasts: since when, its milestone in English, and the document that speaks of it."""

    country: str
    phase: str
    since: datetime.date
    milestone: str
    title: str
    publisher: str
    year: int | None
    ref: str


@dataclass(frozen=True)
class Weapons:
    """Arms on record.

    categories   level-1 letter → years and subjects on record
    events, named   events on record, and those that name a weapon; `reports`: the stories behind those; `years` their span
    commonest    level-2 code named in most events
    """

    categories: dict[str, Span]
    red_lines: tuple[Standing, ...]
    events: int
    named: int
    reports: int
    years: tuple[int, int] | None
    commonest: str | None

    def new(self, since: int) -> tuple[str, ...]:
        """Categories first recorded in or after a year."""
        return tuple(letter for letter, span in self.categories.items() if span.first is not None and span.first >= since)


@dataclass(frozen=True)
class InPlace:
    """What is in place: frames with the columns of their contracts; `presence` holds what is there or ended lately."""

    presence: pd.DataFrame
    instruments: pd.DataFrame
    activities: pd.DataFrame
    risk: tuple[Risk, ...]


@dataclass(frozen=True)
class Facts:
    """All facts of an area; `filters` asks for them anywhere in the app.

    events_until   the day to which events at places are covered
    until          the last year that a source covers; `new_since` the first of the years that count as new
    tools          by phase of the area's countries, in the order of the life cycle
    """

    area: str
    filters: Filters
    phases: tuple[PhaseToday, ...]
    happening: Happening
    weapons: Weapons
    origins: Origins
    place: InPlace
    tools: dict[str, tuple[Tool, ...]]
    gaps: tuple[Gap, ...]
    events_until: datetime.date
    until: int

    @property
    def new_since(self) -> int:
        return self.until - NEW_YEARS + 1

    @property
    def countries(self) -> tuple[str, ...]:
        return self.filters.countries

    def in_phase(self, phase: str) -> tuple[str, ...]:
        """Countries of the area in a phase today."""
        return tuple(found.country for found in self.phases if found.phase == phase)


@cached_by_version
def facts(dataset: Dataset, area: str) -> Facts:
    """The facts of one of AREAS. What is only possible, and our own entries of low confidence, are left out."""
    if area not in AREAS:
        raise ValueError(f"there is no briefing for {area!r}: choose one of {', '.join(AREAS)}")
    filters = Filters(areas=(area,), exclude_possible=True)
    today = tuple(phase for country in filters.countries for phase in _today(dataset, country))
    found = happening(dataset, filters)
    register, totals = register_years(dataset), found.totals
    until = max(register[1] if register else 0, totals.year if totals else 0) or events_until(dataset, filters.countries).year
    lasting = [phase for phase in PHASES if any(found.phase == phase for found in today)]
    return Facts(
        area=area,
        filters=filters,
        phases=today,
        happening=found,
        weapons=_weapons(dataset, filters),
        origins=origins(dataset, filters),
        place=InPlace(
            presence=presence.in_countries(dataset, filters.countries, (until - RECENT_YEARS + 1, 9999)),
            instruments=instruments.of_countries(dataset, filters.countries),
            activities=activities.in_countries(dataset, filters.countries),
            risk=risk.of_countries(dataset, filters.countries),
        ),
        tools={phase: toolbox.for_phase(dataset, phase) for phase in lasting},
        gaps=gaps(dataset, filters),
        events_until=events_until(dataset, filters.countries),
        until=until,
    )


def _today(dataset: Dataset, country: str) -> list[PhaseToday]:
    rows = phases.of_country(dataset, country)
    return [
        PhaseToday(
            country=row.country,
            phase=row.phase,
            since=pd.Timestamp(row.start).date(),
            milestone=row.milestone,
            title=row.source_title,
            publisher=row.source_publisher,
            year=None if pd.isna(row.source_year) else int(row.source_year),
            ref=row.source_ref,
        )
        for row in rows[rows.end.isna()].itertuples()
    ]


def _weapons(dataset: Dataset, filters: Filters) -> Weapons:
    found = crossing.summary(dataset, filters)
    return Weapons(
        categories=arms_on_record.categories(dataset, filters),
        red_lines=red_lines.on_record(dataset, filters),
        events=found.events,
        named=found.events_with_weapon,
        reports=found.reports_with_weapon,
        years=found.years,
        commonest=found.commonest_weapon,
    )
