"""Controls: none is cut off, each shows where the focus is, and none is printed."""

from __future__ import annotations

import numpy as np
import pypdfium2

from components.text.words import words
from tests.browser.conftest import PHONE, Server, Visits
from tests.browser.screen import Screen
from tests.browser.test_contrast import GRAPHIC, contrast
from tests.sweep import sweep

_PROJECTOR = (1280, 720)
#: Labels of the page's buttons, links, and switches that are wider than what holds them, or cut by it.
_CUT = """() => [...document.querySelectorAll('[data-testid=stMain] :is(button, a[kind], label)')].filter((control) => {
  const box = control.getBoundingClientRect();
  if (!box.width || !control.innerText.trim() || !control.checkVisibility({ visibilityProperty: true })) return false;
  const words = document.createRange();
  words.selectNodeContents(control);
  const text = words.getBoundingClientRect();
  if (text.left < box.left - 1 || text.right > box.right + 1 || box.right > innerWidth + 1) return true;
  for (let part = control.parentElement; part; part = part.parentElement) {
    const held = part.getBoundingClientRect();
    if (getComputedStyle(part).overflowX !== 'visible' && (box.left < held.left - 1 || box.right > held.right + 1)) return true;
  }
  return false;
}).map((control) => control.innerText)"""
#: The ring of what has the focus: its colour and its width.
_RING = """() => { for (let part = document.activeElement, up = 0; part && up < 4; part = part.parentElement, up += 1) {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part), box = part.getBoundingClientRect();
    if (outlineStyle !== 'none' && box.width > 2 && box.height > 2)
      return [outlineColor.match(/[\\d.]+/g).slice(0, 3).map(Number), parseFloat(outlineWidth)];
  } return [null, 0]; }"""
_NAME = """() => { const on = document.activeElement, kept = on.closest('[class*="st-key-"]');
  if (on === document.body) return '';
  return kept ? [...kept.classList].find((name) => name.startsWith('st-key-')) : on.outerHTML.slice(0, 80); }"""
#: Buttons in sight, but for the cells of a matrix, which are content, and the names of what can be unfolded.
_BUTTONS = """() => [...document.querySelectorAll('[data-testid=stMain] button')]
  .filter((button) => button.checkVisibility({ visibilityProperty: true }) && !button.closest('.crossing, summary'))
  .map((button) => button.outerHTML.slice(0, 120))"""


@sweep(language=("es", "fr"), size=(_PROJECTOR, PHONE))
def test_no_control_is_cut_off(server: Server, visit: Visits, language: str, size: tuple[int, int]) -> None:
    screen = visit(server, size=size, has_touch=size == PHONE)
    screen.open(f"/sources?lang={language}")
    cut = {}
    for path in ("", "incidents", "flows", "routes", "briefing"):
        screen.turn(f"/{path}?area=MLI&lang={language}")
        cut[path] = screen.page.evaluate(_CUT)
    assert not any(cut.values()), cut


def test_the_focus_shows_on_every_control(screen: Screen) -> None:
    """A ring of at least 2 px that stands out 3 : 1 from the page and from the accent."""
    # Loaded anew: on a page that was used, the focus goes on from where it was, past the filters.
    screen.open("/?area=MLI&weapon=E")
    pale, seen = [], set()
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        name = screen.page.evaluate(_NAME)
        seen.add(name)
        colour, width = screen.page.evaluate(_RING)
        if name and (width < 2 or min(contrast(tuple(colour), back) for back in ((255, 255, 255), (0, 0x6B, 0xA4))) < GRAPHIC):
            pale.append(name)
        if name == "st-key-crossing":
            break
    assert {
        "st-key-area",
        "st-key-year",
        "st-key-phase",
        "st-key-weapon",
        "st-key-exclude_possible",
        "st-key-lang",
        "st-key-fit",
        "st-key-overview_layers",
        "st-key-crossing",
    } <= seen
    assert pale == []


def test_print_holds_the_content_alone(warm: Screen) -> None:
    screen = warm.turn("/incidents?area=MLI&lang=es")
    screen.page.emulate_media(media="print")
    for frame in ("stSidebar", "stHeader", "stToolbar"):
        assert not screen.page.get_by_test_id(frame).first.is_visible(), frame
    main = screen.page.get_by_test_id("stMain")
    assert screen.page.evaluate(_BUTTONS) == []
    assert main.locator("h1").is_visible() and main.get_by_test_id("stPlotlyChart").first.is_visible()
    assert screen.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    screen.page.emulate_media(media="screen")
    assert screen.page.title().startswith(f"{words('es').country('MLI')} – ") and screen.page.title().endswith(" – Arms Lens")


def test_a_printed_map_has_its_ground_and_its_marks(server: Server, visit: Visits) -> None:
    # Loaded anew: a map that somebody moved before would show more or less of the neighbours.
    screen = visit(server).open("/incidents?area=MLI&lang=fr")
    screen.map.drawn()
    page = pypdfium2.PdfDocument(screen.page.pdf(format="A4", print_background=True))[0]
    pixels = np.asarray(page.render(scale=1).to_pil().convert("RGB")).reshape(-1, 3).astype(int)
    shades = {"lit land": ("#FBFAF6", 6), "other land": ("#ECEBE6", 6), "marks": ("#CB181D", 60)}
    found = {name: near(pixels, colour, reach) for name, (colour, reach) in shades.items()}
    # Of half a million pixels of a page; the map is a third of it.
    assert found["lit land"] > 20_000 and found["other land"] > 5_000 and found["marks"] > 200, found
    assert screen.page.locator(".printed-map").count() == 0


def near(pixels: np.ndarray, colour: str, reach: int) -> int:
    """How many pixels have about a colour, which is not white."""
    shade = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return int(((np.abs(pixels - shade).max(axis=1) <= reach) & (pixels.min(axis=1) < 250)).sum())
