"""A real server, a real browser, and pages that report what they asked for and what went wrong."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from components.text.words import LANGUAGES, words
from tests.browser.map_view import REACH_THE_MAP
from tests.browser.screen import COUNT_MESSAGES, Screen

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
#: Without a graphics card maps are drawn in software: by Mesa where it is installed, which takes half as long as Chromium's own,
#: and maps alone, since what lies around them is put together faster without it.
_SOFTWARE = (
    ("--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist", "--disable-gpu-compositing")
    if any(Path("/usr/lib").glob("*/dri/swrast_dri.so"))
    else ("--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader")
)
#: Every name but ours resolves to nothing.
FLAGS = (
    "--no-sandbox", *_SOFTWARE, "--enable-unsafe-swiftshader", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
#: Messages of the console that say nothing about the app: software drawing is slow.
IGNORED = ("GPU stall due to ReadPixels",)
#: Streamlit asks for its server under the path of a page before it asks at the root (streamlit/streamlit#7074).
PROBES = re.compile(r"/\w+/_stcore/(health|host-config)$")
DESK, PHONE = (1400, 900), (390, 844)
Options = dict[str, Any]
#: What a page shows when it fails: Streamlit's own box, and the sentences of components.screen.error_page.
_MISHAPS = (
    "This page could not be shown. Nothing is lost: reset the filters, or come back in a moment.",
    "The data cannot be read at the moment. Whoever runs this site finds the reason in its log.",
)
_START_SECONDS = 60
# Software that draws maps leaves little time for anything else.
expect.set_options(timeout=30_000)


@dataclass(frozen=True)
class Server:
    """A running app: where it answers, its process, and its log."""

    address: str
    pid: int
    log: Path


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def layers(self) -> list[str]:
        """Addresses of map layers requested so far."""
        return [url for url in self.requests if "/layers/" in url]

    def strangers(self) -> list[str]:
        """Requests that left this machine."""
        return [url for url in self.requests if urlsplit(url).scheme not in ("data", "blob") and _host(url) != "127.0.0.1"]


def _host(url: str) -> str | None:
    return urlsplit(url).hostname


@contextmanager
def serve(folder: Path, *options: str, **environment: str) -> Iterator[Server]:
    """The app in a process of its own, killed at the end; `options` are Streamlit's."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / f"server-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **environment})
    address = f"http://127.0.0.1:{port}"
    try:
        _await_health(address, process, log)
        yield Server(address, process.pid, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_health(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the app did not answer on {address}:\n{log.read_text(errors='replace')[-3000:]}")


class Trap:
    """A proxy that answers nobody and remembers who came: `asked` are the first lines of requests."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                came, _ = self._socket.accept()
            except OSError:
                return
            with came:
                came.settimeout(2)
                self.asked.append(came.recv(200).split(b"\r\n")[0].decode(errors="replace"))

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system; without it the tests are skipped, in CI they fail."""
    if shutil.which(CHROMIUM) is None:
        reason = f"no browser at {CHROMIUM}: install Debian's chromium to run the tests in a browser"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def trap() -> Iterator[Trap]:
    """Where every way out of the shared server leads."""
    opened = Trap()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server(browser: Browser, trap: Trap, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app that most tests share."""
    ways = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), trap.address)
    with serve(tmp_path_factory.mktemp("server"), no_proxy="127.0.0.1,localhost", **ways) as running:
        yield running
    assert not trap.asked, "the app asked somebody while tests ran"


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """An English browser on a desk; its cache is shared by tests, as one visitor's would be."""
    opened = new_context(browser)
    yield opened
    opened.close()


def new_context(browser: Browser, size: tuple[int, int] = DESK, **options: Any) -> BrowserContext:
    opened = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-US", **options)
    opened.add_init_script(REACH_THE_MAP + COUNT_MESSAGES)
    opened.set_default_timeout(60_000)
    return opened


class Tab:
    """A tab of the browser, and what its page asked for and complained about since a test took it."""

    def __init__(self, page: Page, options: Options | None) -> None:
        self.page, self.options = page, options
        self.watch, self.handed_on = Watch(), False
        page.on("request", lambda asked: self.watch.requests.append(asked.url))
        page.on("websocket", lambda socket: self.watch.requests.append(socket.url))
        page.on("pageerror", lambda error: self.watch.complaints.append(f"page error: {error}"))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        # A tab that rested on /healthz, which names no icon, has asked for /favicon.ico there, and may hear of it late.
        if not (self.handed_on and urlsplit(said.location["url"]).path == "/favicon.ico"):
            _keep(self.watch, said)

    def emptied(self, server: str) -> None:
        """Forget the visit but for what the tab's process compiled, which stays while its addresses are of one site."""
        if self.page.url.startswith("http"):
            self.page.evaluate("sessionStorage.clear()")
        self.handed_on = True
        self.page.goto(f"{server}/healthz")
        self.page.emulate_media(media="null")
        self.page.mouse.move(0, 0)
        if self.options is None:
            return
        context = self.page.context
        for other in context.pages:
            if other != self.page:
                other.close()
        link = context.new_cdp_session(self.page)
        link.send("Network.clearBrowserCache")
        link.send("Storage.clearDataForOrigin", {"origin": server, "storageTypes": "all"})
        link.detach()
        context.clear_cookies()

    def close(self) -> None:
        if self.options is None:
            self.page.close()
        else:
            self.page.context.close()


class Tabs:
    """Tabs that tests hand on: to load a page in a new one, whose process has compiled nothing yet, takes twice as long."""

    def __init__(self, browser: Browser, shared: BrowserContext) -> None:
        self._browser, self._shared = browser, shared
        self._idle: list[Tab] = []

    def take(self, options: Options | None = None, size: tuple[int, int] = DESK) -> Tab:
        """A tab of the context that tests share or, with options, of one of its own, which remembers nothing."""
        tab = next((tab for tab in self._idle if tab.options == options), None)
        if tab is None:
            context = self._shared if options is None else new_context(self._browser, **options)
            return self._sized(Tab(context.new_page(), options), size)
        self._idle.remove(tab)
        tab.watch = Watch()
        return self._sized(tab, size)

    def hand_on(self, tab: Tab, server: str) -> None:
        """Keep a tab for the next test."""
        try:
            tab.emptied(server)
        except PlaywrightError:
            tab.close()
        else:
            self._idle.append(tab)

    def close(self) -> None:
        for tab in self._idle:
            tab.close()

    @staticmethod
    def _sized(tab: Tab, size: tuple[int, int]) -> Tab:
        tab.page.set_viewport_size({"width": size[0], "height": size[1]})
        return tab


@pytest.fixture(scope="session")
def tabs(browser: Browser, context: BrowserContext) -> Iterator[Tabs]:
    kept = Tabs(browser, context)
    yield kept
    kept.close()


@dataclass
class Visits:
    """Opens pages of the app. What they asked for and complained about is judged at the end of the test."""

    _tabs: Tabs
    _taken: list[tuple[Tab, Screen]] = field(default_factory=list)

    def __call__(self, server: Server, *, alone: bool = False, size: tuple[int, int] | None = None, **options: Any) -> Screen:
        """A page not opened yet; `alone` or with options it is a visitor whose browser has seen nothing before."""
        tab = self._tabs.take(options if alone or size or options else None, size or DESK)
        screen = Screen(tab.page, tab.watch, server.address)
        self._taken.append((tab, screen))
        return screen

    def judged(self) -> list[str]:
        return [problem for _, screen in self._taken for problem in _problems(screen.page, screen.watch)]

    def picture(self, name: str) -> None:
        _keep_pictures(name, [screen.page for _, screen in self._taken])

    def close(self, sound: bool) -> None:
        """Hand the tabs on, but for those of a test that failed."""
        for tab, screen in self._taken:
            if sound:
                self._tabs.hand_on(tab, screen.address)
            else:
                tab.close()


@pytest.fixture
def visit(request: pytest.FixtureRequest, tabs: Tabs) -> Iterator[Visits]:
    """Opens watched pages: no request may leave the machine, no error may show."""
    visits = Visits(tabs)
    yield visits
    sound = False
    try:
        if request.node.stash.get(FAILED, False):
            visits.picture(request.node.name)
        problems = visits.judged()
        sound = not (problems or request.node.stash.get(FAILED, False))
    finally:
        visits.close(sound)
    assert not problems, "\n".join(problems)


def _keep_pictures(name: str, pages: list[Page]) -> None:
    folder = ROOT / ".artifacts" / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    for i, page in enumerate(pages):
        page.screenshot(path=folder / f"{''.join(c if c.isalnum() else '-' for c in name)}-{i}.png")


def _keep(watch: Watch, said: ConsoleMessage) -> None:
    ignored = any(text in said.text for text in IGNORED) or PROBES.search(urlsplit(said.location["url"]).path)
    if said.type == "error" and not ignored:
        watch.complaints.append(f"console: {said.text} ({said.location['url']})")


def _problems(page: Page, watch: Watch) -> list[str]:
    found = [f"left the machine: {url}" for url in watch.strangers()] + watch.complaints
    if page.url.startswith("http"):
        found += [f"error box: {text}" for text in page.locator("[data-testid=stException]").all_inner_texts()]
        shown = page.locator("body").inner_text()
        found += [f"mishap: {said}" for said in _mishaps() if said in shown]
    return found


def _mishaps() -> set[str]:
    return {words(language).t(message) for language in LANGUAGES for message in _MISHAPS}


@pytest.fixture
def screen(server: Server, visit: Visits) -> Screen:
    """A page of the shared server, not opened yet."""
    return visit(server)


@pytest.fixture(scope="session")
def loaded(tabs: Tabs) -> Iterator[list[tuple[Tab, Screen]]]:
    """The page that `warm` tests hand on; none before the first of them, and after one that failed."""
    kept: list[tuple[Tab, Screen]] = []
    yield kept
    for tab, _ in kept:
        tab.close()


@pytest.fixture
def warm(request: pytest.FixtureRequest, server: Server, tabs: Tabs, loaded: list[tuple[Tab, Screen]]) -> Iterator[Screen]:
    """A page of the shared server that stays loaded from test to test: `turn` asks it for an address.

    For tests that look at what an address shows, in whatever window and language.
    """
    if not loaded:
        tab = tabs.take()
        loaded.append((tab, Screen(tab.page, tab.watch, server.address).open("/sources?lang=en")))
    tab, screen = loaded[0]
    tab.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    # By way of a page without a map: what the map before still shows would be taken for what the next shall.
    screen.turn("/sources?lang=en")
    screen.watch.requests.clear()
    yield screen
    failed = request.node.stash.get(FAILED, False)
    if failed:
        _keep_pictures(request.node.name, [screen.page])
    problems = _problems(screen.page, screen.watch)
    screen.watch.complaints.clear()
    if failed or problems:
        loaded.clear()
        tab.close()
    else:
        screen.page.emulate_media(media="null")
        screen.page.keyboard.press("Escape")
        screen.page.mouse.move(0, 0)
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(screen: Screen) -> Page:
    """The same page as Playwright knows it."""
    return screen.page


@pytest.fixture
def fresh_server(browser: Browser, tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has asked anything."""
    with serve(tmp_path) as running:
        yield running


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Put the end of the server's log beside a failure, and remember it for a picture."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
        running = getattr(item, "funcargs", {}).get("server")
        if running is not None:
            report.sections.append(("log of the app", running.log.read_text(errors="replace")[-3000:]))
    return report
