"""Corridors in a language: their names, and the remarks on them.

A corridor is named in English after the places it runs through: `Sabha - Tummo - Dirkou - Agadez - Kano`. Towns, areas and
countries among them have names of their own in each language (`data.ground`); what else a name says is a message, and so is
each sentence of a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from components.current import cached_by_version, dataset
from data.ground.countries import admin1_countries, everywhere
from data.ground.places import area_names, folded, town_names
from data.subjects import routes

#: Says a message, with its values, in a language.
Say = Callable[..., str]
#: What stands between the parts of a name.
_BETWEEN = re.compile(r"( - | / | ?\(|\))")
_SENTENCE = re.compile(r"(?<=\.) (?=[A-ZÉ0-9])")
#: Areas, rivers and villages that no table of names holds, and that each of our languages writes alike.
_ALIKE = frozenset(
    {
        "Bajo Atrato", "Guna Yala", "Otterloo", "Villa del Rosario", "Santa Rosa", "Ingall", "Sambisa", "Qatrun",
        "Kufra", "Ounianga", "Faya", "Dar Zaghawa", "Garoua-Boulaï", "Thiaroye", "Pire",
    }
)  # fmt: skip
#: Sentences that preparing writes, with places and numbers of their own.
_PATTERNS = (
    (
        "{place} is a border place: its point falls {km} km into {country} on the generalised border of the map.",
        re.compile(r"(?P<place>[^.]+) is a border place: its point falls (?P<km>[\d.]+) km into (?P<country>.+) on the "
                   r"generalised border of the map\."),
    ),
)  # fmt: skip


def name(english: str, language: str, say: Say) -> str:
    """A corridor as a language calls it; as it is where it is none of ours."""
    if language == "en":
        return english
    known = _places(language)
    cut = _BETWEEN.split(english)
    return "".join(part if i % 2 or not part else _part(english, part, known, say) for i, part in enumerate(cut))


def _part(english: str, part: str, known: dict[tuple[str, str], str], say: Say) -> str:
    return known.get((english, part)) or (say(part) if _says_something(part) else part)


def _says_something(part: str) -> bool:
    return any(letter.isalpha() for letter in part)


def remark(english: str, language: str, say: Say, number: Callable[[float], str]) -> str:
    """A remark, sentence by sentence."""
    return english if language == "en" else " ".join(_sentence(one, language, say, number) for one in _SENTENCE.split(english))


def _sentence(english: str, language: str, say: Say, number: Callable[[float], str]) -> str:
    for message, pattern in _PATTERNS:
        if found := pattern.fullmatch(english):
            values: dict[str, Any] = found.groupdict()
            return say(
                message, place=values["place"], km=number(float(values["km"])), country=_countries(language)[values["country"]]
            )
    return say(english)


def messages() -> Iterator[str]:
    """What a translator says: parts of names that are no places, and sentences of remarks."""
    for row in routes.all_of_them(dataset()).itertuples():
        for part in _BETWEEN.split(row.name)[::2]:
            if part and _says_something(part) and (row.name, part) not in _places("en"):
                yield part
    yield from (message for message, _ in _PATTERNS)
    for note in routes.all_of_them(dataset()).note.dropna():
        yield from (one for one in _SENTENCE.split(note) if not any(pattern.fullmatch(one) for _, pattern in _PATTERNS))


@cached_by_version
def _countries(language: str) -> dict[str, str]:
    """Countries by their English names, with and without what they add in brackets."""
    found = everywhere(dataset())
    pairs = list(zip(found.name_en, found[f"name_{language}"], strict=True))
    return {english.split(" (")[0]: said.split(" (")[0] for english, said in pairs} | dict(pairs)


@cached_by_version
def _places(language: str) -> dict[tuple[str, str], str]:
    """What a language calls the parts of names that are places, by corridor and part."""
    towns, countries = town_names(dataset(), language), _countries(language)
    country_of, english = admin1_countries(dataset()), area_names(dataset(), "en")
    areas = {(country_of[area], folded(english[area])): said for area, said in area_names(dataset(), language).items()}
    found: dict[tuple[str, str], str] = {}
    for row in routes.all_of_them(dataset()).itertuples():
        own = {place.split(" (")[0] for place in row.places}
        for part in filter(None, _BETWEEN.split(row.name)[::2]):
            town, area = (
                next((known[c, folded(part)] for c in row.countries if (c, folded(part)) in known), None)
                for known in (towns, areas)
            )
            # "Ciénaga de carlos florez" is a place in the town that is meant.
            town = part if town and town.startswith(f"{part} ") else town
            said = countries.get(part) or town or area or (part if part in own | _ALIKE else None)
            if said:
                found[row.name, part] = said
    return found
