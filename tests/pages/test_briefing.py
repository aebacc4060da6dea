"""The briefing page as its visitors meet it: one area, two editions, every statement with a way to its rows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from components.briefing import compose
from components.current import dataset
from components.text.words import LANGUAGES, words
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from tests.pages.visits import turn_to, visit, words_on
from tests.sweep import sweep


def html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


@sweep(few=5, area=compose.AREAS)
def test_every_area_has_a_page_that_says_all_of_its_briefing(area: str) -> None:
    at = visit("briefing", area=area)
    assert not at.exception and not at.error
    shown = unescape(re.sub(r"<[^>]+>", "", html(at)))
    found = compose.briefing(area, "en", "shareable")
    assert [f"{i} · {section.title}" for i, section in enumerate(found.sections, 1)] == [s.value for s in at.subheader][:-1]
    for section in found.sections:
        for block in section.blocks:
            for statement in getattr(block, "statements", ()):
                assert statement.plain in shown
    for credit in found.credits.values():
        assert credit.text in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shareable_edition_comes_first_and_the_internal_one_stands_on_the_same_page(language: str) -> None:
    at = visit("briefing", area="MLI", lang=language)
    assert not at.exception and at.segmented_control(key="briefing_edition").options[0] == words(language).t("What can be shared")
    shown = unescape(re.sub(r"<[^>]+>", "", html(at)))
    inside, outside = (compose.briefing("MLI", language, edition) for edition in ("internal", "shareable"))
    said, shared = (
        {s.plain for section in found.sections for b in section.blocks for s in getattr(b, "statements", ())}
        for found in (inside, outside)
    )
    assert shared <= set(filter(shown.__contains__, shared))
    assert said - shared and not any(text in shown for text in said - shared)
    at.segmented_control(key="briefing_edition").set_value("internal").run()
    shown = unescape(re.sub(r"<[^>]+>", "", html(at)))
    assert not at.exception and all(text in shown for text in said)


def test_the_edition_stands_in_the_address_unless_it_is_the_first() -> None:
    at = visit("briefing", area="MLI", edition="internal")
    assert at.segmented_control(key="briefing_edition").value == "internal" and not at.warning
    assert at.query_params["edition"] == "internal"
    at.segmented_control(key="briefing_edition").set_value("shareable").run()
    assert "edition" not in at.query_params
    at.segmented_control(key="briefing_edition").set_value("internal").run()
    turn_to(at, "incidents")
    assert "edition" not in at.query_params, "other pages have no editions"
    turn_to(at, "briefing")
    assert at.query_params["edition"] == "internal"


def test_an_edition_there_is_not_is_left_out_of_the_address() -> None:
    at = visit("briefing", area="MLI", edition="secret")
    assert any("edition=secret" in warning.value for warning in at.warning)
    assert at.segmented_control(key="briefing_edition").value == "shareable" and "edition" not in at.query_params


def test_one_briefing_has_one_address() -> None:
    at = visit("briefing", area="MLI,west-africa")
    assert "area" not in at.query_params and at.subheader
    assert any("West Africa" in text for text in html(at).split("<h1") if "</h1>" in text)


def test_ways_to_the_rows_lead_to_pages_that_understand_them() -> None:
    at = visit("briefing", area="MLI")
    addresses = [unescape(found) for found in re.findall(r'href="(/[a-z]+\?[^"]+)"', html(at))]
    assert len(addresses) > 5
    for address in addresses:
        page, query = address[1:].split("?", 1)
        parameters = dict(part.split("=", 1) for part in query.split("&"))
        assert page in {"incidents", "flows", "routes", "sources"}
        filters, problems = Filters.parse(
            {k: v.replace("+", " ") for k, v in parameters.items() if k != "lang"}, covered(dataset()), all_years(dataset())
        )
        assert not problems and filters.areas == ("MLI",)


def test_without_one_area_it_asks_for_one_and_sets_it_for_all_pages() -> None:
    at = visit("briefing", area="MLI,TCD")
    assert not at.exception and "speaks of one country" in words_on(at) and not at.subheader
    at.selectbox(key="briefing_area_None_en").select(words("en").area("TCD")).run()
    assert not at.exception and at.query_params["area"] == "TCD"
    assert at.subheader and at.session_state["area"] == ["TCD"]


def test_other_filters_rest_and_are_kept() -> None:
    at = visit("briefing", area="MLI", weapon="E", year="2012-2022")
    assert at.slider(key="year").disabled and "these filters rest here" in words_on(at)
    assert words("en").area("MLI") in words_on(at) and "2012–2022" not in at.markdown[0].value
    turn_to(at, "incidents")
    assert not at.slider(key="year").disabled and at.query_params["weapon"] == "E"
    assert at.query_params["year"] == "2012-2022"


def test_files_are_offered_with_a_question_of_clearance() -> None:
    at = visit("briefing", area="CPV")
    at.button(key="briefing_take_away").click().run()
    assert not at.exception
    assert "not cleared for publication" in words_on(at)
    at.checkbox(key="briefing_cleared_CPV_shareable").check().run()
    assert not at.exception
