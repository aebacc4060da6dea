"""Withheld: names that stay inside the house, in no text that is shared: parties to events, towns, supplier States."""

from __future__ import annotations

import re
from dataclasses import replace

from data import activities, embargoes, flows, routes
from data.countries import admin1_names, everywhere, typographic
from data.filters import Filters
from data.origins import neighbours
from data.store import answered_once, store
from data.trends import NOBODY

#: What sources add to the name of a place.
_KIND = re.compile(r"\s+(town|village|city|lga|department|region|state|province|municipality|district|area|forest)s?$")
#: Names of towns that are everyday words, too, and of wide areas: withholding them would withhold the words.
_WORDS = {"Une", "Convención", "West", "East", "North", "North-East", "Lake Chad", "Lake Chad Basin", "Niger Delta", "Casamance"}
#: Shorter names are words of a language as often as names.
_SHORTEST = 3


@answered_once
def parties(filters: Filters) -> frozenset[str]:
    """Parties to events of the area, and groups that an embargo there lists."""
    rows = replace(filters, firm=False).narrow(store().table("incidents"))
    named = set(store().frame(rows.select(actor=rows.actors.unnest()).distinct()).actor)
    for country in filters.countries:
        found = embargoes.of_country(country)
        named |= set(found.target[found.regime_type.str.startswith("arms embargo on listed")])
    return frozenset(named - {NOBODY})


@answered_once
def towns(filters: Filters) -> frozenset[str]:
    """Places of the area's records that are neither a first-level area nor a country."""
    asked = replace(filters, firm=False)
    rows = asked.narrow(store().table("incidents"))
    named = set(store().frame(rows.filter(rows.place.notnull()).select("place").distinct()).place)
    moved = flows.matching(asked)
    for end in ("origin_place", "destination_place", "event_place"):
        named |= set(moved[end].dropna())
    named |= {place for places in routes.matching(asked).places for place in places}
    named |= set(activities.in_countries(filters.countries).place.dropna())
    parts = {part.strip() for name in named for part in re.split(r"[;,(/]| - ", _KIND.sub("", name)) if part.strip(" )")}
    countries = everywhere()
    known = {*admin1_names().values(), *countries.name_en, *countries.name_fr, *countries.name_es}
    # Records write an apostrophe straight or curved.
    known |= {name.replace("’", "'") for name in known} | {typographic(name) for name in known}
    # An area is often named after its chief town: "District Autonome D'Abidjan".
    known |= {word for name in known for word in re.split(r"\W+", name)}
    return frozenset(name for name in parts - known - _WORDS if len(name) >= _SHORTEST)


@answered_once
def suppliers(filters: Filters) -> frozenset[str]:
    """Countries (ISO3) that flows of the area name as their origin, but for its own and those beside it."""
    found = set(flows.matching(replace(filters, firm=False)).origin_country.dropna())
    return frozenset(found - set(filters.countries) - set(neighbours(filters.countries)))


@answered_once
def _pattern(filters: Filters) -> re.Pattern[str]:
    names = sorted(parties(filters) | towns(filters), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, names)) + r")(?!\w)") if names else re.compile(r"(?!)")


def found_in(text: str, filters: Filters) -> list[str]:
    """Names of parties and towns in a text."""
    return _pattern(filters).findall(text)
