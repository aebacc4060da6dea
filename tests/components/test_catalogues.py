"""The catalogues: complete, nothing left over, and written as French and Spanish are written."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from components.catalogues import ROOT, gathered
from components.charts.overview.figures import PHASE_TINTS, SHORT
from components.text.words import (
    AREA_NAMES,
    BASIS_NAMES,
    FLOW_KIND_NAMES,
    LANGUAGES,
    LOCALES,
    PRECISION_NAMES,
    VIOLENCE_NAMES,
    Words,
)
from data.model.categories import (
    AREAS,
    BASIS,
    FLOW_KINDS,
    LOCATION_PRECISION,
    NOT_CLASSIFIED,
    NOT_REPORTED,
    PHASES,
    VIOLENCE,
    level1,
)

TRANSLATED = [language for language in LANGUAGES if language != "en"]
Message = str | tuple[str, str]
Pair = tuple[str, str]

#: Messages that only put values side by side, in any language.
VALUES_ONLY = {"?", "N", "1–{last}", "{unit} ({n})", "{country} {events} ({deaths})", "{country} {year}"}
#: What is written alike in English: numbers, licences, units, and words the languages share.
SAME = {
    "fr": VALUES_ONLY | {
        "2020", "2025", "CC BY 4.0", "kg", "Corridor", "Destination", "Drones", "Embargo",
        "Instrument", "Licence", "Homicides", "Dollar", "Euro", "Yen", "Minimum", "Maximum", "Notifications",
        "Fezzan", "Mines", "Pause", "Phase", "Source", "Sources", "Table", "Version", "Violence", "cigarettes", "migrants",
        "possible", "probable", "tonnes", "{n} corridor", "{n} corridors", "DDR", "Total", "revolver", "latitude", "longitude",
        "corridors", "Corridors", "Section", "UCDP, ACLED, police", "**{n} corridor**", "**{n} corridors**",
        "{year}, version {number}", "{year}, version {number} ({day})",
    },
    "es": VALUES_ONLY | {
        "2020", "2025", "CC BY 4.0", "kg", "Drones", "Embargo", "no", "{name}: {value}", "{source}: {years}",
        "{name}: {flows}; {origins}.", "{one}; {more}",
        "DDR", "Total", "{border}: {share} ({events})", "Euro", "Yen",
    },
}  # fmt: skip
#: Longest head that fits above a column of the matrix.
LONGEST_HEAD = 14
#: What the dictionaries of words are asked for.
ASKED = [
    (PRECISION_NAMES, LOCATION_PRECISION),
    (VIOLENCE_NAMES, VIOLENCE),
    (BASIS_NAMES, BASIS),
    (FLOW_KIND_NAMES, FLOW_KINDS),
    (AREA_NAMES, AREAS),
    (SHORT, (*level1(), NOT_REPORTED)),
    (PHASE_TINTS, (*PHASES, NOT_CLASSIFIED)),
]


@cache
def catalogue(language: str) -> Catalog:
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def messages() -> tuple[Message, ...]:
    return tuple(gathered())


@cache
def pairs(language: str) -> tuple[Pair, ...]:
    """English and translation, form by form; of a plural, every form stands against the English one that fits."""
    found: list[Pair] = []
    for message in messages():
        english = (message,) if isinstance(message, str) else message
        found += [(english[min(i, len(english) - 1)], form) for i, form in enumerate(said(language, message)) if form]
    return tuple(found)


def said(language: str, message: Message) -> tuple[str, ...]:
    """The forms of a message in a language; nothing where the catalogue does not hold it."""
    found = catalogue(language).get(message if isinstance(message, str) else message[0])
    if found is None or found.id != message or not found.string:
        return ()
    return (found.string,) if isinstance(found.string, str) else tuple(found.string)


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def spoken(text: str) -> str:
    """A text without code, which no rule of typography touches."""
    return re.sub(r"`[^`]*`", "code", text)


def wrong(language: str, pattern: str) -> list[str]:
    """Translations in which the pattern is found."""
    return [form for _, form in pairs(language) if re.search(pattern, spoken(form))]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    for message in messages():
        forms = said(language, message)
        wanted = 1 if isinstance(message, str) else catalogue(language).num_plurals
        assert len(forms) == wanted, f"{message!r} is new: run `make words` and translate it"
        assert all(forms), f"{message!r} waits for a translator"
    assert not [entry.id for entry in catalogue(language) if entry.id and entry.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_over(language: str) -> None:
    known = catalogue(language)
    assert not known.obsolete
    assert {m.id if isinstance(m.id, str) else tuple(m.id) for m in known if m.id} == set(messages()), "run `make words`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_values_and_marks_are_kept(language: str) -> None:
    for english, form in pairs(language):
        assert fields(form) == fields(english), form
        assert form.format(**dict.fromkeys(fields(form), "1"))
        for mark in ("**", "*", "`", "<br>"):
            assert form.count(mark) == english.count(mark), f"{mark} in {form!r}"
        assert Counter(re.findall(r"`[^`]*`", form)) == Counter(re.findall(r"`[^`]*`", english)), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_is_left_in_english(language: str) -> None:
    assert {english for english, form in pairs(language) if form == english} <= SAME[language]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_message_starts_and_ends_as_in_english(language: str) -> None:
    """A label stays a label, a sentence a sentence; what starts with an acronym or a value proves nothing."""
    for english, form in pairs(language):
        assert form.endswith(".") == english.endswith("."), f"{english!r}: {form!r}"
        assert form[len(form.rstrip()) :] == english[len(english.rstrip()) :], f"{english!r}: {form!r}"
        first, initial = english.lstrip("*“"), form.lstrip("*«¿")
        if first[:2].isalpha() and not first[:2].isupper() and initial[:1].isalpha():
            assert initial[0].isupper() == first[0].isupper(), f"{english!r}: {form!r}"


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("pattern", [r"^\s", r"\s\s", r"[\"“”]", r"\.\.\."], ids=["edge", "two spaces", "quotes", "dots"])
def test_spaces_and_quotes(language: str, pattern: str) -> None:
    assert not wrong(language, pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"'", r"(?<!\u202f)(?<!^)[;:!?%»]", r"«(?!\u202f)", r"[\d}] (?:mm|km|kg)\b"],
    ids=["apostrophe", "narrow space before", "narrow space after", "unit"],
)
def test_french_typography(pattern: str) -> None:
    assert not wrong("fr", pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"'", r"\s[;:!?]", r"«\s|\s»", r"(?<!\u00a0)%", r"^[^¿]+\?", r"^[^¡]*!", r"[\d}] (?:mm|km|kg)\b"],
    ids=["apostrophe", "space before", "space inside quotes", "per cent", "question", "exclamation", "unit"],
)
def test_spanish_typography(pattern: str) -> None:
    assert not wrong("es", pattern)


@pytest.mark.parametrize("language", TRANSLATED)
def test_heads_of_the_matrix_fit_and_differ(language: str) -> None:
    heads = [Words(language).t(head) for head in SHORT.values()]
    assert not [head for head in heads if len(head) > LONGEST_HEAD]
    assert len(set(heads)) == len(heads), "two columns of one name would be drawn as one"


@pytest.mark.parametrize("language", TRANSLATED)
def test_phases_and_weapons_differ(language: str) -> None:
    say = Words(language)
    for names in (PHASES, [weapon.label for weapon in level1().values()]):
        assert len({say.t(name) for name in names}) == len(names)


@pytest.mark.parametrize("named, asked", ASKED, ids=[next(iter(named)) for named, _ in ASKED])
def test_every_value_has_words(named: dict[str, str], asked: tuple[str, ...]) -> None:
    assert set(named) == set(asked)


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_set_aside_are_said_in_the_language(language: str) -> None:
    """What `N_` marks is looked up later by value: the way through gettext gives what the catalogue holds."""
    say, known = Words(language), catalogue(language)
    marked = [message for path in sorted((ROOT / "components").rglob("*.py")) for message in set_aside(path.read_text("utf-8"))]
    assert marked
    for message in marked:
        assert say.t(message) == known[message].string


def set_aside(code: str) -> list[str]:
    return [
        call.args[0].value
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "N_"
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]


@pytest.mark.parametrize(
    "language, none, one, many", [("fr", "0 mort", "1 mort", "2 morts"), ("es", "0 muertes", "1 muerte", "2 muertes")]
)
def test_plural_rules(language: str, none: str, one: str, many: str) -> None:
    say = Words(language)
    assert [say.n("{n} death", "{n} deaths", count) for count in (0, 1, 2)] == [none, one, many]
