"""Sentences where little or nothing is on record: one is one, nothing is said as nothing, no dash stands for a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from components.briefing import compose
from components.briefing.value import EDITIONS
from components.catalogues import gathered
from components.charts.catalogue import chart
from components.charts.flows.compare import flow_compare
from components.charts.flows.sides import of_side
from components.charts.incidents.compare import _rate, incident_compare
from components.charts.routes.compare import route_compare
from components.current import dataset
from components.screen.flows import side_switch as flow_switch
from components.screen.parts.source_notes import _missing
from components.screen.routes import summary_panel as route_opening
from components.text import sentences
from components.text.words import LANGUAGES, Words, words
from components.workshop.findings import FACTS
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.picks import SIDES
from data.query.years import all_years
from tests.components.briefing.test_compose import made
from tests.pages.visits import visit, words_on
from tests.sweep import sweep

#: Countries with the least on record, and questions that leave nothing, one record, or a few.
AREAS = ("CPV", "GMB", "GNB", "GIN", "LBR", "SLE", "TGO")
ASKED: tuple[dict[str, str], ...] = (
    {}, {"year": "1990"}, {"year": "2013"}, {"year": "2021"}, {"weapon": "F"}, {"weapon": "B", "year": "2000-2013"},
         {"phase": "peacekeeping"})  # fmt: skip
CHARTS = ("years", "timeline", "matrix", "weapons", "violence", "flow-years", "streams", "suppliers", "recipients", "mechanisms",
          "modes", "borders")  # fmt: skip
_ONE = r"(?<![\d.,–\u202f-])1[ \u202f\u00a0](?:[^\W\d]+ )?(?:%s)\b"
#: Plurals that never stand after one.
_NOUNS = {
    "en": "events|deaths|flows|corridors|borders|records|countries|transfers|seizures|collections",
    "fr": "événements|morts|corridors|frontières|enregistrements|saisies|transferts|collectes",
    "es": "eventos|muertes|flujos|corredores|fronteras|registros|países|incautaciones|transferencias",
}
PLURALS = {language: _NOUNS[language] + verbs
           for language, verbs in {"en": "|are|cross|have", "fr": "|sont|ont", "es": "|son|están"}.items()}  # fmt: skip
#: Messages without a form for one whose number is a limit, a fixed total, or more than what is listed.
_NEVER_ONE = {
    "**Joined**, by how many of {n} countries, as known in {first} to {last}: {list}.",
    "Seizures: no report by {n} of {all} countries", "State stocks of {n} of {all} countries",
    "“We know of no report to UNODC on **seizures** from {n} of {all} countries: what was seized, and can UNODC be told?”",
    "“We know of no figure of **State stocks** in {n} of {all} countries: how many weapons are held, and marked?”",
    "latest {n} records shown", "Listed are areas with at least {n} events in one of them.", "fewer than {n} events",
    "Areas with fewer than {n} events show none: one event more or less would change it too much.",
    "{n} corridors; the first {shown} are in sight, the others by scrolling in the table.",
    "{name} (joined by {n} of {all})",
    "Too few to compare: fewer than {n} records on one side ({name}).",
    "Both sides share their scales. Averages count years covered from January to December only, with or without an event; sides "
    "with fewer than {n} events in them are not set in proportion.",
    "In the twelve months to **{month}** UCDP counts **{deaths}** in {events} in the {listed} of {all} countries that its list "
    "names (preliminary).",
}  # fmt: skip
#: A dash, or nothing, in the place of a word.
HOLES = (r"(?:^|[:;,.(] ?)–(?:[ .,;)]|$)", r"\(\s*\)", r" {2}", r"\{|\}", r"\bnan\b|: None\b", r": \.|: ;")


def everything(value: object) -> Iterator[str]:
    """Every text that a value holds, at whatever depth, without marks of what stands out."""
    if isinstance(value, str):
        yield value.replace("**", "")
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in everything(one))
    elif isinstance(value, tuple | list | frozenset):
        yield from (text for one in value for text in everything(one))
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in everything(getattr(value, field.name)))


def said(filters: Filters, say: Words) -> Iterator[str]:
    yield from (sentence.text for sentence in sentences.summary(filters, say))
    yield route_opening.said(filters, say)
    yield from _missing(filters, say)
    yield from (flow_switch._held(of_side(filters, side), say) for side in SIDES)
    for name in CHARTS:
        found = chart(name, filters, say)
        yield from (found.title, found.alt, *found.notes)
    other = Filters(areas=("GMB",), years=filters.years)
    for compare in (incident_compare, flow_compare, route_compare):
        yield from compare(filters, other, say).said
    yield from (fact(filters, say) for fact in FACTS.values())


@sweep(area=AREAS, language=LANGUAGES)
def test_one_is_one_and_nothing_is_said(area: str, language: str) -> None:
    say = words(language)
    wrong = re.compile("|".join((_ONE % PLURALS[language], *HOLES)))
    for more in ASKED:
        filters, problems = Filters.parse({"area": area, **more}, covered(dataset()), all_years(dataset()))
        assert not problems
        found = [text for text in said(filters, say) if wrong.search(text)]
        assert not found, (more, found[:3])


@sweep(area=compose.AREAS, language=LANGUAGES)
def test_briefings_say_one_as_one_and_nothing_as_nothing(area: str, language: str) -> None:
    wrong = re.compile("|".join((_ONE % _NOUNS[language], *HOLES)))
    for edition in EDITIONS:
        found = [text for text in everything(made(area, language, edition)) if wrong.search(text)]
        assert not found, (edition, found[:3])


@pytest.mark.parametrize(("area", "language"), [("SLE", "fr"), ("CPV", "es"), ("GMB", "en")])
@pytest.mark.parametrize("page", ["overview", "incidents", "flows", "routes"])
def test_captions_of_pages_say_one_as_one(page: str, area: str, language: str) -> None:
    wrong = re.compile("|".join((_ONE % PLURALS[language], *HOLES)))
    shown = visit("" if page == "overview" else page, area=area, lang=language)
    texts = re.sub(r"(?:\s*<[^>]+>\s*|\s*\n\s*)+", "\n", words_on(shown)).splitlines()
    # Classes of a legend begin where the one before ends.
    assert not [text for text in texts if wrong.search(text) and not re.match(r"\d+–\d+ ", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_with_a_number_and_what_is_counted_has_a_form_for_one(language: str) -> None:
    counted = re.compile(r"\{(?!share|year|rows)[a-z]+\} (?:(?:of|sur|de) \{\w+\} )?(?:" + _NOUNS[language] + r")\b")
    single = [message for message in gathered() if isinstance(message, str)]
    assert not [m for m in single if counted.search(words(language).t(m)) and m not in _NEVER_ONE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_is_nought_for_none_only(language: str) -> None:
    say = words(language)
    nought, whole = say.percent(0), say.percent(1)
    for share in (1e-9, 0.001, 0.0049, 0.0051, 0.0099):
        assert say.percent(share) != nought and say.percent(share).startswith("<")
    for share in (0.9901, 0.995, 1 - 1e-9):
        assert say.percent(share) != whole and say.percent(share).startswith(">")


def test_a_rate_above_nothing_is_not_rounded_to_it() -> None:
    found = [_rate("{n} event", "{n} events", rate, words("en")) for rate in (0, 0.03, 0.49, 0.5001, 1.2, 7.6)]
    assert found == ["0 events", "fewer than 1 event", "fewer than 1 event", "1 event", "1 event", "8 events"]
