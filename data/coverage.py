"""Coverage: which source speaks of which years for an area, and where the bundled data end."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from data import country_years, flows, routes, seizures
from data.filters import FIRST_YEAR, Filters
from data.sources import REGISTER_YEARS
from data.store import answered_once, store

#: A release with a shorter time between its first and last event is a part of one.
SHORTEST = pd.Timedelta(days=300)


@dataclass(frozen=True)
class Coverage:
    """Years a source speaks of. `complete`: it looked at every one of them; else these are the years of single cases."""

    source: str
    subject: str
    years: tuple[int, ...]
    complete: bool


@answered_once
def coverage(countries: tuple[str, ...], subject: str) -> list[Coverage]:
    """What covers a key of SUBJECTS in these countries (empty means all), most detailed source first."""
    return [source(countries) for source in SUBJECTS[subject]]


@answered_once
def _ends() -> dict[str, datetime.date]:
    """Last day covered by country; under "" that of a country without an event, which the release of most countries covers.

    A release that is here with less than SHORTEST of its time covers no country: it is the newest part of a longer one.
    """
    rows = store().table("incidents")
    by_release = rows.group_by("source_release", "country").agg(first=rows.start.min(), last=rows.start.max())
    found = store().frame(by_release)
    spans = found.groupby("source_release").agg(first=("first", "min"), last=("last", "max"), countries=("country", "nunique"))
    whole = spans[spans["last"] - spans["first"] >= SHORTEST]
    widest = whole.sort_values(["countries", "last"]).iloc[-1]["last"]
    of_release = whole["last"].reindex(found.source_release).to_numpy()
    known = found.assign(last=of_release).dropna(subset="last").groupby("country")["last"].max()
    return {"": widest.date(), **{str(country): last.date() for country, last in known.items()}}


def events_until(countries: tuple[str, ...]) -> datetime.date:
    """The day to which place-level events are covered in all of these countries (empty: in most)."""
    ends = _ends()
    return min((ends.get(country, ends[""]) for country in countries), default=ends[""])


def _events(countries: tuple[str, ...]) -> Coverage:
    last = events_until(countries).year
    return Coverage("ucdp-ged", "incidents", _every_year((FIRST_YEAR, last)), complete=True)


def _totals(countries: tuple[str, ...]) -> Coverage:
    years = country_years.deaths_by_year(countries, ()).year
    span = (int(years.min()), int(years.max())) if len(years) else None
    return Coverage("ucdp-country-years", "country_years", _every_year(span), complete=True)


def _register(countries: tuple[str, ...]) -> Coverage:
    return Coverage("sipri-transfers", "flows", _every_year(REGISTER_YEARS), complete=True)


def _cases(countries: tuple[str, ...], subject: str) -> Coverage:
    rows = (flows if subject == "flows" else routes).matching(Filters(areas=countries))
    rows = rows[rows.source == "arms-lens-curated"]
    # An open period is known to last until its source was written.
    spans = zip(rows.start_year, rows.end_year.fillna(rows.source_year), strict=True)
    years = {year for first, last in spans for year in range(int(first), int(last) + 1)}
    return Coverage("arms-lens-curated", subject, tuple(sorted(years)), complete=False)


def _seizures(countries: tuple[str, ...]) -> Coverage:
    return Coverage("unodc-iafq", "seizures", seizures.years(countries), complete=False)


def _every_year(span: tuple[int, int] | None) -> tuple[int, ...]:
    return tuple(range(span[0], span[1] + 1)) if span else ()


#: Sources of what a chart over time shows. Country totals know deaths only: no events, weapons or types of violence.
SUBJECTS: dict[str, tuple[Callable[[tuple[str, ...]], Coverage], ...]] = {
    "incidents": (_events, _totals),
    "events": (_events,),
    "flows": (_register, partial(_cases, subject="flows"), partial(_cases, subject="routes"), _seizures),
    "records": (_register, partial(_cases, subject="flows")),
    "seizures": (_seizures,),
}
