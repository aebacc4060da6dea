"""The same view for a colleague: layers, measure and place of the map stand in the address."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from tests.browser.conftest import Server, Visits
from tests.browser.map_view import Look
from tests.browser.screen import Screen


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
    """Wait until the address says where the map looks, or no longer does, and nothing moves it any more."""
    screen.page.wait_for_function(
        "(wanted) => { const now = new URLSearchParams(location.search).get('camera');"
        " const rests = now === window.cameraBefore; window.cameraBefore = now;"
        " return rests && (now !== null) === (wanted === 'present'); }",
        arg=state,
        polling=900,
    )


def camera(screen: Screen) -> Look:
    lon, lat, zoom = map(float, screen.query()["camera"].split(","))
    return Look(lon, lat, zoom)


def test_a_moved_map_stands_in_the_address_without_another_run(screen: Screen) -> None:
    sent: list[str] = []
    screen.page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append("frame")))
    screen.open("/incidents?area=MLI&view=areas&measure=deaths").map.drawn()
    assert screen.query() == {"area": "MLI", "view": "areas", "measure": "deaths"}
    asked = len(sent)
    moved = move(screen)
    assert camera(screen).close_to(moved, 1e-3, 0.02)
    assert len(sent) == asked, "moving the map ran the page again"

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
        screen.page.wait_for_timeout(1500)
        assert screen.query() == dict(parse_qsl(link))
        screen.page.reload()
        screen.settled()


def test_a_link_opens_the_same_layers_and_another_page_looks_at_its_selection(screen: Screen) -> None:
    screen.open("/flows?area=MLI&layers=flows&look=world").map.drawn()
    assert screen.map.look().zoom < 0.01 and "flows" in screen.map.layers()
    assert not {"transfers", "incidents", "routes", "scale"} & set(screen.map.layers())
    move(screen)
    screen.page.get_by_role("link", name="Corridors").first.click()
    screen.page.wait_for_url("**/routes**")
    screen.settled().map.drawn()
    assert screen.map.look().zoom > 3
    until_the_camera(screen, "absent")
    assert screen.query() == {"area": "MLI"}
