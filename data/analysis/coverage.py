"""Coverage: which source speaks of which years for an area, and where the bundled data end."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import country_months, country_years, flows, routes, seizures
from data.subjects.editions import register_years
from data.subjects.place_coverage import Span, everywhere, known_in_part, runs


@dataclass(frozen=True)
class Coverage:
    """Years a source speaks of. `complete`: it looked at every one of them; else these are the years of single cases.

    spans  the days it speaks of, where it does not speak of whole years; those of parts of the area among them
    """

    source: str
    subject: str
    years: tuple[int, ...]
    complete: bool
    spans: tuple[Span, ...] = ()


@cached_by_version
def coverage(dataset: Dataset, countries: tuple[str, ...], subject: str) -> list[Coverage]:
    """What covers a key of SUBJECTS in these countries (empty means all), most detailed source first."""
    return [source(dataset, countries) for source in SUBJECTS[subject]]


def _events(dataset: Dataset, countries: tuple[str, ...]) -> Coverage:
    whole = everywhere(dataset, countries)
    years = sorted({year for span in whole for year in range(span.start.year, span.end.year + 1)})
    spans = sorted((*whole, *known_in_part(dataset, countries)), key=lambda span: span.start)
    return Coverage(source_roles.EVENTS, "incidents", tuple(years), complete=True, spans=tuple(spans))


def _totals(dataset: Dataset, countries: tuple[str, ...]) -> Coverage:
    years = country_years.deaths_by_year(dataset, countries, ()).year
    span = (int(years.min()), int(years.max())) if len(years) else None
    return Coverage(source_roles.YEAR_TOTALS, "country_years", _every_year(span), complete=True)


def _months(dataset: Dataset, countries: tuple[str, ...]) -> Coverage:
    known = runs(tuple(country_months.by_month(dataset, countries).month.tolist()))
    spans = tuple(Span(_first_day(first), _first_day(last + 1) - datetime.timedelta(days=1)) for first, last in known)
    years = {year for span in spans for year in range(span.start.year, span.end.year + 1)}
    return Coverage(source_roles.MONTH_TOTALS, "country_months", tuple(sorted(years)), complete=True, spans=spans)


def _first_day(month: int) -> datetime.date:
    return datetime.date(month // 12, month % 12 + 1, 1)


def _register(dataset: Dataset, countries: tuple[str, ...]) -> Coverage:
    return Coverage(source_roles.TRANSFER_REGISTER, "flows", _every_year(register_years(dataset)), complete=True)


def _cases(dataset: Dataset, countries: tuple[str, ...], subject: str) -> Coverage:
    rows = (flows if subject == "flows" else routes).matching(dataset, Filters(areas=countries))
    rows = rows[rows.source == source_roles.OWN_TABLES]
    # An open period is known to last until its source was written.
    spans = zip(rows.start_year, rows.end_year.fillna(rows.source_year), strict=True)
    years = {year for first, last in spans for year in range(int(first), int(last) + 1)}
    return Coverage(source_roles.OWN_TABLES, subject, tuple(sorted(years)), complete=False)


def _seizures(dataset: Dataset, countries: tuple[str, ...]) -> Coverage:
    return Coverage(source_roles.SEIZURE_FIGURES, "seizures", seizures.years(dataset, countries), complete=False)


def _every_year(span: tuple[int, int] | None) -> tuple[int, ...]:
    return tuple(range(span[0], span[1] + 1)) if span else ()


#: Sources of what a chart over time shows. Country totals know deaths only: no events, weapons or types of violence.
SUBJECTS: dict[str, tuple[Callable[[Dataset, tuple[str, ...]], Coverage], ...]] = {
    "incidents": (_events, _totals, _months),
    "events": (_events,),
    "flows": (_register, partial(_cases, subject="flows"), partial(_cases, subject="routes"), _seizures),
    "records": (_register, partial(_cases, subject="flows")),
    "seizures": (_seizures,),
}
