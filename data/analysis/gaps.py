"""Gaps: what the record does not hold for an area. Absence of records is never absence of arms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.analysis import crossing
from data.contracts.conditions import MANDATES
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects import country_years, flows, holdings, instruments, presence, seizures
from data.subjects.editions import register_years
from data.subjects.place_coverage import events_until, later_years

#: Below this share of UCDP's own deaths, events at places are said to be incomplete.
COMPLETE = 0.8
#: Instruments whose standing is known here up to this year only.
KNOWN_TO = {"CCW": 2015, "Firearms Protocol": 2015}
STATE_HOLDERS = ("military", "law enforcement")


@dataclass(frozen=True)
class Gap:
    """One gap: `kind` says which; the year from which, the share, or the countries that it concerns, where it has
    one; `later`: years after it that are known in part.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    share: float | None = None
    countries: tuple[str, ...] = ()
    later: tuple[int, ...] = ()


@cached_by_version
def gaps(dataset: Dataset, filters: Filters) -> tuple[Gap, ...]:
    """The gaps of the areas of the question, those that matter most first."""
    return tuple(_gaps(dataset, filters))


def _gaps(dataset: Dataset, filters: Filters) -> Iterator[Gap]:
    countries = filters.countries
    until = events_until(dataset, countries)
    yield Gap("events", year=until.year, month=until.month, later=later_years(dataset, countries))
    found = crossing.summary(dataset, filters)
    if found.events > found.events_with_weapon:
        yield Gap("weapons", share=1 - found.events_with_weapon / found.events)
    at_places = country_years.share_at_places(dataset, countries)
    if at_places is not None and at_places < COMPLETE:
        yield Gap("places", share=at_places)
    silent = tuple(country for country in countries if country not in seizures.ever_reported(dataset))
    if silent:
        yield Gap("seizures", countries=silent)
    if not (flows.matching(dataset, filters).kind != "authorised").any():
        yield Gap("flows")
    if register_years(dataset) is None:
        yield Gap("transfers")
    yield Gap("small arms")
    held = holdings.matching(dataset, filters)
    counted = set(held.country[held.holder_type.isin(STATE_HOLDERS)])
    if set(countries) - counted:
        yield Gap("stocks", countries=tuple(country for country in countries if country not in counted))
    joined = instruments.of_countries(dataset, countries)
    left = instruments.ended(joined)
    if len(left):
        yield Gap("membership", countries=tuple(sorted(set(left.country))))
    unsure = joined[joined.instrument.isin(list(KNOWN_TO)) & ~joined.status.isin(instruments.JOINED)]
    if len(unsure):
        yield Gap("instruments", year=max(KNOWN_TO.values()), countries=tuple(sorted(set(unsure.country))))
    there = presence.in_countries(dataset, countries, ())
    if (there[there.end.isna()][list(MANDATES)] == "unknown").any(axis=None):
        yield Gap("mandates")
