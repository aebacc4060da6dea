"""The map of a phone: it shows all that was chosen, one finger scrolls the page past it, two fingers move it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from components.current import dataset
from data.ground.countries import shapes
from tests.browser.conftest import PHONE, Server, Visits
from tests.browser.map_view import Look
from tests.browser.screen import Screen, question

Spot = tuple[float, float]
CHAD = question("area=TCD")
_SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture
def phone(server: Server, visit: Visits) -> Screen:
    screen = visit(server, size=PHONE, has_touch=True, is_mobile=True).open(f"/?{CHAD.query()}")
    screen.map.drawn()
    return screen


def touch(screen: Screen, *ways: Sequence[Spot]) -> None:
    """Fingers put down together, each led along its way, and lifted."""
    hand = screen.page.context.new_cdp_session(screen.page)

    def say(kind: str, spots: Sequence[Spot]) -> None:
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(spots)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        screen.page.wait_for_timeout(30)

    say("touchStart", [way[0] for way in ways])
    for spots in zip(*(way[1:] for way in ways), strict=True):
        say("touchMove", spots)
    say("touchEnd", [])
    screen.page.wait_for_timeout(500)


def led(start: Spot, by: Spot, steps: int = 12) -> list[Spot]:
    return [(start[0] + by[0] * i / steps, start[1] + by[1] * i / steps) for i in range(steps + 1)]


def middle(screen: Screen) -> Spot:
    box = screen.map.frame.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def fitted(screen: Screen) -> Look:
    """Where the map looks, once the browser has fitted it."""
    screen.page.wait_for_function("() => document.querySelector('.stDeckGlJsonChart').rests")
    screen.page.wait_for_timeout(600)
    return screen.map.look()


def test_all_of_a_country_is_on_the_map(phone: Screen) -> None:
    fitted(phone)
    box = phone.map.frame.bounding_box()
    assert box
    west, south, east, north = shapes(dataset()).set_index("country").geometry["TCD"].bounds
    (left, top), (right, bottom) = phone.map.at(west, north), phone.map.at(east, south)
    assert box["x"] <= left < right <= box["x"] + box["width"]
    assert box["y"] <= top < bottom <= box["y"] + box["height"]
    filled = max((right - left) / box["width"], (bottom - top) / box["height"])
    assert filled > 0.75, "the country is smaller than it could be"
    assert "camera" not in phone.query(), "a map that nobody moved says in the address that it was moved"


def test_one_finger_scrolls_and_two_move_the_map(phone: Screen) -> None:
    look = fitted(phone)
    x, y = middle(phone)
    before = phone.page.evaluate(_SCROLLED)
    touch(phone, led((x, y + 100), (3, -260)))
    assert phone.page.evaluate(_SCROLLED) > before + 150, "one finger does not scroll the page"
    assert phone.map.look().close_to(look, 0.3, 1e-6), "one finger moved the map"

    phone.map.frame.scroll_into_view_if_needed()
    phone.page.wait_for_timeout(500)
    x, y = middle(phone)
    look, before = phone.map.look(), phone.page.evaluate(_SCROLLED)
    touch(phone, led((x - 50, y), (4, -90)), led((x + 50, y), (4, -90)))
    moved = phone.map.look()
    assert phone.page.evaluate(_SCROLLED) == before, "two fingers scroll the page"
    assert moved.lat < look.lat - 1, "two fingers do not move the map"

    touch(phone, led((x - 30, y), (-60, 0)), led((x + 30, y), (60, 0)))
    assert phone.map.look().zoom > moved.zoom + 0.7, "two fingers do not zoom the map"
