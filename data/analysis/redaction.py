"""Withheld: names that stay inside the house, in no text that is shared: parties to events, towns, supplier States."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from data.analysis.origins import neighbours
from data.analysis.trends import NOBODY
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.ground.borders import GROUPS
from data.ground.countries import admin1_countries, admin1_names, everywhere, typographic
from data.ground.places import LANGUAGES, area_names, folded, town_names
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import activities, actors, embargoes, flows, routes

#: What sources add to the name of a place.
_KIND = re.compile(r"\s+(town|village|city|lga|department|region|state|province|municipality|district|area|forest)s?$")
#: Names of towns that are everyday words, too, and of wide areas: withholding them would withhold the words.
_WORDS = {"Une", "Convención", "West", "East", "North", "North-East", "Lake Chad", "Lake Chad Basin", "Niger Delta", "Casamance"}
#: What parties are called that records name otherwise, in English, French and Spanish.
_CALLED = frozenset(
    {
        "Boko Haram", "ISWAP", "ISGS", "EIGS", "ISIS", "ISIL", "Daesh", "Islamic State", "État islamique", "Etat islamique",
        "Estado Islámico", "GSIM", "AQMI", "Al-Qaida", "Al-Qaeda", "al-Qaida", "al-Qaeda", "Al-Qaïda", "Rapid Support Forces",
        "Forces de soutien rapide", "FSR", "Fuerzas de Apoyo Rápido", "Wagner", "Africa Corps",
    }
)  # fmt: skip
#: Areas across borders, as they are written.
_ACROSS = frozenset(name.replace("-", between).title() for name in GROUPS for between in "- ")
#: Shorter names are words of a language as often as names.
_SHORTEST = 3


@cached_by_version
def parties(dataset: Dataset, filters: Filters) -> frozenset[str]:
    """Parties to events of the area, groups that an embargo there lists, and what parties are called besides."""
    rows = replace(filters, exclude_possible=False).narrow(dataset.table("incidents"))
    named = set(dataset.frame(rows.select(actor=rows.actors.unnest()).distinct()).actor)
    named |= {before for now, names in actors.earlier_names(dataset).items() if now in named for before in names}
    # Several parties of one side stand in one name: "AQIM, JAS, MUJAO".
    named |= {one for several in named for one in several.split(", ")}
    for country in filters.countries or FOCUS:
        found = embargoes.of_country(dataset, country)
        listed = found.target[found.regime_type.str.startswith("arms embargo on listed")]
        named |= {one.strip(" )") for target in listed for one in target.split("(")}
    return frozenset((named | _CALLED) - {NOBODY})


@cached_by_version
def towns(dataset: Dataset, filters: Filters) -> frozenset[str]:
    """Places of the area's records that are neither a first-level area nor a country.

    What flows and corridors name beyond the countries in focus is withheld even where a first-level area is called like it:
    "Sabha" says from which town of Libya arms came, "Kidal" which region of Mali they reached.
    """
    asked = replace(filters, exclude_possible=False)
    rows = asked.narrow(dataset.table("incidents"))
    named = set(dataset.frame(rows.filter(rows.place.notnull()).select("place").distinct()).place)
    moved = _moved(dataset, asked)
    named |= {place for place, _ in moved}
    named |= set(activities.in_countries(dataset, filters.countries).place.dropna())
    country_of = admin1_countries(dataset)
    own = {name for names in _area_names(dataset) for area, name in names.items() if country_of[area] in FOCUS}
    abroad = _parts({place for place, country in moved if country not in FOCUS}) - own - _countries(dataset)
    found = _parts(named) - (_known(dataset) - abroad) - _WORDS
    found |= _in_every_language(dataset, found - abroad) - _known(dataset) - _WORDS
    found |= _in_every_language(dataset, found & abroad) - own - _countries(dataset) - _WORDS
    return frozenset(name for name in found if len(name) >= _SHORTEST and not name.islower())


def _in_every_language(dataset: Dataset, towns: set[str]) -> set[str]:
    """What each language calls these towns, of whatever country: texts are shared in every language."""
    called = _called(dataset)
    return {name for town in towns for name in called.get(folded(town), ())}


@cached_by_version
def _called(dataset: Dataset) -> dict[str, frozenset[str]]:
    """Names of towns in our languages by any of their names, folded."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for (_, name), said in town_names(dataset, language).items():
            found.setdefault(name, set()).add(said)
    return {name: frozenset(said) for name, said in found.items()}


def _moved(dataset: Dataset, filters: Filters) -> set[tuple[str, str]]:
    """Places of the area's flows and corridors, each with its country (ISO3)."""
    found = flows.matching(dataset, filters)
    moved: set[tuple[str, str]] = set()
    for end in ("origin", "destination", "event"):
        ends = found[found[f"{end}_place"].notna()]
        moved |= set(zip(ends[f"{end}_place"], ends[f"{end}_country"].fillna(""), strict=True))
    for corridor in routes.matching(dataset, filters).itertuples():
        moved |= set(zip(corridor.places, corridor.place_countries, strict=True))
    return moved


def _parts(names: set[str]) -> set[str]:
    """Names as they may stand in a sentence: without their kind, each of several on its own."""
    return {part.strip(" )") for name in names for part in re.split(r"[;,(/]| - ", _KIND.sub("", name)) if part.strip(" )")}


def _area_names(dataset: Dataset) -> tuple[dict[str, str], ...]:
    """Areas as their source and as each language calls them."""
    return (admin1_names(dataset), *(area_names(dataset, language) for language in LANGUAGES))


def _countries(dataset: Dataset) -> set[str]:
    found = everywhere(dataset)
    return {*found.name_en, *found.name_fr, *found.name_es}


@cached_by_version
def _known(dataset: Dataset) -> frozenset[str]:
    """First-level areas, countries, and the words in their names."""
    known = {*(name for names in _area_names(dataset) for name in names.values()), *_countries(dataset)}
    # Records write an apostrophe straight or curved.
    known |= {name.replace("’", "'") for name in known} | {typographic(name) for name in known}
    # An area is often named after its chief town: "District Autonome D'Abidjan".
    return frozenset(known | {word for name in known for word in re.split(r"\W+", name)})


@cached_by_version
def suppliers(dataset: Dataset, filters: Filters) -> frozenset[str]:
    """Countries (ISO3) that flows of the area name as their origin, but for its own and those beside it."""
    found = set(flows.matching(dataset, replace(filters, exclude_possible=False)).origin_country.dropna())
    return frozenset(found - set(filters.countries) - set(neighbours(dataset, filters.countries)))


@cached_by_version
def origins(dataset: Dataset, filters: Filters) -> frozenset[str]:
    """Countries (ISO3) from which or through which arms came to the area, or were to come, on record: those beside it, too."""
    asked = replace(filters, exclude_possible=False)
    moved, ways = flows.matching(dataset, asked), routes.matching(dataset, asked)
    found = {*moved.origin_country.dropna(), *moved.event_country.dropna()}
    found |= {country for countries in ways.countries for country in countries}
    return frozenset(found - set(filters.countries))


@cached_by_version
def _pattern(dataset: Dataset, filters: Filters) -> re.Pattern[str]:
    """Names that are withheld, and those of areas across borders, which may hold one: the longest at a place counts."""
    named = {name.replace("’", "'") for name in parties(dataset, filters) | towns(dataset, filters)}
    return one_of(named | _ACROSS)


def one_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these names as a whole word, the longest at a place.

    Two letters lead to the few names that begin so: tried one after the other, thousands of names take sixty times as long.
    """
    begun: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        begun.setdefault(name[:2], []).append(name)
    first: dict[str, list[str]] = {}
    # What is one letter long comes after the longer names that begin with it.
    for start, found in sorted(begun.items(), key=lambda one: len(one[0]), reverse=True):
        rest = "|".join(re.escape(name[len(start) :]) for name in found)
        first.setdefault(start[:1], []).append(f"{re.escape(start[1:])}(?:{rest})")
    either = "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in first.items() if letter)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)") if either else re.compile(r"(?!)")


def found_in(dataset: Dataset, text: str, filters: Filters) -> list[str]:
    """Names of parties and towns in a text. "Liptako-Gourma" names no town."""
    return [name for name in _pattern(dataset, filters).findall(text.replace("’", "'")) if name not in _ACROSS]
