"""How long a slow line takes to the first words, to the page's own sentences, and to the map: 700 kbit/s, 200 ms, empty cache.

    python -m tests.bench.slow_line --before 02f1c17

The line is Chromium's own emulation. `--before` measures an older commit first, in a worktree of its own that is removed again.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from playwright.sync_api import Browser, sync_playwright

from data.engine.dataset import prepared_folder
from tests.bench.server import ROOT, running
from tests.browser.conftest import CHROMIUM, DESK, FLAGS
from tests.browser.map_view import DRAWN, REACH_THE_MAP

#: What was promised, in seconds.
WORDS, MAP = 8.0, 30.0
#: When each thing was first seen, in milliseconds since the address was asked for.
_WATCH = """
(() => {
  const seen = window.firstSeen = {};
  const said = (node) => (node?.innerText ?? '').split(/\\s+/).filter((word) => word.length > 1).length >= 8;
  const drawn = %s;
  const look = () => {
    const now = performance.now();
    if (!seen.words && said(document.body)) seen.words = now;
    if (!seen.sentences && said(document.querySelector('[data-testid=stMain]'))) seen.sentences = now;
    if (!seen.map && document.querySelector('#deckgl-overlay') && drawn()) seen.map = now;
    if (!seen.map) setTimeout(look, 50);
  };
  look();
})();
"""


@dataclass(frozen=True)
class Seen:
    """Seconds until the first words, the page's own sentences and the drawn map; bytes that came by then; requests."""

    words: float
    sentences: float
    map: float
    kilobytes: float
    files: tuple[tuple[float, float, float, str], ...]


def visit(browser: Browser, address: str, kilobits: float, latency: float, patience: float) -> Seen:
    """One visit with an empty cache over a slow line."""
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="en-US")
    context.add_init_script(REACH_THE_MAP + _WATCH % DRAWN)
    page = context.new_page()
    link = context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Network.clearBrowserCache")
    line = {"offline": False, "latency": latency, "downloadThroughput": kilobits * 125, "uploadThroughput": kilobits * 125}
    link.send("Network.emulateNetworkConditions", line)
    came: dict[str, tuple[str, float, float]] = {}
    started: list[float] = []
    sizes = [0.0]

    def asked(event: dict[str, Any]) -> None:
        started.append(event["timestamp"])
        came[event["requestId"]] = event["request"]["url"], event["timestamp"] - started[0], 0.0

    def loaded(event: dict[str, Any]) -> None:
        sizes[0] += event["encodedDataLength"]
        if event["requestId"] in came:
            url, begun, _ = came[event["requestId"]]
            files.append((begun, event["timestamp"] - started[0], event["encodedDataLength"] / 1000, url))

    files: list[tuple[float, float, float, str]] = []
    link.on("Network.requestWillBeSent", asked)
    link.on("Network.loadingFinished", loaded)
    page.goto(address, wait_until="commit", timeout=patience * 1000)
    page.wait_for_function("window.firstSeen?.map", timeout=patience * 1000, polling=200)
    seen = page.evaluate("window.firstSeen")
    context.close()
    return Seen(seen["words"] / 1000, seen["sentences"] / 1000, seen["map"] / 1000, sizes[0] / 1000, tuple(files))


@contextmanager
def worktree(commit: str) -> Iterator[Path]:
    """An older commit, checked out beside this one."""
    with tempfile.TemporaryDirectory(prefix="arms-lens-") as place:
        folder = Path(place) / "before"
        subprocess.run(["git", "worktree", "add", "--detach", str(folder), commit], cwd=ROOT, check=True, capture_output=True)
        try:
            yield folder
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(folder)], cwd=ROOT, check=True, capture_output=True)


def main(
    before: Annotated[str, typer.Option(help="a commit to measure first")] = "",
    path: Annotated[str, typer.Option(help="the page")] = "/",
    kilobits: float = 700,
    latency: Annotated[float, typer.Option(help="milliseconds")] = 200,
    files: Annotated[bool, typer.Option(help="also list what was fetched")] = False,
) -> None:
    """Measure, and print before → after."""
    found: dict[str, Seen] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        places: dict[str, AbstractContextManager[Path]] = {"before": worktree(before)} if before else {}
        for name, place in (places | {"after": nullcontext(ROOT)}).items():
            with place as root, running("app.py", prepared_folder(), "/healthz", root, root=root) as server:
                found[name] = visit(browser, server.address + path, kilobits, latency, 300)
        browser.close()
    after = found["after"]
    if files:
        for begun, ended, size, url in sorted(after.files):
            print(f"{begun:6.1f} – {ended:5.1f} s {size:7.0f} kB  {url.split('/', 3)[-1][:90]}")
    print(f"{path} over {kilobits:g} kbit/s with {latency:g} ms and an empty cache")
    for name in ("words", "sentences", "map", "kilobytes"):
        values = " → ".join(f"{getattr(one, name):.1f}" for one in found.values())
        print(f"{name:10} {values} {'kB' if name == 'kilobytes' else 's'}")
    kept = after.words <= WORDS and after.map <= MAP
    print("met" if kept else "NOT MET", f"(words ≤ {WORDS:g} s, map ≤ {MAP:g} s)")
    sys.exit(not kept)


if __name__ == "__main__":
    typer.run(main)
