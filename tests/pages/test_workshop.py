"""The workshop page as presenters meet it: the desk, the projector's window, the presenter's."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.charts.catalogue import CHARTS, chart
from components.current import dataset
from components.files.static.basemap import style_address
from components.layers.rows import not_drawn
from components.screen.workshop.stage import fetched
from components.text.sentences import not_drawn as not_drawn_said
from components.text.words import LANGUAGES, words
from components.workshop import boards, database, room, saved_boards
from components.workshop.findings import filled
from components.workshop.value import Storyboard, said
from tests.pages.visits import turn_to, visit, words_on
from tests.sweep import sweep

SLIDES = [(name, at) for name in boards.SHIPPED for at in range(len(boards.shipped(name).slides))]


def workshop(**query: str) -> AppTest:
    """A visit to the workshop by address."""
    return visit("workshop", **query)


def own(at: AppTest) -> dict[str, Storyboard]:
    """The visitor's storyboards as they are kept."""
    return saved_boards.of(at.session_state["workshop_visitor"])


def asked(at: AppTest, name: str) -> str:
    found = at.query_params[name]
    return found[0] if isinstance(found, list) else found


def html(at: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", "\n".join(element.proto.body for element in at.get("html"))))


@sweep(few=13, one=SLIDES)
def test_every_slide_can_be_presented(one: tuple[str, int]) -> None:
    name, at = one
    language = list(LANGUAGES)[at % 3]
    page = workshop(board=name, slide=str(at + 1), present="1", lang=language)
    assert not page.exception and not page.error and not page.sidebar.children
    slide, say = boards.shipped(name).slides[at], words(language)
    assert said(slide.title, language) in html(page) and filled(slide.finding, slide, say) in html(page)
    assert f"{at + 1}/{len(boards.shipped(name).slides)}" in html(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_says_what_where_and_when(language: str) -> None:
    """The title of a slide says what its map means, not what it shows."""
    board = boards.shipped("mali")
    at = next(i for i, slide in enumerate(board.slides) if slide.view == "map")
    slide = board.slides[at]
    page = workshop(board="mali", slide=str(at + 1), present="1", lang=language, visitor=f"map-{language}")
    (told,) = (unescape(one.proto.body) for one in page.get("html") if 'class="picture-title"' in one.proto.body)
    assert slide.filters.sentence(words(language)) in told and words(language).t("corridors") in told
    (drawn,) = page.get("deck_gl_json_chart")
    ground = style_address(dataset().version, slide.filters.countries)
    assert ground in drawn.proto.json and ground in fetched(slide, words(language))
    assert any(escape(words(language).t("not selected")) in one.proto.body for one in page.get("html"))


CHARTED = [(name, at) for name, at in SLIDES if boards.shipped(name).slides[at].view in CHARTS]


@pytest.mark.parametrize("one", CHARTED, ids=[f"{name}-{at + 1}" for name, at in CHARTED])
def test_a_chart_says_what_where_and_when(one: tuple[str, int]) -> None:
    """Nothing else of such a slide needs to name its area."""
    (name, at), language = one, list(LANGUAGES)[one[1] % 3]
    slide, say = boards.shipped(name).slides[at], words(language)
    page = workshop(board=name, slide=str(at + 1), present="1", lang=language, visitor=f"chart-{name}-{at}")
    titles = [unescape(one.proto.body) for one in page.get("html") if 'class="picture-title"' in one.proto.body]
    made = chart(slide.view, slide.filters, say, dict(slide.shown))
    assert any(slide.filters.sentence(say) in told and made.title in told for told in titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_says_how_many_flows_it_cannot_draw(language: str) -> None:
    """Maps of every storyboard: a flow known for a country only is counted beside the map, as on other pages."""
    say, seen = words(language), 0
    for name in boards.SHIPPED:
        for at, slide in enumerate(boards.shipped(name).slides):
            told = not_drawn_said(not_drawn(slide.layers, slide.filters), say) if slide.view == "map" else ""
            if told:
                page = workshop(board=name, slide=str(at + 1), present="1", lang=language, visitor=f"{name}-{at}-{language}")
                assert any(told in caption.value for caption in page.caption), (name, slide.id)
                seen += 1
    assert seen > 1


def test_keys_step_and_stop_at_both_ends() -> None:
    page = workshop(board="mali", slide="7", present="1", visitor="steps")
    at = 7
    for button, slide in (("next", 8), ("back", 7), ("first", 1), ("last", 8)):
        page.button(key=f"slide_{button}_{at - 1}").click().run()
        assert not page.exception and asked(page, "slide") == str(slide)
        assert asked(page, "present") == "1"
        at = slide
    assert page.button(key="slide_next_7").disabled and page.button(key="slide_last_7").disabled
    assert not page.button(key="slide_back_7").disabled


def test_windows_are_in_step() -> None:
    projector = workshop(board="chad", slide="2", present="1", visitor="two")
    desk = workshop(board="chad", slide="2", presenter="1", visitor="two")
    desk.button(key="desk_next_1").click().run()
    projector.run()
    assert asked(projector, "slide") == "3" and "Porous borders" in html(projector)
    projector.button(key="slide_last_2").click().run()
    desk.run()
    assert asked(desk, "slide") == "8" and not desk.exception


def test_an_old_address_of_a_busy_browser_moves_nobody() -> None:
    page = workshop(board="reading", slide="1", present="1", visitor="busy")
    page.button(key="slide_last_0").click().run()
    page.query_params["slide"] = "1"
    page.button(key="slide_back_6").click().run()
    assert asked(page, "slide") == "6" and "6/7" in html(page)
    page.query_params["slide"] = "1"
    page.run()
    assert asked(page, "slide") == "6" and "6/7" in html(page)


def test_a_presenters_window_opened_in_the_middle_joins_the_room() -> None:
    projector = workshop(board="mali", slide="5", present="1", visitor="late")
    desk = workshop(board="mali", presenter="1", visitor="late")
    assert not desk.exception and asked(desk, "slide") == "5" and "5/8" in words_on(desk)
    projector.run()
    assert asked(projector, "slide") == "5"


def test_a_window_that_loads_again_moves_nobody_back(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = workshop(board="mali", slide="3", presenter="1", visitor="again")
    desk.button(key="desk_next_2").click().run()
    behind = workshop(board="mali", slide="3", present="1", visitor="again")
    assert asked(behind, "slide") == "4" and "4/8" in html(behind)
    desk.run()
    assert asked(desk, "slide") == "4"
    elsewhere = workshop(board="mali", slide="6", present="1", visitor="again")
    assert asked(elsewhere, "slide") == "6", "an address that the room does not come from is a move"
    monkeypatch.setattr(room, "_NOTICED", 0.0)
    assert asked(workshop(board="mali", slide="4", present="1", visitor="again"), "slide") == "4", "the room left it long ago"


@pytest.mark.parametrize("slide", ["0", "99", "-1", "x", "٣", "9" * 50])
def test_an_address_that_names_no_slide_shows_one(slide: str) -> None:
    page = workshop(board="nowhere", slide=slide, present="1", visitor=f"odd{len(slide)}")
    assert not page.exception and "/7" in html(page)


def test_a_copy_can_be_edited_and_put_in_order() -> None:
    page = workshop(board="mali")
    assert not page.exception and "duplicate it to change it" in words_on(page)
    page.button(key="workshop_duplicate").click().run()
    assert asked(page, "board") == "mali-2"
    page.button(key="workshop_down_question").click().run()
    assert [slide.id for slide in own(page)["mali-2"].slides][:2] == ["years", "question"]
    page.button(key="workshop_remove_years").click().run()
    form = next(field for field in page.text_input if str(field.value).startswith("A question"))
    form.set_value("Where <b>from</b>?")
    page.button(key="workshop_keep_question").click().run()
    assert not page.exception
    board = own(page)["mali-2"]
    assert board.slides[0].title["en"] == "Where <b>from</b>?" and board.slides[0].title["fr"]
    assert boards.load(boards.dump(board)).board == board
    page.button(key="workshop_twin_question").click().run()
    assert [slide.id for slide in own(page)["mali-2"].slides][:2] == ["question", "question-2"]


def field(page: AppTest, label: str, slide: str = "") -> Any:
    """A field of a form by its label; of a slide by the slide's id."""
    found = [one for one in (*page.text_input, *page.text_area) if one.label == label]
    return next(one for one in found if f"workshop_edit_{slide}_" in one.form_id) if slide else found[0]


def test_a_storyboard_gets_a_name_and_slides_of_words() -> None:
    page = workshop(board="mali")
    page.button(key="workshop_duplicate").click().run()
    field(page, "Name").set_value("  Our session ")
    page.button(key="workshop_keep_name").click().run()
    assert own(page)["mali-2"].title["en"] == "Our session" and own(page)["mali-2"].title["fr"].startswith("Mali")
    page.button(key="workshop_add_words").click().run()
    assert "title" in page.error[0].value and len(own(page)["mali-2"].slides) == 8, "a slide needs a title"
    next(one for one in page.text_input if "workshop_words" in one.form_id).set_value("Two groups")
    next(one for one in page.text_area if "workshop_words" in one.form_id).set_value("What first?\nWho next?")
    page.button(key="workshop_add_words").click().run()
    assert not page.exception
    last = own(page)["mali-2"].slides[-1]
    assert (last.view, last.title, last.ask) == ("question", {"en": "Two groups"}, {"en": "What first?\nWho next?"})


def test_answers_and_sources_are_edited_and_what_a_file_may_not_hold_is_refused() -> None:
    page = workshop(board="mali")
    page.button(key="workshop_duplicate").click().run()
    field(page, "Answers to vote on, one a line", "question").set_value("Only one")
    page.button(key="workshop_keep_question").click().run()
    assert "choices" in page.error[0].value and len(own(page)["mali-2"].slides[0].choices) == 4
    field(page, "Answers to vote on, one a line", "question").set_value("")
    page.button(key="workshop_keep_question").click().run()
    assert own(page)["mali-2"].slides[0].choices == ()
    field(page, "Answers to vote on, one a line", "question").set_value("From stocks\n\n From Libya ")
    field(page, "Sources, one a line", "question").set_value("ucdp-ged\nA report (Somebody, 2020)")
    page.button(key="workshop_keep_question").click().run()
    assert not page.exception and not page.error
    first = own(page)["mali-2"].slides[0]
    assert first.choices == ({"en": "From stocks"}, {"en": "From Libya"})
    assert first.sources == ("ucdp-ged", "A report (Somebody, 2020)")
    page.query_params["lang"] = "fr"
    page.session_state["lang"] = "fr"
    page.run()
    field(page, words("fr").t("Answers to vote on, one a line"), "question").set_value("Des stocks")
    page.button(key="workshop_keep_question").click().run()
    assert "choices" in page.error[0].value, "one answer is no choice"
    field(page, words("fr").t("Answers to vote on, one a line"), "question").set_value("Des stocks\nDe Libye\nD’ailleurs")
    page.button(key="workshop_keep_question").click().run()
    assert own(page)["mali-2"].slides[0].choices == (
        {"en": "From stocks", "fr": "Des stocks"},
        {"en": "From Libya", "fr": "De Libye"},
        {"fr": "D’ailleurs"},
    )


def test_what_the_desk_changed_can_be_undone_step_by_step() -> None:
    page = visit("workshop", board="mali")
    page.button(key="workshop_duplicate").click().run()
    assert "workshop_undo" not in {button.key for button in page.button}
    at_first = own(page)["mali-2"]
    page.button(key="workshop_remove_years").click().run()
    assert "the slide “Three decades on record” was removed." in words_on(page).replace("\\", "")
    page.button(key="workshop_down_question").click().run()
    assert "slides were moved." in words_on(page).replace("\\", "")
    page.button(key="workshop_twin_question").click().run()
    assert "was added." in words_on(page).replace("\\", "")
    page.button(key="workshop_delete").click().run()
    assert "mali-2" not in own(page) and "the storyboard was deleted." in words_on(page).replace("\\", "")
    page.button(key="workshop_undo").click().run()
    assert [slide.id for slide in own(page)["mali-2"].slides[:3]] == ["before-after", "question", "question-2"]
    assert page.query_params["board"] in ("mali-2", ["mali-2"])
    for _ in range(3):
        page.button(key="workshop_undo").click().run()
    assert own(page)["mali-2"] == at_first and "workshop_undo" not in {button.key for button in page.button}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_projector_has_a_way_out(language: str) -> None:
    page = visit("workshop", board="mali", slide="3", present="1", lang=language)
    button = page.button(key="stage_leave_now")
    assert "Esc" in button.label or "Échap" in button.label
    button.click().run()
    assert "present" not in page.query_params and page.query_params["board"] in ("mali", ["mali"])
    assert "workshop_present" in {button.key for button in page.button}


def test_own_storyboards_outlive_the_visit_and_go_when_deleted() -> None:
    page = workshop(board="mali")
    page.button(key="workshop_duplicate").click().run()
    again = workshop()
    again.session_state["workshop_visitor"] = page.session_state["workshop_visitor"]
    again.query_params["board"] = "mali-2"
    again.run()
    assert not again.exception and "for this browser" in words_on(again)
    again.button(key="workshop_delete").click().run()
    assert not again.exception and not own(again) and "board" not in again.query_params
    assert "mali-2" not in own(workshop(board="mali-2")), "another visitor has a shelf of their own"


def test_what_cannot_be_kept_lasts_for_the_visit_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "file" / "notes"))
    page = workshop(board="mali")
    page.button(key="workshop_duplicate").click().run()
    assert not page.exception and asked(page, "board") == "mali-2" and "download the file to keep it" in words_on(page)
    page.button(key="workshop_remove_years").click().run()
    assert not page.exception and "for this visit only" in words_on(page)


def test_files_come_in_with_what_is_wrong_named() -> None:
    page = workshop(board="mali")
    raw = json.loads(boards.dump(boards.shipped("chad")))
    raw["slides"][2]["view"] = "pie"
    page.file_uploader(key="workshop_file").upload("chad.json", json.dumps(raw).encode(), "application/json").run()
    assert not page.exception and "view" in page.warning[0].value and "3 (borders)" in page.warning[0].value
    assert asked(page, "board") == "chad-2"
    assert len(own(page)["chad-2"].slides) == 7


def test_the_question_of_other_pages_rests_meanwhile() -> None:
    page = visit("incidents", area="MLI", weapon="E", year="2012-2022")
    page.query_params.clear()
    turn_to(page, "workshop")
    page.button(key="workshop_duplicate").click().run()
    page.query_params.clear()
    turn_to(page, "incidents")
    assert not page.exception and page.session_state["area"] == ["MLI"]
    assert asked(page, "weapon") == "E" and asked(page, "year") == "2012-2022"
