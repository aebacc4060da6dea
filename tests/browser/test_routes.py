"""The page of routes in the browser: a pick stands out on the map, which moves to it; a pick on the map marks its row."""

from __future__ import annotations

import shapely

from components.current import dataset
from data.subjects import routes
from tests.browser.screen import Screen, question
from tests.browser.test_map import resting, visible_route

CHAD = question("area=TCD")
_OPACITY = (
    """(name) => window.reachTheMap().deck.layerManager.getLayers().find((l) => l.id.split('~')[0] === name).props.opacity"""
)
#: Rows that the table of corridors has marked, which it tells nobody: its state in React.
_FIRST_ROW = (17, 35 + 17)


def test_a_pick_in_the_list_stands_out_and_moves_the_map(warm: Screen) -> None:
    screen = warm.turn(f"/routes?{CHAD.query()}")
    screen.map.drawn()
    first = resting(screen)
    everything = screen.map.layers()["routes"]
    table = screen.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    screen.page.mouse.click(box["x"] + _FIRST_ROW[0], box["y"] + _FIRST_ROW[1])
    picked = routes.matching(dataset(), CHAD).id.iloc[0]
    screen.until_asked(CHAD.picking("route", picked)).map.drawn()
    assert screen.map.layers()["routes-picked"] == 1 and screen.map.layers()["route-picked"] == 1
    assert screen.map.layers()["routes"] == everything, "the others are gone"
    assert screen.page.evaluate(_OPACITY, "routes") < 0.5 < screen.page.evaluate(_OPACITY, "routes-picked")
    assert_sees(screen, picked)
    assert not resting(screen).close_to(first)

    screen.key("chip_route").get_by_role("button").click()
    screen.until_asked(CHAD).map.drawn()
    assert resting(screen).close_to(first, 0.05, 0.02)
    assert "route-picked" not in screen.map.layers() and screen.page.evaluate(_OPACITY, "routes") == 1


def test_a_pick_on_the_map_marks_its_row_and_a_second_click_opens_it(warm: Screen) -> None:
    screen = warm.turn(f"/routes?{CHAD.query()}")
    screen.map.drawn()
    resting(screen)
    name, spot = visible_route(screen, CHAD)
    found = routes.matching(dataset(), CHAD).set_index("name")
    screen.map.press(spot)
    screen.until_asked(CHAD.picking("route", found.id[name])).map.drawn()
    assert_sees(screen, found.id[name])
    row = screen.page.get_by_test_id("stDataFrame").first.locator("tr[aria-selected=true]")
    row.first.wait_for(state="attached")
    assert name in row.first.inner_text()

    at = found["shape"][name].interpolate(0.5, normalized=True)
    screen.map.frame.scroll_into_view_if_needed()
    screen.map.press(screen.map.at(at.x, at.y))
    screen.until_asked(CHAD)


def assert_sees(screen: Screen, route: str) -> None:
    """All of the corridor lies within the map, and fills it."""
    resting(screen)
    screen.map.frame.scroll_into_view_if_needed()
    box = screen.map.frame.bounding_box()
    assert box
    west, south, east, north = routes.matching(dataset(), CHAD).set_index("id")["shape"][route].bounds
    (left, top), (right, bottom) = screen.map.at(west, north), screen.map.at(east, south)
    assert shapely.box(box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]).covers(
        shapely.box(left, top, right, bottom)
    )
    assert max((right - left) / box["width"], (bottom - top) / box["height"]) > 0.7
