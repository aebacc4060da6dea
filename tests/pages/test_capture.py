"""Adding what a page shows to a storyboard: the exact question, layers and place of the map, from every page with a view."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from components.charts.catalogue import CHARTS
from components.current import dataset
from components.screen.workshop.slide_suggestions import page_of
from components.text.words import words
from components.workshop import boards, saved_boards
from components.workshop.value import Storyboard
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from tests.pages.test_workshop import workshop
from tests.pages.visits import visit, words_on
from tests.sweep import sweep


def own(at: AppTest) -> dict[str, Storyboard]:
    return saved_boards.of(at.session_state["workshop_visitor"])


def opened(at: AppTest) -> AppTest:
    """The dialog, as it stands after this run: AppTest runs all of the page again, and only the button opens it."""
    at.button(key="capture").click().run()
    assert not at.exception
    return at


def box(at: AppTest, name: str) -> Selectbox:
    return next(one for one in at.selectbox if str(one.key).startswith(f"capture_{name}"))


def capture(at: AppTest, what: str = "", place: int = 0) -> AppTest:
    opened(at)
    if what:
        box(at, "what").select(what)
    if place:
        box(at, "place").select_index(place)
    at.button(key="capture_add").click()
    return opened(at)


def test_a_view_is_added_as_it_is() -> None:
    page = visit("incidents", area="MLI", year="2012-2020", weapon="E", layers="incidents,routes", camera="2.5,16,5.25")
    capture(page)
    (board,) = own(page).values()
    (slide,) = board.slides
    assert slide.view == "map" and slide.filters == Filters(
        areas=("MLI",), years=(2012, 2020), weapons=("E",), exclude_possible=True
    )
    assert slide.layers == ("incidents", "routes") and slide.camera == (2.5, 16, 5.25)
    assert slide.title["fr"].startswith("Carte") and "Mali" in slide.title["en"] and "{events}" in slide.finding["en"]
    assert boards.load(boards.dump(board)).board == board, "the file holds all of it"
    stage = workshop(board=board.id, present="1", lang="en")
    assert not stage.exception


def test_more_views_go_to_the_same_storyboard_or_take_the_place_of_one() -> None:
    page = visit("flows", area="MLI")
    capture(page)
    capture(page, "From where, with what, to where: authorised")
    (board,) = own(page).values()
    assert [slide.view for slide in board.slides] == ["map", "streams"]
    assert dict(board.slides[1].filters.picks) == {"kind": "authorised"}
    capture(page, "Records of flows a year", place=1)
    (board,) = own(page).values()
    assert [slide.view for slide in board.slides] == ["flow-years", "streams"]


@pytest.mark.parametrize(
    ("page", "query", "offered"),
    [
        ("", {"area": "TCD"}, {"Map", "Conflict phase × weapon category", "Events and deaths a year"}),
        ("incidents", {"area": "TCD", "compare": "area:MLI"}, {"Map", "Events and deaths over time", "Comparison"}),
        ("routes", {"border": "MLI-NER"}, {"Map", "Corridors by mode", "Both sides of a border"}),
        ("briefing", {"area": "TCD"}, {"In brief", "What we do not know"}),
    ],
)
def test_every_page_offers_what_it_shows(page: str, query: dict[str, str], offered: set[str]) -> None:
    assert offered <= set(box(opened(visit(page, **query)), "what").options)


@pytest.mark.parametrize(
    ("page", "query", "what", "view", "layers", "shown"),
    [
        ("", {"subject": "illicit"}, "Conflict phase × weapon category", "matrix", (), {"subject": "illicit"}),
        ("incidents", {"bars": "month"}, "Events and deaths over time", "timeline", (), {"bars": "month"}),
        ("flows", {"by": "weapon"}, "Records of flows a year", "flow-years", (), {"by": "weapon"}),
        ("flows", {"look": "world", "layers": "transfers"}, "Map", "map", ("transfers",), {"look": "world"}),
        ("routes", {"border": "MLI-NER", "count": "deaths"}, "Both sides of a border", "border-sides", (), {"count": "deaths"}),
        ("incidents", {"view": "areas", "measure": "share"}, "Map", "map", ("areas-share",), {}),
        ("incidents", {"view": "time"}, "Map that plays through time", "map", ("incidents-by-year",), {}),
        (
            "incidents", {"view": "time", "step": "month", "at": "2021-05"}, "Map: May 2021", "map",
            ("incidents-by-month",), {"at": "2021-05"},
        ),
    ],
)  # fmt: skip
def test_a_view_is_added_as_the_page_shows_it(
    page: str, query: dict[str, str], what: str, view: str, layers: tuple[str, ...], shown: dict[str, str]
) -> None:
    at = visit(page, area="NGA" if "at" in query else "MLI", **query)
    capture(at, what)
    (board,) = own(at).values()
    (slide,) = board.slides
    assert (slide.view, slide.layers, dict(slide.shown)) == (view, layers, shown)
    assert boards.load(boards.dump(board)) == boards.Read(board), "the file holds all of it"
    back = dict(parse_qsl(urlsplit(page_of(slide, words("en"))).query))
    assert query.items() <= back.items(), "the slide leads back to the same view"
    stage = workshop(board=board.id, present="1", lang="en")
    assert not stage.exception and not stage.error


def test_a_year_at_which_the_map_stands_is_a_question_of_its_own() -> None:
    at = visit("incidents", area="MLI", view="time", at="2014")
    capture(at, "Map: 2014")
    (slide,) = next(iter(own(at).values())).slides
    assert slide.filters.years == (2014, 2014) and slide.layers == ("incidents",)


def test_a_view_in_place_of_another_keeps_what_is_said_with_it() -> None:
    page = workshop(board="mali")
    page.button(key="workshop_duplicate").click().run()
    (board,) = own(page).values()
    before = board.slides[1]
    at = visit("flows", area="MLI")
    at.session_state["workshop_visitor"] = page.session_state["workshop_visitor"]
    capture(at, "Records of flows a year", place=2)
    after = own(at)[board.id].slides[1]
    assert after.view == "flow-years" and after.sources != before.sources
    assert (after.id, after.title, after.finding, after.notes) == (before.id, before.title, before.finding, before.notes)


def test_a_briefing_of_no_single_area_offers_nothing_and_words_in_braces_must_be_known() -> None:
    assert "one country" in words_on(opened(visit("briefing", area="TCD,MLI")))
    at = opened(visit("incidents", area="TCD"))
    next(field for field in at.text_area if str(field.key).startswith("capture_finding")).set_value("{horses} ran")
    opened(at)
    assert "horses" in words_on(at) and at.button(key="capture_add").disabled


@pytest.mark.parametrize("name", boards.SHIPPED)
def test_each_slide_leads_to_its_view(name: str) -> None:
    for slide in boards.shipped(name).slides:
        query = dict(parse_qsl(urlsplit(page_of(slide, words("fr"))).query))
        assert query["lang"] == "fr" and Filters.parse(query, covered(dataset()), all_years(dataset())) == (slide.filters, [])


@sweep(few=5, name=sorted(CHARTS))
def test_each_chart_can_be_presented(name: str) -> None:
    picks = {"profile": "&route=WA08", "border-sides": "&border=MLI-NER"}.get(name, "")
    raw = boards.dump(boards.shipped("mali")).replace(
        b'"view": "years",\n   "filters": "area=MLI"', f'"view": "{name}",\n   "filters": "area=MLI{picks}"'.encode()
    )
    page = workshop(board="mali")
    page.file_uploader(key="workshop_file").upload("mali.json", raw, "application/json").run()
    board = own(page)["mali-2"]
    at = next(i for i, slide in enumerate(board.slides) if slide.id == "years")
    assert board.slides[at].view == name
    page.query_params.update({"board": "mali-2", "present": "1", "slide": str(at + 1)})
    page.run()
    assert not page.exception and not page.error
