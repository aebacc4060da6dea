"""A view goes to a storyboard as it stands, with the place of its map, and is there again after a reload."""

from __future__ import annotations

from tests.browser.conftest import Server, Visits
from tests.browser.test_shown import camera, move

#: Every picture in sight has come.
_PICTURES = (
    "() => { const all = [...document.querySelectorAll('img[src^=\"/slides/\"]')];"
    " return all.length && all.every(one => one.naturalWidth); }"
)


def test_a_moved_map_is_added_shown_at_the_desk_and_presented(server: Server, visit: Visits) -> None:
    screen = visit(server, alone=True).open("/incidents?area=MLI&year=2012-2020&layers=incidents,routes")
    screen.map.drawn()
    move(screen)
    seen = camera(screen)
    screen.key("capture").get_by_role("button").click()
    screen.page.wait_for_function(_PICTURES)
    screen.key("capture_add").get_by_role("button").click()
    screen.page.get_by_role("dialog").get_by_role("link").wait_for()
    screen.open("/workshop?board=storyboard")
    screen.page.reload()
    screen.settled()
    screen.page.wait_for_function(_PICTURES)
    source = screen.page.locator('img[src^="/slides/map.webp"]').get_attribute("src") or ""
    assert "area=MLI" in source and "layers=incidents,routes" in source
    assert f"camera={seen.lon:.4f},{seen.lat:.4f},{seen.zoom:.2f}" in source
    screen.key("workshop_present").get_by_role("button").click()
    screen.page.wait_for_function("() => location.search.includes('present=1')")
    screen.settled().map.drawn()
    assert screen.map.look().close_to(seen, 1e-3, 0.02)
