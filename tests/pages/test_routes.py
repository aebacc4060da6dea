"""The routes page as its visitors meet it: picks from the address, hidden corridors, both sides of a border."""

from __future__ import annotations

import pytest

from components.current import dataset
from data.ground.borders import GROUPS
from data.query.filters import Filters
from data.subjects import routes
from tests.pages.visits import visit, words_on

WEST_AFRICA = Filters(areas=("west-africa",), exclude_possible=True)


def test_it_says_how_many_corridors_are_hidden_and_shows_them() -> None:
    at = visit("routes")
    hidden = routes.hidden(dataset(), WEST_AFRICA)
    assert f"{hidden} more corridors are hidden" in words_on(at)
    at.button(key="routes_show_hidden").click().run()
    assert not at.exception and at.query_params["evidence"] == "all"
    assert "are shown" in words_on(at)
    at.button(key="routes_hide_again").click().run()
    assert "evidence" not in at.query_params


def test_a_corridor_of_the_address_is_drawn_with_its_caution() -> None:
    at = visit("routes", route="WA08")
    text = words_on(at)
    assert not at.exception
    assert at.selectbox(key="routes_route").value == "WA08"
    assert "The line is indicative" in text and "nearest place Gao" in text


def test_a_hidden_corridor_of_the_address_is_no_error() -> None:
    at = visit("routes", route="WA36")
    assert not at.exception and not at.error
    assert "route" not in at.query_params


def test_a_course_at_sea_has_no_profile() -> None:
    at = visit("routes", route="WA49")
    assert not at.exception and "No profile is drawn" in words_on(at)


@pytest.mark.parametrize("border", ["MLI-NER", "LBY-NER", "COL-VEN", *GROUPS])
def test_both_sides_of_a_border(border: str) -> None:
    at = visit("routes", border=border, area="COL" if border == "COL-VEN" else "west-africa")
    text = words_on(at)
    assert not at.exception and not at.error
    assert at.selectbox(key="routes_border").value == border
    assert "at the land border nearest to it" in text
    assert ("along their whole length" in text) == (border in GROUPS)


def test_a_border_stays_whatever_else_is_asked() -> None:
    at = visit("routes", area="MLI", border="MLI-NER", weapon="E,F", year="2018-2020")
    assert not at.exception and not at.toast
    assert at.query_params["border"] == "MLI-NER" and at.selectbox(key="routes_border").value == "MLI-NER"
    assert "Not placed, in the whole of Mali and Niger" in words_on(visit("routes", area="MLI", border="MLI-NER"))


def test_a_border_that_does_not_exist_is_said() -> None:
    at = visit("routes", border="AAA-BBB")
    assert not at.exception and not at.error


def test_choosing_and_leaving_a_border() -> None:
    at = visit("routes")
    at.button(key="routes_suggest_liptako-gourma").click().run()
    assert at.query_params["border"] == "liptako-gourma"
    at.selectbox(key="routes_border").set_value("MLI-NER").run()
    assert at.query_params["border"] == "MLI-NER"
    at.button(key="chip_border").click().run()
    assert not at.exception and "border" not in at.query_params
    assert at.selectbox(key="routes_border").value is None


def test_a_border_opens_the_corridor_that_does_not_cross_it() -> None:
    at = visit("routes", route="WA08")
    at.selectbox(key="routes_border").set_value("CIV-GHA").run()
    assert not at.exception and at.query_params["border"] == "CIV-GHA" and "route" not in at.query_params
    at = visit("routes", route="WA08")
    at.selectbox(key="routes_border").set_value("MLI-NER").run()
    assert at.query_params["route"] == "WA08"


def test_deaths_instead_of_events() -> None:
    at = visit("routes", border="MLI-NER")
    at.segmented_control(key="routes_count").set_value("deaths").run()
    assert not at.exception
    assert any(str(block.value).startswith("**Deaths by") for block in at.markdown)


def test_years_outside_the_data_are_no_error() -> None:
    at = visit("routes", border="MLI-NER", route="WA08", year="2024-2026")
    assert not at.exception and not at.error


def test_a_chosen_corridor_is_one_of_those_on_record() -> None:
    at = visit("routes", area="MLI", route="WA01")
    n = len(routes.matching(dataset(), Filters(areas=("MLI",), exclude_possible=True)))
    assert f"Chosen: 1 of {n} corridors on record" in "".join(html.proto.body for html in at.get("html"))
