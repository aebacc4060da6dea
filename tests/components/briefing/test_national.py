"""The official line of Colombia's briefing: its numbers, its sources, two pages in every edition, and no such line elsewhere."""

from __future__ import annotations

from components.briefing.paper.pdf import most_ample, pdf
from components.briefing.sections import national
from components.briefing.value import EDITIONS, Edition
from components.briefing.wording import Wording
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.analysis import briefings
from tests.components.briefing.test_compose import made
from tests.components.briefing.test_pdf import BODY
from tests.components.pdf_text import pages_of
from tests.sweep import sweep


@sweep(language=LANGUAGES, edition=EDITIONS)
def test_there_is_room_for_the_official_line(language: str, edition: Edition) -> None:
    found = made("COL", language, edition)
    (line,) = national.statements(Wording(briefings.facts(dataset(), "COL"), words(language), edition))
    assert words(language).number(13_341) in line.plain and "173" in line.plain
    assert {"colombia-homicides", "colombia-aicma"} <= set(found.credits)
    fit = most_ample(found, words(language))
    assert fit.size >= BODY and fit.most == 99, "nothing is cut to fit two pages"


@sweep(few=1, language=sorted(LANGUAGES, key="fr".__ne__), edition=EDITIONS[::-1])
def test_the_file_with_the_official_line_has_two_pages(language: str, edition: Edition) -> None:
    assert len(pages_of(pdf(made("COL", language, edition)))) == 2


def test_other_briefings_have_none() -> None:
    for area in ("MLI", "west-africa"):
        assert national.statements(Wording(briefings.facts(dataset(), area), words("en"), "internal")) == ()
