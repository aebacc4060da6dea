"""One name for one thing, in each language: on screen and paper, in files, storyboards and the README."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.pofile import read_po

from components.catalogues import ROOT, gathered
from components.text.words import LANGUAGES, LOCALES
from components.workshop import boards

#: The name of a thing in each language, as a pattern: where English says it, so do the others.
NAMES: dict[str, dict[str, str]] = {
    "small arms": {"en": r"\bsmall[ -]arms\b(?! Survey)", "fr": r"petit calibre", "es": r"armas pequeñas"},
    "drones": {"en": r"\bdrones?\b", "fr": r"\bdrones?\b", "es": r"\bdrones?\b"},
    "IEDs": {"en": r"\bIEDs?\b", "fr": r"\bEEI\b", "es": r"\bAEI\b"},
    "corridors": {"en": r"\bcorridors?\b", "fr": r"\bcorridors?\b", "es": r"\bcorredor(?:es)?\b"},
    "first-level areas": {
        "en": r"\bfirst-level areas?\b",
        "fr": r"\bdivisions? administratives? de niveau 1\b",
        "es": r"\bdivisi(?:ón|ones) administrativas? de primer nivel\b",
    },
    "illicit flows": {"en": r"\billicit flows?\b", "fr": r"\bflux illicites?\b", "es": r"\bflujos? ilícitos?\b"},
    "authorised transfers": {
        "en": r"\bauthorised transfers?\b",
        "fr": r"\btransferts? autorisés?\b",
        "es": r"\btransferencias? autorizadas?\b",
    },
    "seizures and collections": {
        "en": r"\bseizures? (?:or|and) collections?\b",
        "fr": r"\bsaisies?\b.{1,12}\bcollectes?\b",
        "es": r"\bincautaci(?:ón|ones)\b.{1,12}\brecogidas?\b",
    },
    "speaker notes": {"en": r"\bspeaker notes\b", "fr": r"\bnotes de présentation\b", "es": r"\bnotas de presentación\b"},
    "place-level events": {
        "en": r"\bplace-level events?\b",
        "fr": r"\brecensés? un par un\b",
        "es": r"\bregistrados? uno por uno\b",
    },
    "place-level data": {"en": r"\bplace-level data\b", "fr": r"\bdonnées par événement\b", "es": r"\bdatos por evento\b"},
    "briefings": {"en": r"\bbriefings?\b", "fr": r"\bnotes? d’information\b", "es": r"\bnotas? informativas?\b"},
    "messages of the room": {"en": r"\bmessages?\b", "fr": r"\bmessages?\b", "es": r"\bmensajes?\b"},
    "remarks of a record": {"en": r"\bremarks?\b", "fr": r"\bremarques?\b", "es": r"\bobservaci(?:ón|ones)\b"},
}
#: Other names of the same things, which nobody reads.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "en": (
        r"small[ -]calibre",
        r"\bun(?:crewed|manned)\b",
        r"\bUAVs?\b",
        r"improvised (?:bomb|device)",
        r"\broutes?\b",
        r"\bincidents?\b",
        r"\badmin ?1\b",
        r"\bfatalit",
        r"\bState transfers?\b",
        r"(?<!speaker )\bnotes?\b",
        r"\bdocumented flows?\b",
        r"\bseized or collected\b",
        # Of all events on record some are placed: the others are not "at places".
        r"\bevents (?:at places|with a place)\b",
    ),
    "fr": (
        r"sans (?:pilote|équipage)",
        r"bombes? (?:artisanale|improvisée)",
        r"engins improvisés",
        r"\bitinéraires?\b",
        r"\bincidents?\b",
        r"\bévènements?\b",
        r"\brégions? administratives?\b",
        r"\bdivisions? de (?:premier niveau|niveau 1)\b",
        r"\bdécès\b",
        r"\bfiches?\b",
        r"\bnotes?\b(?! d’information| de présentation)",
        r"\bflux documentés?\b",
        r"(?<!d’)\bévénements (?:localisés|géoréférencés)\b",
        r"\bdonnées (?:localisées|géoréférencées|par lieu)\b",
    ),
    "es": (
        r"no tripulad",
        r"bombas? (?:improvisada|artesanal|casera)",
        r"artefactos improvisados",
        r"\brutas?\b",
        r"\bincidentes?\b",
        r"\bsucesos?\b",
        r"\báreas? de primer nivel\b",
        r"\bdivisi(?:ón|ones) de primer nivel\b",
        r"\bfallecid",
        r"\bdecomis",
        r"\barmas (?:mayores|importantes)\b",
        r"\bnotas?\b(?! informativas?| de presentación)",
        r"\bflujos? documentados?\b",
        r"(?<!Base de )\beventos (?:localizados|ubicados|georreferenciados)\b",
        r"\bdatos (?:localizados|georreferenciados|por lugar)\b",
    ),
}
#: Where another name is right, by a part of the text, with the reason.
RIGHT: dict[str, str] = {
    "are single incidents of organised violence": "the definition of an event",
    # Remarks on corridors say what a source calls its ways, which are none of our corridors.
    **dict.fromkeys(
        (
            "RAND counts",
            "route details from general knowledge",
            "Same smuggling routes",
            "some routes moved into",
            "routes from Mauritania",
            "people-smuggling route",
        ),
        "a way that a source tells of",
    ),
}
Text = tuple[str, str]


@cache
def translated() -> dict[str, dict[str, tuple[str, ...]]]:
    """Language → English message → its forms."""
    found: dict[str, dict[str, tuple[str, ...]]] = {"en": {}}
    for message in gathered():
        forms = (message,) if isinstance(message, str) else message
        found["en"][forms[0]] = forms
    for language in LANGUAGES:
        if language != "en":
            with (LOCALES / f"{language}.po").open("rb") as file:
                catalogue = read_po(file, locale=language)
            found[language] = {
                name: (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
                for name in found["en"]
                if (entry := catalogue.get(name)) is not None
            }
    return found


def in_storyboards(language: str) -> Iterator[str]:
    """Every text of the storyboards that ship."""
    for name in boards.SHIPPED:
        yield from _texts(json.loads(boards.dump(boards.shipped(name))), language)


def _texts(value: object, language: str) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get(language), str):
            yield value[language]
        for inner in value.values():
            yield from _texts(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, language)


def plain(text: str) -> str:
    """A text without code and values in braces, which are no words."""
    return re.sub(r"`[^`]*`|\{[^{}]*\}|https?://\S+", " ", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thing_has_no_second_name(language: str) -> None:
    texts = [*(form for forms in translated()[language].values() for form in forms), *in_storyboards(language)]
    others = re.compile("|".join(OTHER_NAMES[language]), re.IGNORECASE)
    found = [(match[0], text) for text in texts if (match := others.search(plain(text))) and not any(r in text for r in RIGHT)]
    assert not found, f"{len(found)} texts with another name, the first: {found[0]}; the names stand in NAMES"


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize("thing", NAMES)
def test_what_english_names_the_others_name_alike(thing: str, language: str) -> None:
    names = NAMES[thing]
    found = [
        (english, form)
        for english, forms in translated()[language].items()
        for form in forms
        if re.search(names["en"], plain(english), re.IGNORECASE) and not re.search(names[language], plain(form), re.IGNORECASE)
    ]
    assert not found, found


@pytest.mark.parametrize("thing", NAMES)
def test_every_name_is_said_so_that_its_pattern_means_something(thing: str) -> None:
    for language in LANGUAGES:
        forms = [form for forms in translated()[language].values() for form in forms]
        assert any(re.search(NAMES[thing][language], form, re.IGNORECASE) for form in forms), language


def test_the_readme_uses_these_names() -> None:
    readme = plain((ROOT / "README.md").read_text("utf-8"))
    for other in (
        r"small[ -]calibre",
        r"\bUAVs?\b",
        r"improvised (?:bomb|device)",
        r"\bfatalit",
        r"\bState transfers?\b",
        r"documented flow",
    ):
        assert not re.search(other, readme, re.IGNORECASE), other
