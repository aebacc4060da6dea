"""A country's own statistics: what its authorities count by department and municipality. Never part of other sources' counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import MemoryTable
from data.model.categories import NOT_REPORTED
from data.query.filters import Filters

#: The country whose statistics stand here.
COUNTRY = "COL"
#: Its tables with the column that counts.
SUBJECTS = {"mine_victims": "victims", "police_homicides": "homicides", "police_seizures": "firearms"}
#: Families of means that the publisher does not name.
UNNAMED = ("not stated", "not broken down")


@cached_by_version
def _all(dataset: Dataset, subject: str) -> MemoryTable:
    return MemoryTable.of(dataset.frame(dataset.table(subject)))


def asked(filters: Filters) -> Filters | None:
    """What of a question narrows these tables: years, weapons named, a department. None where the country is not in it."""
    if filters.countries and COUNTRY not in filters.countries:
        return None
    area = dict(filters.picks).get("admin1", "")
    picks = (("admin1", area),) if area.startswith(COUNTRY) else ()
    weapons = tuple(code for code in filters.weapons if code != NOT_REPORTED)
    return Filters((COUNTRY,), filters.years, (), weapons, True, picks)


def heeded(filters: Filters) -> bool:
    """Whether all of the question beside area and evidence narrows these tables."""
    known = asked(filters)
    return known is not None and not filters.phases and (known.weapons, known.picks) == (filters.weapons, filters.picks)


@cached_by_version
def rows(dataset: Dataset, subject: str, filters: Filters) -> pd.DataFrame:
    """Rows of a subject that answer the question, all columns of the contract."""
    known = asked(filters)
    if known is None:
        return _all(dataset, subject).frame.iloc[:0]
    found = replace(known, exclude_possible=False, picks=()).narrow(_all(dataset, subject)).frame
    area = dict(known.picks).get("admin1")
    return found[found.admin1 == area] if area else found


@cached_by_version
def by_year(dataset: Dataset, subject: str, filters: Filters, of: str) -> pd.DataFrame:
    """Columns year, group (values of the column `of`), and the column that counts."""
    return (
        rows(dataset, subject, filters)
        .groupby(["year", of], as_index=False)[[SUBJECTS[subject]]]
        .sum()
        .rename(columns={of: "group"})
    )


@cached_by_version
def by_department(dataset: Dataset, subject: str, filters: Filters) -> pd.DataFrame:
    """Columns department_name, admin1, first, last (years), and every count, summed; most first."""
    found, counted = rows(dataset, subject, filters), SUBJECTS[subject]
    sums = {name: (name, "sum") for name in (counted, "killed", "civilians", "with_permit") if name in found}
    years = {"first": ("year", "min"), "last": ("year", "max")}
    made = found.groupby(["department_name", "admin1"], as_index=False).agg(**sums, **years)
    return made.sort_values([counted, "department_name"], ascending=[False, True], ignore_index=True)


@cached_by_version
def victims_until(dataset: Dataset) -> datetime.date:
    """The last day that the register of mine victims covers; its last year is not whole unless that is 31 December."""
    return datetime.date.fromisoformat(_findings(dataset, "mine_victims")["until"])


@cached_by_version
def means_from(dataset: Dataset) -> int:
    """The first year whose homicides are broken down by means."""
    return int(_findings(dataset, "police_homicides")["means_from"])


@cached_by_version
def seizure_period(dataset: Dataset) -> tuple[datetime.date, datetime.date]:
    """First and last day that the figures on seizures cover."""
    found = _all(dataset, "police_seizures").frame
    return found.start.min().date(), found.end.max().date()


def _findings(dataset: Dataset, subject: str) -> dict[str, str]:
    found: dict[str, str] = dataset.manifest["tables"][subject]["findings"]
    return found


@dataclass(frozen=True)
class Latest:
    """The newest figures: homicides of a year and those by firearm, mine victims of the last whole year."""

    year: int
    homicides: int
    by_firearm: int
    mine_year: int
    victims: int


@cached_by_version
def latest(dataset: Dataset, countries: tuple[str, ...]) -> Latest | None:
    """The newest figures where the question is about the country alone."""
    if countries != (COUNTRY,):
        return None
    homicides, victims = _all(dataset, "police_homicides").frame, _all(dataset, "mine_victims").frame
    until = victims_until(dataset)
    whole = until.year if (until.month, until.day) == (12, 31) else until.year - 1
    year = int(homicides.year.max())
    last, mines = homicides[homicides.year == year], victims[victims.year == whole]
    return Latest(
        year,
        int(last.homicides.sum()),
        int(last.homicides[last.family == "firearm"].sum()),
        whole,
        int(mines.victims.sum()),
    )
