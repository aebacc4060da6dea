"""A clicked chart stays where it stood while the page answers, and says beside it what it opened."""

from __future__ import annotations

from components.text.words import words
from tests.browser.conftest import DESK, PHONE
from tests.browser.screen import Screen
from tests.sweep import sweep

#: Where the drawn chart with a key that begins so stands, or -1.
_TOP = """(key) => { const found = document.querySelector(`[class*="st-key-${key}"] [data-testid=stPlotlyChart]`)
  ?? document.querySelector(`[data-testid=stPlotlyChart][class*="st-key-${key}"]`);
  return found ? found.getBoundingClientRect().top : -1; }"""
_BAR = """(key) => { const bars = [...document.querySelectorAll(`[class*="st-key-${key}"] .bars path`)]
  .filter((bar) => getComputedStyle(bar).fill.startsWith('rgb'))
  .map((bar) => bar.getBoundingClientRect()).filter((one) => one.height > 6 && one.width > 3);
  const one = bars[Math.floor(bars.length / 2)]; return [one.x + one.width / 2, one.y + one.height / 2]; }"""
_CHOSEN = words("en").t("Chosen: {what}. All of this page shows only that; the same click again opens all.").split("{what}")[1]
#: Pages with charts whose bars can be clicked, some far down; the beginning of the key of one.
CHARTS = [
    ("/incidents?area=NGA", "incidents_weapons"), ("/flows?area=west-africa", "flows_years"),
    ("/flows?area=west-africa", "flows_mechanism"), ("/routes?area=west-africa", "routes_modes"),
]  # fmt: skip


@sweep(at=(0, 1), size=(DESK, PHONE))
def test_a_clicked_chart_stays(warm: Screen, at: int, size: tuple[int, int]) -> None:
    """Every other chart."""
    warm.page.set_viewport_size({"width": size[0], "height": size[1]})
    for path, key in CHARTS[at::2]:
        stays(warm.turn(path), key)


def stays(screen: Screen, key: str) -> None:
    page = screen.page
    page.locator(f"[class*='st-key-{key}']").first.evaluate("(one) => one.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(600)
    before, asked = page.evaluate(_TOP, key), page.url
    x, y = page.evaluate(_BAR, key)
    page.mouse.click(x, y)
    page.wait_for_function("(was) => location.href !== was", arg=asked)
    screen.settled()
    page.wait_for_timeout(500)
    assert abs(page.evaluate(_TOP, key) - before) <= 3, "the clicked chart moved"
    assert _CHOSEN.strip() in screen.text()
    told = page.locator("strong", has_text=_CHOSEN.strip().rstrip(".")).last.bounding_box()
    assert told and abs(told["y"] - before) < 900
