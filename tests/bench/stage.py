"""How long the projector's window takes to show the next slide, in a real browser: until its title stands there, and until its
map has all files or its chart is drawn. Without a graphics card the browser draws maps in software, on the same processors,
and takes seconds for a picture: that says nothing about a laptop.

    python -m tests.bench.stage --board mali --board reading --pause 5
"""

from __future__ import annotations

import os
import statistics
import tempfile
from typing import Annotated, Any

import typer
from playwright.sync_api import Page, sync_playwright

from components.screen.workshop.stage import fetched
from components.text.words import words
from components.workshop import boards, database
from data.engine.dataset import prepared_folder
from tests.bench.server import running
from tests.browser.conftest import CHROMIUM, FLAGS

#: What was promised, in milliseconds.
PROMISE = 400
#: From the key until the title has changed, until a chart in sight was drawn last, until the map's last file had come.
_WATCH = """() => {
  const title = () => document.querySelector("h1")?.textContent, before = title();
  const seen = {pressed: 0, title: 0, chart: 0}, inSight = one => getComputedStyle(one).visibility === "visible";
  // The slide's own listener lets nobody behind it hear of a key.
  window.addEventListener("keydown", () => { seen.pressed = performance.now() }, {capture: true, once: true});
  const watch = new MutationObserver(changes => {
    const now = performance.now();
    if (!seen.title && title() && title() !== before) seen.title = now;
    if (changes.some(({target}) => target.closest?.(".js-plotly-plot") && inSight(target))) seen.chart = now;
  });
  watch.observe(document.body, {subtree: true, childList: true, characterData: true});
  window.shownSince = wanted => {
    watch.disconnect();
    // A file that is there already may be asked for again, for the slide after this one.
    const files = performance.getEntriesByType("resource");
    const came = wanted.map(one => files.find(file => file.name.endsWith(one))?.responseEnd ?? performance.now());
    return {title: seen.title - seen.pressed, all: Math.max(seen.title, seen.chart, ...came) - seen.pressed};
  };
}"""


def walk(page: Page, address: str, board: str, pause: float) -> list[dict[str, Any]]:
    """From the first slide to the last, with a pause on each as a presenter makes it: milliseconds until title and all."""
    page.goto(f"{address}/workshop?board={board}&slide=1&present=1")
    page.wait_for_selector("#slide-foot")
    found = []
    for slide in boards.shipped(board).slides[1:]:
        page.wait_for_timeout(pause * 1000)
        files = fetched(slide, words("en"))
        page.evaluate(_WATCH)
        page.keyboard.press("PageDown")
        page.wait_for_timeout(3000)
        found.append(
            {"board": board, "slide": slide.id, "view": slide.view, **page.evaluate("files => shownSince(files)", files)}
        )
    return found


def main(
    board: Annotated[list[str] | None, typer.Option(help="storyboards, one after the other in one window")] = None,
    pause: Annotated[float, typer.Option(help="seconds that a slide is looked at")] = 5.0,
) -> None:
    """Measure, and print what became of it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ[database.FOLDER] = folder
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        with running("app.py", prepared_folder(), "/healthz") as server:
            found = []
            for name in board or boards.SHIPPED:
                # A window that has shown nothing yet, as at the start of a workshop.
                page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US").new_page()
                found += walk(page, server.address, name, pause)
                page.close()
        browser.close()
    for one in found:
        print(f"{one['board']:12} {one['slide']:16} {one['view']:10} title {one['title']:5.0f} ms   all {one['all']:5.0f} ms")
    for what in ("title", "all"):
        times = [one[what] for one in found]
        middle, late = statistics.median(times), sum(time > PROMISE for time in times)
        print(f"{what}: median {middle:.0f} ms, most {max(times):.0f} ms; {late} of {len(times)} over {PROMISE} ms")


if __name__ == "__main__":
    typer.run(main)
