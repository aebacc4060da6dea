"""The map: its ground, its layers, its legend, and what a click on it tells."""

from __future__ import annotations

import io
from math import cos, hypot, radians
from typing import Any

import pytest
from PIL import Image

from components.current import dataset
from components.files.picture.view_choices import LAYERS
from components.text.words import words
from data.ground.countries import shapes
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import flows, incidents, routes
from geo.basemap import LOOK
from geo.cameras import camera
from geo.style import rgb
from tests.browser.map_view import Look
from tests.browser.screen import Screen, question, spaced

FEW = question("area=MLI&phase=peacekeeping&weapon=E")
PAGE = "overview"
Spot = tuple[float, float]


def framed(screen: Screen, filters: Filters) -> Look:
    """Where geo.cameras says a map of the question looks that is as large as this one."""
    found = camera(shapes(dataset()), filters.countries or FOCUS, screen.map.size())
    return Look(found.lon, found.lat, found.zoom)


@pytest.fixture
def few(warm: Screen) -> Screen:
    """The map of a question with few marks."""
    screen = warm.turn(f"/?{FEW.query()}")
    screen.map.drawn()
    return screen.settled()


def switch(screen: Screen, layer: str) -> None:
    screen.choice(f"{PAGE}_layers", LAYERS.index(layer)).click()
    screen.settled()


def shows(screen: Screen, text: str) -> None:
    """Wait until the page itself says a text."""
    screen.page.wait_for_function(
        "(text) => document.querySelector('[data-testid=stMain]').innerText.replaceAll('\\u200b', '')"
        ".replace(/\\s+/g, ' ').includes(text)",
        arg=spaced(text),
    )


def room(spot: Spot, others: list[Spot]) -> float:
    """How far the nearest other spot is."""
    return min(hypot(x - spot[0], y - spot[1]) for x, y in others if (x, y) != spot)


def test_the_ground_is_drawn(warm: Screen) -> None:
    screen = warm.turn("/?area=west-africa")
    screen.map.drawn()
    screen.settled()
    seen = pixels(screen)
    assert seen.count(rgb(LOOK.sea)) > 5_000
    assert seen.count(rgb(LOOK.land_focus)) > 5_000
    assert seen.count(rgb(LOOK.land_other)) > 5_000
    assert screen.map.layers()["labels"] > 20
    assert sum(max(pixel) < 110 for pixel in seen) > 200, "no name is written on the map"
    assert screen.map.look().close_to(framed(screen, screen.asked()))
    assert screen.map.ground_look().close_to(screen.map.look()), "basemap and layers look at different places"


def pixels(screen: Screen) -> list[Any]:
    image = Image.open(io.BytesIO(screen.map.frame.screenshot())).convert("RGB")
    return list(image.get_flattened_data())


def test_a_click_on_a_mark_tells_what_is_behind_it_until_the_question_changes(few: Screen) -> None:
    """A place lists its records, a flow known at one place tells its document."""
    marks = incidents.marks(dataset(), FEW)
    assert marks.resolution == 0
    places = list(marks.frame[["lon", "lat"]].itertuples(index=False, name=None))
    flow_marks = [row for row in flows.links(dataset(), FEW) if row.event_lon == row.event_lon]
    others = [(row.event_lon, row.event_lat) for row in flow_marks]
    lon, lat = max(places, key=lambda place: room(place, [*places, *others]))
    found = incidents.at_mark(dataset(), FEW, 0, lon=lon, lat=lat)
    few.map.press(few.map.at(lon, lat))
    say = words("en")
    shows(few, str(found.place.iloc[0]))
    shows(few, say.n("{n} event", "{n} events", int(found.events.sum())))
    shows(few, say.n("{n} death", "{n} deaths", int(found.deaths.sum())))
    few.page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first.wait_for()
    look = few.map.look()
    assert few.page.evaluate(_DIMMED, "incidents"), "a selected mark dims all others"

    chosen = max(flow_marks, key=lambda mark: room((mark.event_lon, mark.event_lat), places))
    few.map.press(few.map.at(chosen.event_lon, chosen.event_lat))
    record = flows.by_id(dataset(), FEW, tuple(chosen.ids)).iloc[0]
    shows(few, record.source_publisher)
    shows(few, say.t("Reliability: {value}", value=record.reliability))

    few.choice("weapon", 0).click()
    few.until_asked(question("area=MLI&phase=peacekeeping&weapon=A,E"))
    few.map.drawn()
    assert not few.page.evaluate(_DIMMED, "incidents")
    assert few.map.look().close_to(look), "the map jumped when a filter changed"
    few.page.get_by_text(say.t("Click a mark on the map to read the records behind it.")).wait_for()


def test_a_click_on_a_route_tells_its_record_until_the_legend_hides_it(warm: Screen) -> None:
    asked = question("area=TCD")
    screen = warm.turn("/?area=TCD")
    screen.map.drawn()
    switch(screen, "flows")
    switch(screen, "incidents")
    screen.map.drawn()
    route, spot = visible_route(screen, asked)
    screen.map.press(spot)
    shows(screen, route)
    assert {"routes", "route-bands", "route-arrows"} <= set(screen.map.layers())
    assert not {"incidents", "flows", "flows-marks"} & set(screen.map.layers())

    switch(screen, "routes")
    screen.page.wait_for_function(
        "() => !window.reachTheMap().deck.layerManager.getLayers().some((l) => l.id.startsWith('routes~'))"
    )
    assert not {"routes", "route-bands", "route-arrows"} & set(screen.map.layers())


def visible_route(screen: Screen, filters: Filters) -> tuple[str, Spot]:
    """A route's name, and a point of it where no other route lies, well inside the map."""
    box = screen.map.frame.bounding_box()
    assert box is not None
    for row in routes.matching(dataset(), filters).itertuples():
        for step in range(5, 100, 5):
            at = row.shape.interpolate(step / 100, normalized=True)
            x, y = screen.map.at(at.x, at.y)
            if not (box["x"] + 40 < x < box["x"] + box["width"] - 60 and box["y"] + 40 < y < box["y"] + box["height"] - 40):
                continue
            hit = screen.map.hit("routes", (x, y))
            if hit is not None and hit["id"] == row.id:
                return str(row.name), (x, y)
    raise AssertionError("no route of the selection can be clicked on the first view")


def test_the_view_stays_while_filters_change_and_comes_back_on_request(few: Screen) -> None:
    first = few.map.look()
    assert first.close_to(framed(few, FEW))
    x, y = few.map.at(first.lon, first.lat)
    few.page.mouse.move(x - 150, y - 150)
    few.page.mouse.down()
    few.page.mouse.move(x - 60, y - 90, steps=5)
    few.page.mouse.up()
    few.page.mouse.wheel(0, -300)
    few.page.wait_for_function("(zoom) => window.reachTheMap().deck.getViewports()[0].zoom > zoom + 0.2", arg=first.zoom)
    moved = resting(few)
    assert not moved.close_to(first)

    few.choice("weapon", 0).click()
    few.until_asked(question("area=MLI&phase=peacekeeping&weapon=A,E"))
    few.map.drawn()
    assert few.map.look().close_to(moved), "the map jumped when a filter changed"

    few.key("fit").get_by_role("button").click()
    few.page.wait_for_function(
        "(zoom) => Math.abs(window.reachTheMap().deck.getViewports()[0].zoom - zoom) < 0.01", arg=first.zoom
    )
    assert resting(few).close_to(first)
    assert few.map.ground_look().close_to(first)
    assert_framed_after_a_new_area(few)


def resting(screen: Screen) -> Look:
    """Where the map looks once it has stopped moving."""
    before = screen.map.look()
    for _ in range(100):
        screen.page.wait_for_timeout(150)
        now = screen.map.look()
        if now.close_to(before, 1e-6, 1e-6):
            return now
        before = now
    raise AssertionError("the map does not come to rest")


def assert_framed_after_a_new_area(few: Screen) -> None:
    area = few.key("area").get_by_role("combobox")
    few.key("area").locator("[data-tag] button").first.click()
    few.settled()
    area.click()
    few.page.get_by_role("option", name=words("en").country("COL")).click()
    colombia = question("area=COL&phase=peacekeeping&weapon=A,E")
    few.until_asked(colombia)
    few.page.wait_for_function("(lon) => Math.abs(window.reachTheMap().deck.getViewports()[0].longitude - lon) < 1",
                               arg=framed(few, colombia).lon)  # fmt: skip
    assert resting(few).close_to(framed(few, colombia))


#: Whether any mark of a layer is paler than the data say.
_DIMMED = """(name) => { const { deck } = window.reachTheMap();
  const { data, getFillColor } = deck.layerManager.getLayers().find((layer) => layer.id.split('~')[0] === name).props;
  return data.some((row, index) => String(getFillColor(row, { index, data })) !== String(row.fill)); }"""


_SCALE = """() => { const bar = document.querySelector('.map-scale');
  return bar && !bar.hidden ? [parseFloat(bar.textContent.replaceAll(',', '')), bar.offsetWidth] : null; }"""
_TOOLTIP = "() => [...document.querySelectorAll('.deck-tooltip')].some((shown) => shown.style.display === 'block')"


def assert_the_scale_is_true(screen: Screen) -> float:
    """The bar is as long as it says, in the middle of the map. Returns its kilometres."""
    look = resting(screen)
    screen.page.wait_for_timeout(300)
    km, pixels_wide = screen.page.evaluate(_SCALE)
    (x0, _), (x1, _) = screen.map.at(look.lon, look.lat), screen.map.at(look.lon + 1, look.lat)
    assert pixels_wide / km == pytest.approx((x1 - x0) / (111.32 * cos(radians(look.lat))), rel=0.05)
    return float(km)


def test_the_scale_follows_the_map_and_the_world_has_none(warm: Screen) -> None:
    screen = warm.turn(f"/flows?{FEW.query()}")
    screen.map.drawn()
    far = assert_the_scale_is_true(screen)
    box = screen.map.frame.bounding_box()
    assert box
    screen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    zoom = screen.map.look().zoom
    for _ in range(3):
        screen.page.mouse.wheel(0, -400)
    screen.page.wait_for_function("(zoom) => window.reachTheMap().deck.getViewports()[0].zoom > zoom + 1.5", arg=zoom)
    assert assert_the_scale_is_true(screen) < far
    screen.key("world").get_by_role("button").click()
    screen.page.wait_for_function("() => window.reachTheMap().deck.getViewports()[0].zoom < 0.01")
    screen.page.wait_for_timeout(500)
    assert screen.page.evaluate(_SCALE) is None


def test_a_tooltip_goes_when_the_question_changes(few: Screen) -> None:
    lon, lat = incidents.marks(dataset(), FEW).frame[["lon", "lat"]].iloc[0]
    few.page.mouse.move(*few.map.at(lon, lat))
    few.page.wait_for_function(_TOOLTIP)
    # By keyboard, so that the mouse rests on the map.
    few.choice("weapon", 0).focus()
    few.page.keyboard.press("Space")
    few.until_asked(question("area=MLI&phase=peacekeeping&weapon=A,E"))
    few.page.wait_for_timeout(300)
    assert not few.page.evaluate(_TOOLTIP), "the tooltip of an earlier question is still there"
