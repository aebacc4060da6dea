"""The flows page in the browser: suppliers on other continents come into sight."""

from __future__ import annotations

import pytest

from components.current import dataset
from data.ground.countries import label_points
from tests.browser.conftest import DESK, PHONE
from tests.browser.screen import Screen

FAR = ("CHN", "RUS", "USA", "BRA")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_whole_world_shows_suppliers_of_other_continents(warm: Screen, size: tuple[int, int]) -> None:
    warm.page.set_viewport_size({"width": size[0], "height": size[1]})
    screen = warm.turn("/flows?area=MLI")
    screen.map.drawn()
    near = screen.map.look()
    screen.key("world").get_by_role("button").click()
    screen.settled().map.drawn()
    frame = screen.map.frame.bounding_box()
    assert frame
    assert screen.map.ground_look().close_to(screen.map.look()), "ground and marks lie on each other"
    for country in FAR:
        x, y = screen.map.at(*label_points(dataset())[country])
        assert frame["x"] < x < frame["x"] + frame["width"] and frame["y"] < y < frame["y"] + frame["height"], country
        assert screen.map.hit("transfers-rings", (x, y)), country
    screen.key("fit").get_by_role("button").click()
    screen.settled().map.drawn()
    assert screen.map.look().close_to(near)


def test_a_name_of_the_sankey_picks_its_country(warm: Screen) -> None:
    screen = warm.turn("/flows?area=MLI&kind=authorised")
    name = screen.page.locator(".js-plotly-plot text", has_text="Russian").first
    name.scroll_into_view_if_needed()
    box = name.bounding_box()
    assert box is not None
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.page.wait_for_url("**supplier=RUS**")
