"""AA contrast of what is written, by WCAG 2.2: 4.5 : 1 for text, 3 : 1 for large text and for lines that carry meaning."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from components.charts.overview.figures import PHASE_TINTS
from geo.basemap import LOOK
from geo.style import FLOW_COLOURS, INK, LINK, MUTED, REDS, ROUTE_COLOURS, rgb
from tests.browser.screen import Screen

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
WHITE, GREY = THEME["backgroundColor"], THEME["secondaryBackgroundColor"]
TEXT, GRAPHIC = 4.5, 3.0

#: Every visible text of the page with its colour, opacity included, and what lies behind it.
_WRITTEN = """() => {
  const parsed = (text) => { const n = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith('color(srgb') ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1]; };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const found = [];
  const walk = document.createTreeWalker(document.querySelector('[data-testid=stApp]'), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.textContent.trim(), part = node.parentElement;
    if (!text || !part.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (part.closest('svg, canvas, .mapboxgl-map, [disabled], [aria-disabled=true], [data-testid=stDataFrame]')) continue;
    if (part.closest('[style*="clip-path"]')) continue;
    const style = getComputedStyle(part), back = [], own = part.getBoundingClientRect();
    const x = own.left + own.width / 2, y = own.top + own.height / 2;
    let opacity = 1;
    for (let held = part; held; held = held.parentElement) {
      const look = getComputedStyle(held);
      opacity *= Number(look.opacity);
      const box = held.getBoundingClientRect();
      const under = box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
      if (under) back.unshift(parsed(look.backgroundColor));
    }
    const below = back.reduce((under, layer) => over(layer, under), [255, 255, 255]);
    const colour = parsed(style.color);
    if (colour[3] * opacity < 0.05) continue;
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    found.push([text.slice(0, 40), over([...colour.slice(0, 3), colour[3] * opacity], below), below,
      size >= 24 || (bold && size >= 18.66)]);
  }
  return found;
}"""


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance of an sRGB colour, 0–255 a channel."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(rgb("#767676"), rgb("#FFFFFF")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("back", [WHITE, GREY])
@pytest.mark.parametrize("text", [THEME["textColor"], THEME["linkColor"], THEME["primaryColor"], INK, LINK])
def test_colours_of_text(text: str, back: str) -> None:
    assert contrast(rgb(text), rgb(back)) >= TEXT


def test_captions_of_charts() -> None:
    assert contrast(rgb(MUTED), rgb(WHITE)) >= TEXT


@pytest.mark.parametrize("back", [LOOK.land_focus, LOOK.land_other, LOOK.sea])
def test_names_on_the_map(back: str) -> None:
    """Country and town names have a white rim, but are legible without it on all that the ground shows."""
    assert contrast(rgb(INK), rgb(back)) >= TEXT
    assert contrast(rgb(MUTED), rgb(back)) >= GRAPHIC


@pytest.mark.parametrize("line", [*FLOW_COLOURS.values(), *ROUTE_COLOURS.values(), REDS[-1]])
def test_lines_stand_out_from_the_ground(line: str) -> None:
    assert min(contrast(rgb(line), rgb(back)) for back in (LOOK.land_focus, LOOK.land_other, LOOK.sea)) >= GRAPHIC


@pytest.mark.parametrize("tint", PHASE_TINTS.values())
def test_text_over_bands_of_phases(tint: str) -> None:
    assert contrast(rgb(INK), rgb(tint)) >= TEXT


def test_all_that_is_written_on_the_page(warm: Screen) -> None:
    screen = warm.turn("/?area=MLI&phase=peacekeeping&weapon=ZZ")
    pale = {
        f"{text!r}: {contrast(tuple(colour), tuple(back)):.2f}"
        for text, colour, back, large in screen.page.evaluate(_WRITTEN)
        if contrast(tuple(colour), tuple(back)) < (GRAPHIC if large else TEXT)
    }
    assert not pale, "\n".join(sorted(pale))
