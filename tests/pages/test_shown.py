"""How a page shows its question stands in the address: read, written, and left out where it means nothing."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from components.files.picture import view_choices
from tests.pages.visits import link, move_to, turn_to, visit

#: A query of one choice, and the widget that stands at it with its value.
WIDGETS: list[tuple[str, dict[str, str], str, str]] = [
    ("", {"subject": "routes"}, "overview_subject", "routes"),
    ("incidents", {"view": "areas", "measure": "share"}, "incidents_measure", "share"),
    ("incidents", {"view": "time", "step": "month"}, "incidents_step", "month"),
    ("incidents", {"bars": "month"}, "incidents_bars", "month"),
    ("incidents", {"mix": "violence"}, "incidents_mix", "violence"),
    ("flows", {"by": "weapon"}, "flows_by", "weapon"),
    ("flows", {"more": "embargoes"}, "flows_more", "embargoes"),
    ("routes", {"border": "MLI-NER", "count": "deaths"}, "routes_count", "deaths"),
]


def deck(at: AppTest) -> dict[str, Any]:
    (chart,) = at.get("deck_gl_json_chart")
    return dict(json.loads(chart.proto.json))


def ids(at: AppTest) -> set[str]:
    return {layer["id"].split("~")[0] for layer in deck(at)["layers"]}


@pytest.mark.parametrize(("page", "query", "widget", "value"), WIDGETS)
def test_a_choice_is_read_and_written(page: str, query: dict[str, str], widget: str, value: str) -> None:
    at = visit(page, area="MLI", **query)
    control = at.segmented_control(key=widget)
    assert not at.exception and not at.warning and control.value == value
    assert dict(at.query_params) == {"area": "MLI", **query}
    first = view_choices.CHOICES[widget.split("_")[0], widget.split("_")[1]].values[0]
    control.set_value(first).run()
    assert widget.split("_")[1] not in at.query_params, "what is shown at first goes without saying"
    at.segmented_control(key=widget).set_value(value).run()
    assert dict(at.query_params) == {"area": "MLI", **query}
    assert all(f"{name}={text}" in link(at) for name, text in query.items())


@pytest.mark.parametrize(("page", "lang"), [("", "en"), ("flows", "fr"), ("routes", "es")])
def test_a_parameter_that_stands_twice_is_told(page: str, lang: str) -> None:
    at = visit(page, lang=lang, area=["MLI", "TCD"])  # type: ignore[arg-type]
    assert not at.exception
    (told,) = (warning.value for warning in at.warning)
    assert "`area`" in told and "`area=TCD`" in told and "MLI" not in told
    assert at.query_params["area"] == "TCD"


def test_layers_switched_off_stand_in_the_address() -> None:
    at = visit(area="MLI")
    at.pills(key="overview_layers").set_value(["incidents", "routes"]).run()
    assert at.query_params["layers"] == "incidents,routes"
    at.pills(key="overview_layers").set_value([]).run()
    assert at.query_params["layers"] == "none"
    again = visit(area="MLI", layers="none")
    assert ids(again) == ids(at) and not {"incidents", "flows", "routes"} & ids(again)
    at.pills(key="overview_layers").set_value(["incidents", "flows", "routes"]).run()
    assert "layers" not in at.query_params


@pytest.mark.parametrize("page", ["incidents", "flows", "routes", "briefing"])
def test_a_link_shows_its_layers_on_every_page_with_a_map(page: str) -> None:
    edition = {"edition": "internal"} if page == "briefing" else {}
    at = visit(page, area="MLI", layers="routes,transfers", **edition)
    assert not at.exception and {"routes", "transfers"} <= ids(at) and not {"incidents", "flows"} & ids(at)
    assert at.query_params["layers"] == "routes,transfers"


def test_each_page_keeps_its_own_and_the_question_goes_along() -> None:
    at = visit("incidents", area="MLI", view="areas", layers="routes")
    turn_to(at, "routes")
    assert dict(at.query_params) == {"area": "MLI"}
    turn_to(at, "incidents")
    assert dict(at.query_params) == {"area": "MLI", "view": "areas", "layers": "routes"}


def test_a_step_of_play_is_read_and_written() -> None:
    at = visit("incidents", area="MLI", view="time", at="2015")
    assert not at.warning and at.select_slider(key="incidents_at").value == 2015
    at.select_slider(key="incidents_at").set_value(2016).run()
    assert at.query_params["at"] == "2016"
    at.select_slider(key="incidents_at").set_value(2026).run()
    assert "at" not in at.query_params, "the last step goes without saying"
    at = visit("incidents", area="MLI", view="time", step="month", at="2021-05")
    assert at.select_slider(key="incidents_at").value == 2021 * 12 + 4
    assert at.query_params["at"] == "2021-05"


def test_the_whole_world_is_read_and_written() -> None:
    at = visit("flows", area="MLI", look="world")
    assert deck(at)["initialViewState"]["zoom"] < 1
    at.button(key="fit").click().run()
    assert "look" not in at.query_params and deck(at)["initialViewState"]["zoom"] > 3
    at.button(key="world").click().run()
    assert at.query_params["look"] == "world"
    move_to(at, "COL")
    assert "look" not in at.query_params, "another area is looked at"


def picture(at: AppTest) -> dict[str, str]:
    """What the link to the map's picture asks for."""
    (button,) = (element for element in at.get("link_button") if "/files/map.png" in element.proto.url)
    return dict(parse_qsl(urlsplit(button.proto.url).query, keep_blank_values=True))


def test_the_picture_shows_what_the_screen_shows() -> None:
    at = visit("flows", area="MLI", look="world", layers="flows")
    assert picture(at).items() >= {"look": "world", "layers": "flows"}.items()
    at.button(key="fit").click().run()
    at.pills(key="flows_layers").set_value([]).run()
    assert "look" not in picture(at) and picture(at)["layers"] == ""
    at = visit("incidents", area="MLI", view="areas", measure="share")
    assert picture(at)["layers"] == "areas-share"


def test_a_camera_opens_the_map_and_goes_with_the_area() -> None:
    at = visit("routes", area="MLI", camera="-4.2,14.5,6.25")
    opened = {"longitude": -4.2, "latitude": 14.5, "zoom": 6.25}
    assert opened.items() <= deck(at)["initialViewState"].items()
    at.query_params["camera"] = "-5,15,7"
    at.button_group(key="weapon").set_value(["A"]).run()
    assert opened.items() <= deck(at)["initialViewState"].items(), "the map is sent elsewhere while a filter changes"
    assert at.query_params["camera"] == "-5,15,7" and "camera=-5,15,7" in link(at)
    move_to(at, "COL")
    assert "camera" not in at.query_params and deck(at)["initialViewState"]["latitude"] < 10


def test_fit_forgets_the_camera() -> None:
    at = visit("incidents", area="MLI", camera="-4.2,14.5,6.25")
    at.button(key="fit").click().run()
    assert "camera" not in at.query_params and deck(at)["initialViewState"]["zoom"] < 5


def test_a_moved_map_is_no_new_question() -> None:
    """The address has a new camera, and a filter has changed at the same time."""
    at = visit("incidents", area="MLI")
    at.query_params["camera"] = "-5,15,7"
    at.segmented_control(key="incidents_view").set_value("areas").run()
    at.checkbox(key="exclude_possible").set_value(False).run()
    assert dict(at.query_params) == {"area": "MLI", "evidence": "all", "view": "areas", "camera": "-5,15,7"}


@pytest.mark.parametrize(
    "bad",
    [
        {"view": "moon"},
        {"measure": "<b>"},
        {"step": "week"},
        {"at": "15"},
        {"at": "2015-13"},
        {"bars": "x" * 500},
        {"layers": "incidents,stars"},
        {"layers": ",".join(["routes"] * 100)},
        {"camera": "1,2"},
        {"camera": "1,2,nan"},
        {"camera": "200,2,3"},
        {"camera": "1,89,3"},
        {"camera": "1,2,40"},
        {"camera": "<script>,1,2"},
    ],
)
def test_what_means_nothing_is_left_out_with_a_notice(bad: dict[str, str]) -> None:
    at = visit("incidents", area="MLI", **bad)
    assert not at.exception and not at.error
    (notice,) = at.warning
    (name,) = bad
    assert f"{name}=" in notice.value and dict(at.query_params) == {"area": "MLI"}
    assert not at.run().warning, "the notice stays after the address was put right"


def test_a_choice_of_another_page_is_harmless() -> None:
    at = visit("routes", area="MLI", view="areas", look="world")
    assert not at.exception and not at.warning and dict(at.query_params) == {"area": "MLI"}
