"""Sentences where little or nothing is on record: one is one, nothing is said as nothing, no dash stands for a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from components import sentences
from components.screen import flow_switch, route_opening
from components.screen.flow_compare import flow_compare
from components.screen.incident_compare import _rate, incident_compare
from components.screen.route_compare import route_compare
from components.screen.slide_charts import chart
from components.screen.source_notes import _missing
from components.words import LANGUAGES, Words, words
from components.workshop.findings import FACTS
from data.countries import covered
from data.filters import Filters

#: Countries with the least on record, and questions that leave nothing, one record, or a few.
AREAS = ("CPV", "GMB", "GNB", "GIN", "LBR", "SLE", "TGO")
ASKED: tuple[dict[str, str], ...] = (
    {}, {"year": "1990"}, {"year": "2013"}, {"year": "2021"}, {"weapon": "F"}, {"weapon": "B", "year": "2000-2013"},
         {"phase": "peacekeeping"})  # fmt: skip
CHARTS = ("years", "timeline", "matrix", "weapons", "violence", "flow-years", "streams", "suppliers", "recipients", "mechanisms",
          "modes", "borders")  # fmt: skip
_ONE = r"(?<![\d.,–\u202f-])1[ \u202f\u00a0](?:[^\W\d]+ )?(?:%s)\b"
#: Plurals that never stand after one.
PLURALS = {
    "en": "events|deaths|flows|corridors|borders|records|countries|transfers|seizures|collections|are|cross|have",
    "fr": "événements|morts|corridors|frontières|enregistrements|saisies|transferts|collectes|sont|ont",
    "es": "eventos|muertes|flujos|corredores|fronteras|registros|países|incautaciones|transferencias|son|están",
}
#: A dash, or nothing, in the place of a word.
HOLES = (r"(?:^|[:;,.(] ?)–(?:[ .,;)]|$)", r"\(\s*\)", r" {2}", r"\{|\}", r"\bnan\b|: None\b", r": \.|: ;")


def said(filters: Filters, say: Words) -> Iterator[str]:
    yield from (sentence.text for sentence in sentences.three(filters, say))
    yield route_opening.said(filters, say)
    yield from _missing(filters, say)
    yield from (flow_switch._held(filters, side, say) for side in flow_switch.SIDES)
    for name in CHARTS:
        found = chart(name, filters, say)
        yield from (found.title, found.alt, *found.notes)
    other = Filters(areas=("GMB",), years=filters.years)
    for compare in (incident_compare, flow_compare, route_compare):
        yield from compare(filters, other, say).said
    yield from (fact(filters, say) for fact in FACTS.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_one_is_one_and_nothing_is_said(area: str, language: str) -> None:
    say = words(language)
    wrong = re.compile("|".join((_ONE % PLURALS[language], *HOLES)))
    for more in ASKED:
        filters, problems = Filters.parse({"area": area, **more}, covered())
        assert not problems
        found = [text for text in said(filters, say) if wrong.search(text)]
        assert not found, (more, found[:3])


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
