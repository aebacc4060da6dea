"""The incidents page in the browser: one map in three views, play, strokes over years, clicks on areas and rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.current import dataset
from data.subjects import actors, areas
from tests.browser.screen import Screen, question
from tests.browser.test_shown import until_the_camera

MALI = question("area=MLI")
PLACES, AREAS, TIME = range(3)
_MOMENT = """() => { const layer = window.reachTheMap().deck.layerManager.getLayers()
  .find((l) => l.id.startsWith('incidents-by-year~'));
  return layer ? layer.props.filterRange[0] : 0; }"""


@pytest.fixture
def mali(warm: Screen) -> Screen:
    warm.turn(f"/incidents?{MALI.query()}").map.drawn()
    return warm


def turn(screen: Screen, view: int) -> None:
    screen.choice("incidents_view", view).click()
    screen.settled().map.drawn()


def moment(screen: Screen, after: int) -> int:
    """Wait until the map shows a later step."""
    screen.page.wait_for_function(f"(after) => ({_MOMENT})() > after", arg=after, polling=50)
    return int(screen.page.evaluate(_MOMENT))


def test_the_map_keeps_its_place_in_every_view_and_while_it_plays(mali: Screen) -> None:
    frame = mali.map.frame.bounding_box()
    assert frame
    mali.page.mouse.move(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.4)
    mali.page.mouse.wheel(0, -300)
    until_the_camera(mali, "present")
    look = mali.map.look()
    for view in (AREAS, TIME):
        turn(mali, view)
        assert mali.map.look().close_to(look)
    fetched = len(mali.watch.layers())
    mali.key("incidents_play").get_by_role("button").click()
    mali.page.wait_for_function(f"() => ({_MOMENT})() < 2000", polling=50)
    first = int(mali.page.evaluate(_MOMENT))
    assert moment(mali, moment(mali, first)) >= first + 2
    assert mali.map.look().close_to(look)
    assert len(mali.watch.layers()) == fetched, "every step is in the browser already"
    mali.key("incidents_play").get_by_role("button").click()
    mali.settled()
    # A step a second: one may still be on its way.
    mali.page.wait_for_timeout(1000)
    resting = mali.page.evaluate(_MOMENT)
    mali.page.wait_for_timeout(2500)
    assert mali.page.evaluate(_MOMENT) == resting
    turn(mali, PLACES)
    assert mali.map.look().close_to(look)
    assert_a_click_on_an_area_narrows_the_page_and_a_second_one_opens_it(mali)


def assert_a_click_on_an_area_narrows_the_page_and_a_second_one_opens_it(mali: Screen) -> None:
    mali.key("fit").get_by_role("button").click()
    turn(mali, AREAS)
    found = areas.shapes(dataset()).set_index("admin1").geometry["ML06"].representative_point()
    for asked in (MALI.picking("admin1", "ML06"), MALI):
        mali.map.press(mali.map.at(found.x, found.y))
        mali.until_asked(asked).map.drawn()
        assert mali.key("chip_admin1").count() == (1 if asked.picks else 0)
        assert mali.map.layers()["area-picked"] == (1 if asked.picks else 0)


def test_a_stroke_over_bars_sets_the_years(mali: Screen) -> None:
    bars = mali.page.get_by_test_id("stPlotlyChart").first.locator(".nsewdrag").nth(1)
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box
    across = box["width"] / 38.2  # a year on the axis from 1988.4 to 2026.6
    x, y = box["x"] + (2012 - 1988.4) * across, box["y"] + box["height"] / 2
    mali.page.mouse.move(x - across / 4, y)
    mali.page.mouse.down()
    mali.page.mouse.move(x + across, y, steps=4)
    mali.page.mouse.move(x + 3.2 * across, y, steps=4)
    mali.page.mouse.up()
    mali.until_asked(replace(MALI, years=(2012, 2015)))
    assert mali.years() == (2012, 2015)


def test_a_row_of_the_actors_picks_its_actor(mali: Screen) -> None:
    table = mali.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    first = str(actors.recorded(dataset(), MALI).actor[0])
    mali.page.mouse.click(box["x"] + 17, box["y"] + 35 + 17)
    mali.until_asked(MALI.picking("actor", first))
    assert first in mali.key("chip_actor").inner_text()
