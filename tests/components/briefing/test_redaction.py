"""What the shareable edition withholds stands nowhere in its files: not in texts, alternative texts, notes or metadata."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd
import pytest

from components.briefing import compose
from components.briefing.paper.pdf import pdf
from components.briefing.powerpoint.slides import slides
from components.briefing.value import Briefing, Table
from components.current import dataset
from components.text import redacted_names, state_names
from components.text.words import LANGUAGES, words
from data.analysis import briefings, redaction
from data.analysis.origins import EMBARGO_BREACH
from data.ground.countries import typographic
from data.model.categories import countries_of
from data.query.filters import Filters
from tests.components.briefing.test_compose import made
from tests.components.briefing.test_compose import said as texts
from tests.components.file_words import words_of_pdf, words_of_slides
from tests.components.pdf_text import pages_of
from tests.components.publishers import publishers
from tests.sweep import sweep


def states_in(said: str, value: Briefing) -> list[str]:
    """Names of supplier States, wherever they stand but in the title of a source, which has to be cited as it is."""
    for credit in value.credits.values():
        said = said.replace(credit.text, "")
    say = words(value.language)
    named = {say.country(state) for state in redaction.suppliers(dataset(), Filters(areas=(value.area,)))}
    return [name for name in named if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)]


@sweep(few=3, area=compose.AREAS)
def test_no_withheld_word_is_in_what_is_shared(area: str) -> None:
    """Files of every area, each in one of the three languages; the texts themselves are looked at in all of them elsewhere."""
    language = list(LANGUAGES)[compose.AREAS.index(area) % len(LANGUAGES)]
    filters = Filters(areas=(area,))
    value = made(area, language, "shareable")
    assert redaction.parties(dataset(), filters) | redaction.towns(dataset(), filters) and redaction.suppliers(dataset(), filters)
    paper = pdf(value)
    assert len(pages_of(paper)) == 2
    for said in (words_of_pdf(paper), words_of_slides(slides(value))):
        assert len(said) > 5000
        assert not redaction.found_in(dataset(), publishers().sub("", said), filters)
        assert not states_in(said, value)


@pytest.mark.parametrize("area", compose.AREAS)
def test_no_accusation_of_the_host_and_no_telling_title_is_shared(area: str) -> None:
    """Reported breaches of embargoes are counted, not told; titles and addresses of sources name nobody who is withheld."""
    facts = briefings.facts(dataset(), area)
    for language in LANGUAGES:
        say = words(language)
        value = made(area, language, "shareable")
        notes = [block.note for section in value.sections for block in section.blocks if isinstance(block, Table)]
        told = [*texts(value), *notes]
        assert say.t(EMBARGO_BREACH) not in " ".join(told)
        silent = int((facts.origins.illicit.mechanism == EMBARGO_BREACH).sum())
        counted = say.n("{n} record is not shown here.", "{n} records are not shown here.", silent)
        assert any(counted in text for text in told) == bool(silent)
        for credit in value.credits.values():
            assert not redacted_names.found_in(publishers().sub("", credit.text), facts.filters)
            assert not redacted_names.in_address(credit.address, facts.filters)


#: Words for arms that move from somebody to somebody.
SUPPLY = re.compile(
    r"traffic|trafic|tráfico|smuggl|contreband|contraband|suppl|fourni|suministr|import|export|deliver|livr|entreg|convoy|convoi"
    r"|from\b|en provenance|venant de|procedente|desde\b|weapon|arms\b|armes|armas|munition|muniti|municion",
    re.IGNORECASE,
)


@pytest.mark.parametrize("area", compose.AREAS)
def test_no_shared_title_says_from_which_state_arms_came(area: str) -> None:
    """A title names no State from which or through which arms came, the one next door included; that of a measure names whom
    it binds, as the sentence does that cites it.
    """
    facts, own = briefings.facts(dataset(), area), set(countries_of((area,)))
    moved = pd.concat([facts.origins.illicit, facts.origins.collected, facts.origins.corridors.rows])
    on_arms = set(moved.source_title.dropna())
    came = {*moved.origin_country.dropna(), *moved.event_country.dropna(), *(c for row in moved.countries for c in row)} - own
    others = state_names.named(came)
    for language in LANGUAGES:
        for credit in made(area, language, "shareable").credits.values():
            told = unicodedata.normalize("NFC", publishers().sub("", credit.text)).replace("’", "'")
            about = [title for title in on_arms if typographic(title) in typographic(credit.text)]
            assert not (about and others.search(told)), credit.text
            assert not (others.search(told) and SUPPLY.search(told) and "embargo" not in told), credit.text


def test_a_neighbour_is_an_origin_like_any_other() -> None:
    filters = Filters(areas=("TCD",))
    for title in ("Chad intercepts arms trafficking from Sudan", "Des armes venant du Soudan", "Armas procedentes de Libia"):
        assert redacted_names.in_title(title, filters)
    assert redacted_names.origin_in_address("https://example.org/chad-intercepts-arms-trafficking-from-sudan", filters)
    assert not redacted_names.in_title("Le Tchad saisit des armes", filters)


def test_names_are_found_as_one_by_one() -> None:
    """Of several names at a place the longest; a shorter one where the longer does not end there."""
    names = {"Gao", "Gaoua", "Ga", "G", "N'Djamena", "N", "(a)", "Île-de-Gao", "Gao Nord"}
    assert redaction.one_of(names).findall("Gao, Gaoua; Ga G Gaou Gao Nord Gao Nordic N'Djamena N'D Île-de-Gao") == [
        "Gao", "Gaoua", "Ga", "G", "Gao Nord", "Gao", "N'Djamena", "N", "Île-de-Gao",
    ]  # fmt: skip
    assert not redaction.one_of(()).search("Gao") and not redaction.one_of([""]).search("Gao")


def test_a_breach_is_told_inside() -> None:
    assert words("en").t(EMBARGO_BREACH) in " ".join(texts(made("TCD", "en")))


def test_the_same_look_finds_them_in_the_internal_edition() -> None:
    filters = Filters(areas=("MLI",))
    value = made("MLI", "en")
    for said in (words_of_pdf(pdf(value)), words_of_slides(slides(value))):
        assert {"JNIM", "Gao"} & set(redaction.found_in(dataset(), said, filters))
        assert "China" in states_in(said, value)


@pytest.mark.parametrize(
    "text",
    [
        "Tchad : au moins une quarantaine de morts dans une attaque de Boko Haram",
        "AQMI et le GSIM revendiquent",
        "Fuerzas de Apoyo Rápido",
        "weapons of MUJAO",
    ],
)
def test_parties_are_known_by_what_they_are_called(text: str) -> None:
    assert redacted_names.found_in(text, Filters(areas=("TCD",)))
    assert not redacted_names.found_in("les forces de sécurité et les groupes armés", Filters(areas=("TCD",)))
