"""A presentation in a real browser: keys, two windows and a phone in step, the live map, files that are damaged."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from components.charts.catalogue import CHARTS
from components.screen.workshop.stage import fetched
from components.text.words import words
from components.workshop import answers, boards, notes
from components.workshop.value import said
from tests.browser.conftest import PHONE, Server, Visits, new_context
from tests.browser.map_view import MapView
from tests.browser.screen import Screen
from tests.browser.test_follow import until

PROJECTOR = (1280, 720)


def at(page: Page, place: int, board: str) -> None:
    """Wait until a window shows a slide of a storyboard: its title and its number."""
    slides = boards.shipped(board).slides
    expect(page.locator("#slide-foot b")).to_have_text(f"{place}/{len(slides)}")
    expect(page.locator("h1").filter(has_text=said(slides[place - 1].title, "en"))).to_be_visible()


#: Layer files that came from the server, not from the browser's own store.
_KEPT = "(() => performance.getEntriesByType('resource').filter(e => /layers/.test(e.name) && e.transferSize).map(e => e.name))"

#: The map draws as often as the browser lets it, as while its camera moves.
_MOVES = """() => new Promise((done) => {
  const end = performance.now() + 3000;
  const draw = () => {
    window.reachTheMap().deck.redraw('moves');
    performance.now() < end ? requestAnimationFrame(draw) : done();
  };
  draw();
})"""


def wanted(place: int) -> list[str]:
    """Layer files: those of the ground are fetched by a worker of MapLibre, whose requests no page sees."""
    return [name for name in fetched(boards.shipped("mali").slides[place - 1], words("en")) if "/layers/" in name]


def title(board: str, place: int) -> str:
    return said(boards.shipped(board).slides[place - 1].title, "en")


def test_keys_step_blacken_and_fill_the_screen(server: Server, visit: Visits) -> None:
    page = visit(server, size=PROJECTOR).open("/workshop?board=mali&slide=1&present=1").page
    at(page, 1, "mali")
    steps = {"ArrowRight": 2, "PageDown": 3, "ArrowLeft": 2, "Space": 3, "PageUp": 2, "ArrowUp": 1, "ArrowDown": 2, "End": 8}
    for key, place in steps.items():
        page.keyboard.press(key)
        at(page, place, "mali")
    page.keyboard.press("PageDown")
    page.keyboard.press("Home")
    at(page, 1, "mali")

    page.keyboard.press("b")
    expect(page.locator("#slide-black")).to_have_css("background-color", "rgb(0, 0, 0)")
    assert page.locator("#slide-black").bounding_box() == {"x": 0, "y": 0, "width": PROJECTOR[0], "height": PROJECTOR[1]}
    page.keyboard.press("b")
    expect(page.locator("#slide-black")).to_have_count(0)

    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")

    # Nothing but the slide, until the mouse moves; Escape comes back from black first, then to the desk.
    leave = page.locator(".st-key-stage_leave")
    expect(leave).to_have_css("opacity", "0")
    page.mouse.move(300, 300)
    page.mouse.move(320, 310)
    expect(leave).to_have_css("opacity", "1")
    assert leave.get_by_role("button").bounding_box()["x"] > PROJECTOR[0] / 2  # type: ignore[index]
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    expect(page.locator("#slide-black")).to_have_count(0)
    at(page, 1, "mali")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Present here")).to_be_visible()
    assert "present=" not in page.url and "board=mali" in page.url


def test_windows_and_phones_are_in_step_and_a_reload_keeps_the_place(server: Server, visit: Visits, browser: Browser) -> None:
    projector, desk = visit(server), visit(server)
    projector.open("/workshop?board=reading&slide=1&present=1")
    desk.open("/workshop?board=reading&slide=1&presenter=1")
    desk.page.locator("[class*=st-key-desk_next]").get_by_role("button").click()
    at(projector.page, 2, "reading")
    projector.page.keyboard.press("End")
    expect(desk.page.get_by_text("7/7")).to_be_visible()
    expect(desk.page.get_by_text(title("reading", 7)).first).to_be_visible()
    projector.page.keyboard.press("PageUp")
    at(projector.page, 6, "reading")
    expect(desk.page.get_by_text("6/7")).to_be_visible()
    projector.page.reload()
    at(projector.page, 6, "reading")
    desk.page.reload()
    expect(desk.page.get_by_text("6/7")).to_be_visible()
    assert "key" not in projector.query() | desk.query()

    address = desk.page.get_by_test_id("stCode").inner_text().strip()
    path = re.search(r"/follow/\w{6}$", address)
    assert path
    phone, follower = following(browser, server, path[0])
    until(follower, "#title", title("reading", 6))
    projector.page.keyboard.press("ArrowRight")
    until(follower, "#title", title("reading", 7))
    phone.close()

    # The server of the tests answers this machine only, as the app does unless told otherwise.
    expect(desk.page.get_by_text("Phones cannot open this: the app answers this machine only")).to_be_visible()
    expect(projector.page.get_by_alt_text(re.compile("QR code"))).to_have_count(0)


def following(browser: Browser, server: Server, path: str) -> tuple[BrowserContext, Page]:
    """A phone of the room, which opened the address."""
    phone = new_context(browser, PHONE)
    page = phone.new_page()
    page.goto(server.address + path)
    return phone, page


def test_what_the_room_sends_fills_the_projector_until_the_next_slide(server: Server, visit: Visits, browser: Browser) -> None:
    projector, desk = visit(server), visit(server)
    projector.open("/workshop?board=chad&slide=1&present=1")
    desk.open("/workshop?board=chad&slide=1&presenter=1")
    path = re.search(r"/follow/\w{6}$", desk.page.get_by_test_id("stCode").inner_text().strip())
    assert path
    phone, page = following(browser, server, path[0])
    offered = list(answers.named(boards.shipped("chad").slides[0], words("en")).values())
    until(page, "#answers", offered[-1])
    page.get_by_role("button", name=offered[1]).click()
    page.fill("#text", "<b>The market at the border</b>")
    page.click("#send")
    until(page, "#sent", "Sent")
    desk.page.get_by_role("button", name="Show to the room").click()

    projector.page.keyboard.press("n")
    wall = projector.page.locator("#slide-wall")
    expect(wall.locator("li")).to_have_text("<b>The market at the border</b>")
    expect(wall.locator(".votes .bars")).to_have_text(["0", "1", *["0"] * (len(offered) - 2)])
    expect(wall).to_contain_text(offered[1])
    projector.page.keyboard.press("n")
    expect(wall).to_have_count(0)
    code, slide = path[0].removeprefix("/follow/"), boards.shipped("chad").slides[0].id
    for n in range(40):
        notes.approve(code, notes.add(code, "chad", slide, f"{n}: what somebody wrote who had more to say than a line holds"))
    desk.page.get_by_role("button", name="Show on the projector").click()
    expect(wall.locator(".rest")).to_have_text(re.compile(r"^Earlier messages, on the phones: \d+$"))
    unseen = int(wall.locator(".rest").inner_text().split()[-1])
    last_seen, first_unseen = wall.locator("li").nth(40 - unseen), wall.locator("li").nth(41 - unseen)
    expect(last_seen).to_be_in_viewport(ratio=1)
    expect(first_unseen).not_to_be_in_viewport()
    projector.page.keyboard.press("ArrowRight")
    at(projector.page, 2, "chad")
    expect(wall).to_have_count(0)
    phone.close()


def test_what_comes_next_is_drawn_out_of_sight(server: Server, visit: Visits) -> None:
    screen = visit(server, size=PROJECTOR).open("/workshop?board=reading&slide=2&present=1")
    page = screen.page
    at(page, 2, "reading")
    screen.map.drawn()
    waits = page.locator(".js-plotly-plot")
    expect(waits.locator(".xtick text, .x2tick text").last).to_have_text("Not reported")
    expect(waits).to_be_hidden()
    page.evaluate("window.chart = document.querySelector('.js-plotly-plot')")
    page.evaluate("window.map = document.querySelector('#deckgl-overlay')")
    page.keyboard.press("ArrowRight")
    at(page, 3, "reading")
    expect(waits).to_be_visible()
    expect(screen.map.frame).to_be_hidden()
    assert page.evaluate("window.chart === document.querySelector('.js-plotly-plot')"), "the chart was drawn again"
    for size in (PROJECTOR, (1920, 1080)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert_whole(page, size)
    page.keyboard.press("ArrowRight")
    at(page, 4, "reading")
    expect(screen.map.frame).to_be_visible()
    assert page.evaluate("window.map === document.querySelector('#deckgl-overlay')"), "the map was made again"


def test_a_window_is_left_at_once_while_a_map_moves_out_of_sight(server: Server, visit: Visits) -> None:
    screen = visit(server, size=PROJECTOR)
    for leave in (lambda: screen.page.reload(wait_until="commit"), lambda: screen.page.goto("about:blank", wait_until="commit")):
        screen.open("/workshop?board=colombia&slide=8&present=1")
        at(screen.page, 8, "colombia")
        expect(screen.map.frame).to_be_hidden()
        screen.map.drawn()
        screen.page.evaluate(_MOVES)
        began = time.monotonic()
        leave()
        assert time.monotonic() - began < 5, "the way out waits for pictures that nobody sees"


def assert_whole(page: Page, size: tuple[int, int]) -> None:
    """The chart ends within the window, above the foot, and nothing of it is cut off."""
    page.wait_for_function(
        "width => { const box = document.querySelector('.js-plotly-plot .main-svg').getBoundingClientRect(),"
        " held = document.querySelector('.js-plotly-plot').getBoundingClientRect();"
        " return Math.abs(box.width - held.width) < 2 && Math.abs(box.height - held.height) < 2 && box.width > width / 2; }",
        arg=size[0],
    )
    drawn, foot = page.locator(".js-plotly-plot .main-svg").first.bounding_box(), page.locator("#slide-foot").bounding_box()
    assert drawn and foot
    assert drawn["x"] + drawn["width"] <= size[0] and drawn["y"] + drawn["height"] < foot["y"]


CHARTED = [
    (name, place)
    for name in boards.SHIPPED
    for place, slide in enumerate(boards.shipped(name).slides, 1)
    if slide.view in (*CHARTS, "compare")
]


@pytest.mark.parametrize(
    "language", ["es", pytest.param("fr", marks=pytest.mark.exhaustive), pytest.param("en", marks=pytest.mark.exhaustive)]
)
def test_what_a_chart_says_under_it_is_read_whole(server: Server, visit: Visits, language: str) -> None:
    """Caveats stand there: a chart gives way to them, the window does not cut them."""
    screen = visit(server, size=PROJECTOR)
    for name, place in CHARTED:
        screen.open(f"/workshop?board={name}&slide={place}&present=1&lang={language}")
        expect(screen.page.locator("#slide-foot b")).to_have_text(f"{place}/{len(boards.shipped(name).slides)}")
        under = screen.page.locator(f".st-key-stage_view_{place - 1} [data-testid=stCaptionContainer] p").last
        screen.page.wait_for_function(_WHOLE, arg=under.element_handle(), timeout=10_000)


#: Whether the last line of a text ends within its view, above the foot; a pixel is lost where it is magnified.
_WHOLE = """(text) => {
  const said = text.getBoundingClientRect();
  const held = text.closest('[class*=st-key-stage_view_]').parentElement.getBoundingClientRect();
  const foot = document.querySelector('#slide-foot').getBoundingClientRect();
  return said.height > 10 && said.bottom <= Math.min(held.bottom, foot.top) + 1 && said.top >= held.top;
}"""


def test_a_map_that_plays_is_stopped_and_played_on(server: Server, visit: Visits) -> None:
    page = visit(server, size=PROJECTOR).open("/workshop?board=west-africa&slide=2&present=1").page
    at(page, 2, "west-africa")
    year = page.locator(".st-key-stage_map p b").first
    first = year.inner_text()
    expect(year).not_to_have_text(first)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    rests = year.inner_text()
    page.wait_for_timeout(2500)
    assert year.inner_text() == rests
    page.get_by_role("button", name="Play").click()
    expect(year).not_to_have_text(rests)


def test_the_map_of_a_slide_is_live_and_its_files_came_ahead(server: Server, visit: Visits) -> None:
    screen = visit(server, size=PROJECTOR).open("/workshop?board=mali&slide=3&present=1")
    page = screen.page
    page.wait_for_function(f"{_KEPT}().length === {len(wanted(4))}")
    kept = page.evaluate(_KEPT + "().sort()")
    assert kept == sorted(server.address + name for name in wanted(4))
    page.keyboard.press("ArrowRight")
    at(page, 4, "mali")
    screen.map.drawn()
    sent = page.evaluate(_KEPT + "()")
    assert {sent.count(name) for name in kept} == {1}, "a file of the map came from the server again"

    before = still(screen.map)
    box = screen.map.frame.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 60, middle[1] - 40, steps=4)
    page.mouse.up()
    page.wait_for_function("lon => Math.abs(window.reachTheMap().deck.getViewports()[0].longitude - lon) > 0.3", arg=before)

    spots = [screen.map.at(*row["at"]) for row in screen.map.rows("flows-marks")]
    spot = next(
        (x, y) for x, y in spots if box["x"] < x < box["x"] + box["width"] - 60 and box["y"] < y < box["y"] + box["height"]
    )
    screen.map.press(spot)
    expect(page.get_by_test_id("stMain").get_by_text("Reliability:").first).to_be_visible()
    page.keyboard.press("ArrowLeft")
    at(page, 3, "mali")


def still(shown: MapView) -> float:
    """The longitude at which the map came to rest."""
    lon, last = shown.look().lon, None
    while lon != last:
        shown.frame.page.wait_for_timeout(300)
        last, lon = lon, shown.look().lon
    return lon


def test_a_damaged_file_names_slide_and_field_and_what_is_good_outlives_a_reload(
    server: Server, visit: Visits, tmp_path: Path
) -> None:
    raw = json.loads(boards.dump(boards.shipped("chad")))
    raw["slides"][2]["view"] = "pie"
    file = tmp_path / "chad.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    screen: Screen = visit(server, alone=True).open("/workshop?board=mali")
    screen.page.get_by_role("button", name="Open a file").click()
    screen.page.locator("input[type=file]").set_input_files(file)
    said_wrong = screen.page.get_by_test_id("stAlert").first
    expect(said_wrong).to_contain_text("3 (borders)")
    expect(said_wrong).to_contain_text("view")
    for _ in range(2):
        expect(screen.page.get_by_text("7 slides")).to_be_visible()
        expect(screen.page.get_by_text("What you change is kept on this machine, for this browser.")).to_be_visible()
        assert screen.query()["board"] == "chad-2"
        screen.page.reload()
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    screen.settled().page.get_by_role("button", name="Open a file").click()
    screen.page.locator("input[type=file]").set_input_files(broken)
    expect(screen.page.get_by_test_id("stAlert").first).to_be_visible()
    expect(screen.page.get_by_text("7 slides")).to_be_visible()
