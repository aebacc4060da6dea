"""Corridors read in the language of the page: names by those of their places, remarks by their sentences."""

from __future__ import annotations

import pytest

from components.current import dataset
from components.text import corridor_words, redacted_names
from components.text.words import LANGUAGES, words
from data.analysis import redaction
from data.ground.countries import everywhere
from data.ground.places import LANGUAGES as OF_PLACES
from data.query.filters import Filters
from data.subjects import routes

ALL = routes.all_of_them(dataset())
TRANSLATED = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize(
    ("english", "french", "spanish"),
    [
        ("Libya - Chad - Central African Republic", "Libye - Tchad - République centrafricaine",
         "Libia - Chad - República Centroafricana"),
        ("Sabha - Tummo - Dirkou - Agadez - Kano", "Sebha - Tummo - Dirkou - Agadez - Kano",
         "Sabha - Tummo - Dirkou - Agadez - Kano"),
        ("Managua - Paso Canoas - Panama (trucks)", "Managua - Paso Canoas - Panama (camions)",
         "Managua - Paso Canoas - Panamá (camiones)"),
        ("Lake Chad - southern Niger - Mali", "Lac Tchad - sud du Niger - Mali",
         "Lago Chad - sur de Níger - Malí"),
    ],
)  # fmt: skip
def test_names_are_those_of_their_places(english: str, french: str, spanish: str) -> None:
    assert english in set(ALL.name)
    assert [words(language).corridor(english) for language in ("en", "fr", "es")] == [english, french, spanish]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_english_word_is_left_in_a_name(language: str) -> None:
    """Countries that English names otherwise, and its words for parts of them."""
    found = everywhere(dataset())
    stated = {one.name_en for one in found.itertuples() if getattr(one, f"name_{language}") != one.name_en}
    of_english = stated | {"northern", "southern", "eastern", "western", "coast", "ports", "road", "flow", "crossings", "Gulf of"}
    of_english -= {"ports"} if language == "fr" else set()
    for name in ALL.name:
        said = words(language).corridor(name)
        parts = said.replace("(", " - ").replace(")", "").replace(" / ", " - ").split(" - ")
        assert not {part.strip() for part in parts} & stated, said
        assert not set(said.replace("(", " ").replace(")", " ").split()) & of_english, said


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_of_a_remark_is_translated(language: str) -> None:
    say = words(language)
    for note in ALL.note.dropna():
        for one in corridor_words._SENTENCE.split(note):
            assert say.remark(one) != one, one
        assert "{" not in say.remark(note)


def test_a_border_place_is_said_with_its_country_and_number() -> None:
    note = next(note for note in ALL.note.dropna() if note.startswith("Hamile"))
    said = words("es").remark(note)
    assert "Hamile es un lugar fronterizo: su punto cae 0,1" in said and "Burkina Faso" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gate_knows_a_town_in_every_language(language: str) -> None:
    """What is withheld of a corridor in English is withheld in the language that it is shown in."""
    say = words(language)
    for row in ALL.itertuples():
        asked = Filters()
        if redacted_names.found_in(row.name, asked):
            assert redacted_names.found_in(say.corridor(row.name), asked), say.corridor(row.name)
        if isinstance(row.note, str) and redacted_names.found_in(row.note, asked):
            assert redacted_names.found_in(say.remark(row.note), asked), say.remark(row.note)


def test_towns_are_withheld_by_each_of_their_names() -> None:
    towns = redaction.towns(dataset(), Filters())
    assert {"Sabha", "Sebha", "Manaus", "Manaos", "Lisbon", "Lisbonne", "Lisboa"} <= towns
    assert tuple(LANGUAGES) == OF_PLACES
