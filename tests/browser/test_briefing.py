"""A briefing in the browser: it reads in every edition, leads to its rows, and is taken away as files."""

from __future__ import annotations

import io
from pathlib import Path

from pptx import Presentation
from pypdf import PdfReader

from components.briefing import compose
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen


def test_a_briefing_is_read_and_taken_away(warm: Screen, tmp_path: Path) -> None:
    screen = warm.turn("/briefing?area=CPV")
    screen.map.drawn()
    found = compose.briefing("CPV", "en", "shareable")
    for section in found.sections:
        assert section.title in screen.text()
    screen.key("briefing_take_away").get_by_role("button").click()
    dialog = screen.page.get_by_role("dialog")
    for name, suffix in (("PDF", ".pdf"), ("Slides", ".pptx")):
        with screen.page.expect_download(timeout=60_000) as waiting:
            dialog.get_by_role("button", name=name).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert path.name.startswith("arms-lens_CPV_en_shareable_") and path.suffix == suffix
        body = io.BytesIO(path.read_bytes())
        pages = PdfReader(body).pages if suffix == ".pdf" else Presentation(body).slides
        assert len(pages) == (2 if suffix == ".pdf" else 8)
    screen.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def test_what_is_shared_shows_areas_only(warm: Screen) -> None:
    screen = warm.turn("/briefing?area=MLI")
    screen.map.drawn()
    assert set(screen.map.layers()) & {"areas", "incidents", "flows", "routes"} == {"areas"}
    screen.choice("briefing_edition", 1).click()
    screen.settled().map.drawn()
    assert "incidents" in screen.map.layers()


def test_the_wheel_reads_on_over_the_map(warm: Screen) -> None:
    screen = warm.turn("/briefing?area=COL")
    screen.map.drawn()
    box = screen.page.locator(".stDeckGlJsonChart").first.bounding_box()
    assert box is not None
    screen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + min(box["height"], 200) / 2)
    before = screen.map.look()
    screen.page.mouse.wheel(0, 300)
    screen.page.wait_for_function(
        "top => document.querySelector('.stDeckGlJsonChart').getBoundingClientRect().top < top - 100", arg=box["y"]
    )
    assert screen.map.look().close_to(before)


def test_it_is_read_on_a_phone(warm: Screen) -> None:
    warm.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    warm.turn("/briefing?area=COL").map.drawn()
    assert warm.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
