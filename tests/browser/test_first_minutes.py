"""The first minutes of an adviser, a coordinator and a presenter: what each does first, by mouse and keys, in that order.

After every step the walk looks at what a person sees: marks of the selection as pixels on the map, the number in the sentence
against the number in the data, and nothing in the console.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect
from pptx import Presentation
from pypdf import PdfReader

from components.briefing import compose
from components.briefing.value import EDITIONS
from components.current import dataset
from components.text.words import words
from components.workshop import boards
from components.workshop.value import said
from data.analysis import crossing
from data.ground.countries import shapes
from data.model.categories import PHASES, level1
from data.query.filters import Filters
from data.subjects import incidents, rows
from tests.browser.conftest import Server, Visits
from tests.browser.screen import Screen, numbered, question, spaced
from tests.browser.test_follow import until
from tests.browser.test_workshop import PROJECTOR, at, following

#: Pixels of the marks' own colours that a map must show at least, whatever the selection: one mark of a single event has some 30.
_SEEN = 20
EXPLOSIVES = list(level1()).index("E")
PEACEKEEPING = PHASES.index("peacekeeping")


def type_area(screen: Screen, name: str) -> None:
    """Choose a country as people do: click the box, type its name, press Enter."""
    box = screen.key("area").get_by_role("combobox")
    box.click()
    box.press_sequentially(name, delay=30)
    box.press("Enter")
    screen.page.keyboard.press("Escape")


def reddish(screen: Screen, country: str) -> int:
    """Pixels in the reds of incidents on the map, within the frame of a country."""
    screen.page.mouse.move(5, 5)
    box = screen.map.frame.bounding_box()
    assert box
    image = Image.open(io.BytesIO(screen.map.frame.screenshot())).convert("RGB")
    frame = shapes(dataset())
    west, south, east, north = frame[frame.country == country].total_bounds
    corners = [screen.map.at(lon, lat) for lon, lat in ((west, south), (east, north))]
    (left, bottom), (right, top) = [(x - box["x"], y - box["y"]) for x, y in corners]
    seen = image.crop((max(int(left), 0), max(int(top), 0), min(int(right), image.width), min(int(bottom), image.height)))
    r, g, b = np.asarray(seen, dtype=int).transpose(2, 0, 1)
    return int(((r > 170) & (r - g > 60) & (r - b > 55)).sum())


def sound(screen: Screen, filters: Filters, country: str = "", language: str = "en") -> None:
    """What a person checks without thinking: the number is right, the map shows marks, nothing failed."""
    screen.map.drawn()
    found = crossing.summary(dataset(), filters)
    told = (rows.number(dataset(), "incidents", filters),) if on(screen, "incidents") else (found.events, found.deaths)
    for n in told:
        shown = re.compile(rf"(?<![\d.,]){re.escape(numbered(n, language))}(?!\d)".replace(r"\ ", r"\s"))
        expect(screen.page.get_by_test_id("stMain"), f"{n} stands nowhere on the page").to_contain_text(shown)
    marks = incidents.marks(dataset(), filters)
    drawn = [n for name, n in screen.map.layers().items() if name.startswith("incidents")]
    assert len(marks.frame) in drawn, f"{len(marks.frame)} marks in the data, {drawn} on the map"
    if country and found.events:
        assert reddish(screen, country) >= _SEEN, f"no mark is seen in {country}"
    assert not screen.watch.complaints, screen.watch.complaints


def on(screen: Screen, path: str) -> bool:
    return bool(screen.page.evaluate("(path) => location.pathname.includes(path)", path))


def back_to(screen: Screen, path: str) -> None:
    """The browser's own way back: one step."""
    screen.page.evaluate("history.back()")
    screen.page.wait_for_function("(path) => location.pathname.includes(path)", arg=path)
    screen.settled()


def turn_to(screen: Screen, path: str) -> None:
    """Another page, by its link in the navigation."""
    screen.page.get_by_test_id("stTopNavLink").locator(f"[href*='{path}']").or_(
        screen.page.locator(f"a[data-testid=stTopNavLink][href*='{path}']")
    ).first.click()
    screen.page.wait_for_url(re.compile(path))
    screen.settled()


def test_an_adviser(server: Server, visit: Visits, tmp_path: Path) -> None:
    """Where, since when, with what, from where: from the front page to a file and a link."""
    screen = visit(server, alone=True).open("/")
    sound(screen, screen.asked(), "NGA")

    type_area(screen, "Mali")
    mali = question("area=MLI")
    screen.until_asked(mali)
    sound(screen, mali, "MLI")

    screen.choice("weapon", EXPLOSIVES).click()
    explosives = question("area=MLI&weapon=E")
    screen.until_asked(explosives)
    sound(screen, explosives, "MLI")

    screen.choice("phase", PEACEKEEPING).click()
    narrowed = question("area=MLI&weapon=E&phase=peacekeeping")
    screen.until_asked(narrowed)
    sound(screen, narrowed, "MLI")

    screen.choice("phase", PEACEKEEPING).click()
    screen.choice("weapon", EXPLOSIVES).click()
    screen.until_asked(mali)
    sound(screen, mali, "MLI")

    press_a_mark(screen, mali)
    screen.settled()

    turn_to(screen, "incidents")
    assert screen.asked() == mali
    sound(screen, mali, "MLI")

    years = (2012, 2015)
    stroke_over_years(screen, years)
    some = replace(mali, years=years)
    screen.until_asked(some)
    sound(screen, some, "MLI")

    screen.key("incidents_compare_on").locator("label").click()
    screen.page.wait_for_function("() => location.search.includes('compare=')")
    screen.settled()
    assert not screen.watch.complaints

    csv = download(screen, screen.page.locator(".files a[href*='.csv']"), tmp_path)
    assert len(pd.read_csv(csv, skiprows=[1])) == rows.number(dataset(), "incidents", some)

    screen.page.get_by_test_id("stMain").get_by_test_id("stPopover").first.get_by_role("button").first.click()
    link = screen.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").first.inner_text().strip()
    colleague = visit(server, alone=True)
    colleague.page.goto(link)
    colleague.settled()
    queries = [one.page.evaluate("location.search") for one in (screen, colleague)]
    assert dict(parse_qsl(queries[0][1:])) | {"lang": "en"} == dict(parse_qsl(queries[1][1:])) | {"lang": "en"}
    sound(colleague, some, "MLI")

    screen.page.keyboard.press("Escape")
    turn_to(screen, "routes")
    screen.map.drawn()
    back_to(screen, "incidents")
    sound(screen, some, "MLI")

    screen.key("incidents_compare_on").locator("label").click()
    screen.page.wait_for_function("() => !location.search.includes('compare=')")
    screen.settled()
    screen.key("reset").get_by_role("button").click()
    screen.until_asked(question(""))
    sound(screen, screen.asked(), "NGA")


def press_a_mark(screen: Screen, filters: Filters) -> None:
    """Click the largest mark in sight that nothing lies on: its records are told."""
    frame = screen.map.frame.bounding_box()
    assert frame
    marks = incidents.marks(dataset(), filters)
    for row in marks.frame.sort_values("deaths", ascending=False).itertuples():
        x, y = screen.map.at(row.lon, row.lat)
        inside = (
            frame["x"] + 80 < x < frame["x"] + frame["width"] - 80 and frame["y"] + 60 < y < frame["y"] + frame["height"] - 60
        )
        own = inside and screen.map.top((x, y)) == "incidents" and screen.map.hit("incidents", (x, y))
        if own and own["at"] == pytest.approx([row.lon, row.lat], abs=1e-3):
            break
    found = incidents.at_mark(dataset(), filters, marks.resolution, lon=row.lon, lat=row.lat)
    screen.map.press((x, y))
    said = words("en").n("{n} death", "{n} deaths", int(found.deaths.sum()))
    screen.page.wait_for_function(
        "(text) => document.querySelector('[data-testid=stMain]').innerText.replace(/[\\s\\u200b]+/g, ' ').includes(text)",
        arg=spaced(said),
    )


def download(screen: Screen, press: Locator, folder: Path) -> Path:
    """Press a button that hands out a file, and keep the file."""
    with screen.page.expect_download(timeout=120_000) as waiting:
        press.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_coordinator(server: Server, visit: Visits, tmp_path: Path) -> None:
    """Ten minutes and a government to face: a country, its briefing, two pages and slides that may be shown."""
    screen = visit(server, alone=True).open("/")
    type_area(screen, "Mali")
    screen.until_asked(question("area=MLI"))
    turn_to(screen, "briefing")
    screen.map.drawn()
    found = compose.briefing("MLI", "en", EDITIONS[0])
    assert EDITIONS[0] == "shareable" and screen.chosen("briefing_edition") == [0], "what may be shown is shown first"
    shown = screen.text()
    places = [shown.index(section.title) for section in found.sections]
    assert places == sorted(places)
    assert [section.name for section in found.sections[:3]] == ["new", "raise", "unknown"]
    assert not screen.watch.complaints

    screen.key("briefing_take_away").get_by_role("button").click()
    dialog = screen.page.get_by_role("dialog")
    pdf = download(screen, dialog.get_by_role("button", name="PDF"), tmp_path)
    assert "_shareable_" in pdf.name and len(PdfReader(pdf).pages) == 2
    slides = download(screen, dialog.get_by_role("button", name="Slides"), tmp_path)
    frames = [shape.text_frame for slide in Presentation(str(slides)).slides for shape in slide.shapes if shape.has_text_frame]
    assert any(found.sections[0].title in frame.text for frame in frames)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)

    screen.speak("fr")
    french = compose.briefing("MLI", "fr", EDITIONS[0])
    for section in french.sections:
        expect(screen.page.get_by_test_id("stMain")).to_contain_text(section.title.split("\u202f")[0])
    screen.speak("en")

    box = screen.page.locator("[class*=st-key-briefing_area]").get_by_role("combobox")
    box.click()
    box.press_sequentially("Chad", delay=30)
    box.press("Enter")
    screen.until_asked(question("area=TCD")).map.drawn()
    assert compose.briefing("TCD", "en", EDITIONS[0]).sections[0].title in screen.text()
    turn_to(screen, "flows")
    chad = question("area=TCD")
    assert screen.asked() == chad
    screen.map.drawn()
    back_to(screen, "briefing")
    screen.map.drawn()
    assert not screen.watch.complaints


def test_a_presenter(server: Server, visit: Visits, browser: Browser) -> None:
    """A storyboard on the projector, the presenter's window beside it, a phone in the room, and the way out."""
    projector = visit(server, size=PROJECTOR, alone=True).open("/workshop?board=mali")
    projector.key("workshop_present").get_by_role("button").click()
    at(projector.page, 1, "mali")
    assert "key" not in projector.page.evaluate("location.search")
    slides = boards.shipped("mali").slides
    for place, slide in enumerate(slides, 1):
        at(projector.page, place, "mali")
        if slide.view == "map" and "incidents" in slide.layers:
            projector.map.drawn()
            country = slide.filters.countries[0]
            assert reddish(projector, country) >= _SEEN, f"slide {place}: no mark is seen in {country}"
        assert not projector.watch.complaints, (place, projector.watch.complaints)
        if place < len(slides):
            projector.page.keyboard.press("ArrowRight")
    projector.page.keyboard.press("Home")
    at(projector.page, 1, "mali")

    desk = Screen(projector.page.context.new_page(), projector.watch, server.address)
    desk.open("/workshop?board=mali&slide=1&presenter=1")
    path = re.search(r"/follow/\w{6}$", desk.page.get_by_test_id("stCode").first.inner_text().strip())
    assert path
    phone, page = following(browser, server, path[0])
    desk.page.locator("[class*=st-key-desk_next]").get_by_role("button").click()
    at(projector.page, 2, "mali")
    until(page, "#title", said(slides[1].title, "en"))
    page.fill("#text", "One line from the back row")
    page.click("#send")
    until(page, "#sent", "Sent")
    desk.page.get_by_role("button", name="Show to the room").click()
    projector.page.keyboard.press("n")
    expect(projector.page.locator("#slide-wall li")).to_have_text("One line from the back row")
    projector.page.keyboard.press("n")
    expect(projector.page.locator("#slide-wall")).to_have_count(0)
    projector.page.keyboard.press("Escape")
    projector.page.wait_for_function("() => !location.search.includes('present=1')")
    projector.settled()
    expect(projector.key("workshop_present")).to_be_visible()
    phone.close()


def stroke_over_years(screen: Screen, years: tuple[int, int]) -> None:
    """Drag over the bars of some years on the chart beside the map."""
    bars = screen.page.get_by_test_id("stPlotlyChart").first.locator(".nsewdrag").nth(1)
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box
    across = box["width"] / 38.2  # a year on the axis from 1988.4 to 2026.6
    x, y = box["x"] + (years[0] - 1988.4) * across, box["y"] + box["height"] / 2
    screen.page.mouse.move(x - across / 4, y)
    screen.page.mouse.down()
    screen.page.mouse.move(x + across, y, steps=4)
    screen.page.mouse.move(x + (years[1] - years[0] + 0.2) * across, y, steps=4)
    screen.page.mouse.up()
