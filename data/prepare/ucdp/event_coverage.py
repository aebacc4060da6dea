"""Which days each source speaks of, per country and area → `coverage`.

Events themselves do not tell: a quiet month and a month that nobody looked at are both empty. Releases do. Those of a file put
together from several releases, each for some countries, are declared in `data/curated/event_coverage.csv`; a release as the
publisher names it speaks of every country on the map, from 1989 to the end of the year before it, or of the months of its name:
so a month of candidates can stand beside the file put together, undeclared.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.model import source_roles
from data.prepare.core.intake import InputError, Intake
from data.prepare.ucdp.ged_layouts import is_candidate, period_of

FILE = "event_coverage.csv"
_EVERYWHERE = "*"
#: Events outside what their releases speak of: reports of a month hold a few that began before it. More is a wrong declaration.
MOST_OUTSIDE = 0.02


@dataclass(frozen=True)
class Declared:
    """A release: the countries and areas (both empty: all) that it speaks of, from the first to the last day."""

    release: str
    countries: tuple[str, ...]
    areas: tuple[str, ...]
    start: pd.Timestamp
    end: pd.Timestamp
    status: str


def read(
    curated: Path,
    incidents: pd.DataFrame,
    countries: pd.DataFrame,
    admin1: pd.DataFrame,
    months: pd.DataFrame,
    alone: Collection[str] = (),
) -> list[Intake]:
    """Coverage of the prepared events and country-months; `alone` are releases that fill a file of their own, as published.

    Raises InputError where a declaration does not fit the events.
    """
    path = curated / FILE
    on_map = tuple(countries.country[countries.region.ne("world")])
    known = declared(path, {*on_map}, {*admin1.admin1})
    releases = set(incidents.source_release)
    # A name that only the file put together has shows that the declaration speaks of this set.
    joined = any(one.release in releases and period_of(one.release) is None for one in known)
    spoken = [one for one in known if joined and one.release in releases and one.release not in alone]
    others = sorted(releases - {one.release for one in spoken})
    if joined and (missing := [release for release in others if period_of(release) is None]):
        many = f"{len(missing)} releases of the events are" if len(missing) > 1 else "1 release of the events is"
        raise InputError(
            f"{FILE}: {many} not declared, first {missing[0]!r}; name it with --release, or add a row that says which countries "
            "and days it speaks of"
        )
    spoken += [_by_name(release, incidents) for release in others]
    places = pd.DataFrame(_places(spoken, on_map, admin1), columns=["country", "area", "start", "end", "status", "release"])
    findings = {"events_outside": _check(incidents, places)}
    frame = pd.concat(
        [
            places.assign(kind="places", source=source_roles.EVENTS),
            _totals(months).assign(kind="totals", source=source_roles.MONTH_TOTALS),
        ],
        ignore_index=True,
    )
    return [Intake("coverage", frame, len(frame), files=(path,), findings=findings)]


def declared(path: Path, countries: set[str], areas: set[str]) -> list[Declared]:
    """The rows of the declaration. Raises InputError with line and fault."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            named = () if row["countries"] == _EVERYWHERE else tuple(row["countries"].split())
            parts = tuple(row["areas"].split())
            start, end = (pd.to_datetime(row[name], format="%Y-%m-%d", errors="coerce") for name in ("start", "end"))
            wrong = sorted({*named} - countries) + sorted({*parts} - areas)
            if wrong:
                raise InputError(f"{path.name}, line {line}: {wrong[0]!r} is no country or first-level area on the map")
            if pd.isna(start) or pd.isna(end) or end < start:
                raise InputError(f"{path.name}, line {line}: {row['start']!r} to {row['end']!r} is no period; write 2021-12-31")
            found.append(Declared(row["release"], named, parts, start, end, row["status"]))
    return found


def _by_name(release: str, incidents: pd.DataFrame) -> Declared:
    """What a release speaks of by its name; one of unknown name, of the countries and days that it holds."""
    own = incidents[incidents.source_release == release]
    held = tuple(sorted(set(own.country)))
    if known := period_of(release):
        status = "preliminary" if is_candidate(pd.Series([release])).all() else "final"
        return Declared(release, held if "HDX" in release else (), (), *known, status)
    return Declared(release, held, (), own.start.min(), own.end.max(), "preliminary")


def _places(spoken: list[Declared], on_map: tuple[str, ...], admin1: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    country_of = dict(zip(admin1.admin1, admin1.country, strict=True))
    for one in spoken:
        for area in one.areas:
            yield country_of[area], area, one.start, one.end, one.status, one.release
        for country in () if one.areas else one.countries or on_map:
            yield country, "", one.start, one.end, one.status, one.release


def _check(incidents: pd.DataFrame, places: pd.DataFrame) -> int:
    """Events that lie outside what any release says of their country; InputError where these are many."""
    outside = pd.Series(True, index=incidents.index)
    for (country, area), spans in places.groupby(["country", "area"]):
        here = incidents.country.eq(country) & (incidents.admin1.eq(area).fillna(False) if area else True)
        rows = incidents[here]
        for span in spans.itertuples():
            inside = (rows.end >= span.start) & (rows.start <= span.end + pd.Timedelta(days=1))
            outside.loc[rows.index[inside.to_numpy()]] = False
    # Where an event's own area is unknown it may lie in any area of which a release speaks.
    partly = places[places.area.ne("")].groupby("country").agg(start=("start", "min"), end=("end", "max"))
    for span in partly.itertuples():
        vague = incidents.country.eq(span.Index) & incidents.admin1.isna() & (incidents.start <= span.end)
        outside &= ~vague
    many = int(incidents.events[outside].sum())
    if many > MOST_OUTSIDE * int(incidents.events.sum()):
        first = incidents[outside].iloc[0]
        raise InputError(
            f"{FILE}: {many} events lie outside the days that their releases are said to speak of, first one of "
            f"{first.country} on {first.start:%Y-%m-%d} ({first.source_release}); correct the declaration"
        )
    return many


def _totals(months: pd.DataFrame) -> pd.DataFrame:
    """Runs of months with totals, by country, status and release; of a sum of two countries neither is known."""
    rows = months[~months.country.str.contains("+", regex=False)].sort_values(["country", "month", "months"])
    before = rows.assign(end=rows.month + rows.months).groupby(["country", "status", "release"]).end.shift()
    run = rows.assign(run=before.ne(rows.month).fillna(True).cumsum()).groupby(["country", "status", "release", "run"])
    found = run.agg(first=("month", "min"), last=("month", "max"), months=("months", "max")).reset_index()
    last = found["last"] + found.months - 1
    return pd.DataFrame(
        {
            "country": found.country,
            "area": "",
            "start": [pd.Timestamp(int(m) // 12, int(m) % 12 + 1, 1) for m in found["first"]],
            "end": [pd.Timestamp(int(m) // 12, int(m) % 12 + 1, 1) + pd.offsets.MonthEnd(0) for m in last],
            "status": found.status,
            "release": found.release,
        }
    )
