"""Names of areas as people type them: without accents, in another of our languages, shortened, or as a code."""

from __future__ import annotations

import json
import unicodedata
from functools import cache

import streamlit as st

from components.current import dataset
from components.files.static import scripts
from components.text.words import LANGUAGES, words
from data.ground import country_names
from data.ground.countries import admin1_countries, admin1_names, covered, everywhere
from data.ground.places import area_names
from data.model.categories import AREAS


def plain(name: str) -> str:
    """A name in small letters, without accents and with straight apostrophes."""
    letters = unicodedata.normalize("NFD", name.replace("’", "'").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def meant(typed: str, language: str) -> str | None:
    """The area, or the country that nothing covers, whose name or code was typed; None if there is none such, or several.

    A whole name in any language goes before one that offices use beside it ("Ivory Coast"), this before the beginning of a
    name, and this before a part: "Guinea" is not Guinea-Bissau.
    """
    text = plain(typed)
    if not text:
        return None
    if text.upper() in everywhere(dataset()).index:
        return text.upper()
    own = {area: _names(language)[area] for area in (*AREAS, *covered(dataset()))}
    for name in (language, *LANGUAGES):
        for area, called in _names(name).items():
            if called == text:
                return area
    if (country := country_names.iso3(text)) in everywhere(dataset()).index:
        return country
    for fits in (str.startswith, str.__contains__):
        found = [area for area, called in own.items() if fits(called, text)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def holders(typed: str, language: str) -> list[str]:
    """The countries with a first-level area of that name."""
    text, country_of = plain(typed), admin1_countries(dataset())
    called = (admin1_names(dataset()), area_names(dataset(), language))
    found = {country_of[area] for names in called for area, name in names.items() if plain(name) == text}
    return [country for country in covered(dataset()) if country in found]


@cache
def _names(language: str) -> dict[str, str]:
    say = words(language)
    return {area: plain(say.area(area)) for area in (*AREAS, *everywhere(dataset()).index)}


def spelled_while_typed(names: tuple[str, ...]) -> None:
    """Let the browser put the accents into a name that is typed without them: it knows names by their exact letters only,
    and would take "Niger" for the beginning of Nigeria where the country is called Níger.
    """
    st.html(scripts.element("area_names", names=json.dumps(names, ensure_ascii=False)), unsafe_allow_javascript=True)
