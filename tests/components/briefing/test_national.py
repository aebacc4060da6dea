"""The official line of Colombia's briefing: its numbers, its sources, two pages in every edition, and no such line elsewhere."""

from __future__ import annotations

import io

import pypdf

from components.briefing import national
from components.briefing.compose import briefing
from components.briefing.pdf import pdf
from components.briefing.value import EDITIONS, Edition
from components.briefing.wording import Wording
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.analysis import briefings
from tests.sweep import sweep


@sweep(language=LANGUAGES, edition=EDITIONS)
def test_the_official_line_stands_in_two_pages(language: str, edition: Edition) -> None:
    made = briefing("COL", language, edition)
    (line,) = national.statements(Wording(briefings.facts(dataset(), "COL"), words(language), edition))
    assert words(language).number(13_341) in line.plain and "173" in line.plain
    assert {"colombia-homicides", "colombia-aicma"} <= set(made.credits)
    assert len(pypdf.PdfReader(io.BytesIO(pdf(made))).pages) == 2


def test_other_briefings_have_none() -> None:
    for area in ("MLI", "west-africa"):
        assert national.statements(Wording(briefings.facts(dataset(), area), words("en"), "internal")) == ()
