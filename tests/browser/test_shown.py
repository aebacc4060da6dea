"""The same view for a colleague: layers, measure and place of the map stand in the address."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from tests.browser.conftest import Server, Visits
from tests.browser.map_view import Look
from tests.browser.screen import Screen

#: Whether the address says a camera, and the map looks there; or says none, and the map looks where the page wants it to rest.
#: As `components/screen/shell/page.js` has it: what is nearer is the same.
_SAID = """(state) => {
  const said = new URLSearchParams(location.search).get('camera'), { deck } = window.reachTheMap();
  const look = deck && deck.getViewports()[0], { rests } = document.querySelector('.stDeckGlJsonChart') ?? {};
  if (!look || !rests || (said !== null) !== (state === 'present')) return false;
  const [lon, lat, zoom] = said ? said.split(',').map(Number) : [rests.longitude, rests.latitude, rests.zoom];
  return Math.abs(look.longitude - lon) < 2e-4 && Math.abs(look.latitude - lat) < 2e-4 && Math.abs(look.zoom - zoom) < 2e-2;
}"""


def move(screen: Screen) -> Look:
    """Drag the map and zoom in. Returns where it looks after that."""
    first = screen.map.look()
    x, y = screen.map.at(first.lon, first.lat)
    screen.page.mouse.move(x - 150, y - 150)
    screen.page.mouse.down()
    screen.page.mouse.move(x - 60, y - 90, steps=5)
    screen.page.mouse.up()
    screen.page.mouse.wheel(0, -300)
    until_the_camera(screen, "present")
    return screen.map.look()


def until_the_camera(screen: Screen, state: str) -> None:
    """Wait until the address says where the map looks or, where it was sent, nothing: then the page has no more to write."""
    screen.page.wait_for_function(_SAID, arg=state, polling=100)


def camera(screen: Screen) -> Look:
    lon, lat, zoom = map(float, screen.query()["camera"].split(","))
    return Look(lon, lat, zoom)


def test_a_moved_map_stands_in_the_address_without_another_run(warm: Screen) -> None:
    screen = warm.turn("/incidents?area=MLI&view=areas&measure=deaths")
    screen.map.drawn()
    assert screen.query() == {"area": "MLI", "view": "areas", "measure": "deaths"}
    asked = screen.page.evaluate("window.asked")
    moved = move(screen)
    assert camera(screen).close_to(moved, 1e-3, 0.02)
    assert screen.page.evaluate("window.asked") == asked, "moving the map ran the page again"

    screen.choice("incidents_measure", 0).click()
    screen.page.wait_for_function("() => !location.search.includes('measure')")
    screen.settled()
    screen.key("exclude_possible").locator("label").click()
    screen.page.wait_for_function("() => location.search.includes('evidence=all')")
    screen.settled().map.drawn()
    until_the_camera(screen, "present")
    assert screen.map.look().close_to(moved) and camera(screen).close_to(moved, 1e-3, 0.02)

    screen.page.get_by_test_id("stMain").get_by_test_id("stPopover").first.get_by_role("button").first.click()
    shown = screen.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").first
    shown.wait_for()
    assert dict(parse_qsl(urlsplit(shown.inner_text().strip()).query)) == {**screen.query(), "lang": "en"}
    picture = screen.key("incidents_map_png").locator("a").first.get_attribute("href")
    assert picture and dict(parse_qsl(urlsplit(picture).query))["camera"] == screen.query()["camera"]
    screen.page.keyboard.press("Escape")

    screen.key("fit").get_by_role("button").click()
    until_the_camera(screen, "absent")
    assert not screen.map.look().close_to(moved)


def test_a_link_opens_the_same_view_and_a_reload_keeps_it(server: Server, visit: Visits) -> None:
    link = "area=MLI&view=areas&measure=share&camera=-4.2,14.5,6.5"
    screen = visit(server, alone=True).open(f"/incidents?{link}")
    for _ in range(2):
        screen.map.drawn()
        assert screen.map.look().close_to(Look(-4.2, 14.5, 6.5), 1e-6, 1e-6)
        assert any("/layers/areas-share.json?area=MLI&" in url for url in screen.watch.layers())
        until_the_camera(screen, "present")
        # The page looks at its map every 400 ms, and writes what it saw twice.
        screen.page.wait_for_timeout(900)
        assert screen.query() == dict(parse_qsl(link))
        screen.page.reload()
        screen.settled()


def test_a_link_opens_the_same_layers_and_another_page_looks_at_its_selection(warm: Screen) -> None:
    screen = warm.turn("/flows?area=MLI&layers=flows&look=world")
    screen.map.drawn()
    assert screen.map.look().zoom < 0.01 and "flows" in screen.map.layers()
    assert not {"transfers", "incidents", "routes", "scale"} & set(screen.map.layers())
    move(screen)
    screen.page.get_by_role("link", name="Corridors").first.click()
    screen.page.wait_for_url("**/routes**")
    screen.settled().map.drawn()
    assert screen.map.look().zoom > 3
    until_the_camera(screen, "absent")
    assert screen.query() == {"area": "MLI"}
