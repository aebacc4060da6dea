"""The app as a visitor sees it: by keys and roles, never by words, since words change with the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page

from components.current import dataset
from components.files.picture.view_choices import CHOICES
from components.text.words import LANGUAGES, words
from data.ground.countries import covered
from data.query.filters import Filters
from data.query.years import all_years
from tests.browser.map_view import MapView

if TYPE_CHECKING:
    from tests.browser.conftest import Watch

#: The script has run, and nothing on the page waits to be replaced, for a moment.
_QUIET = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const quiet = app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid=stMain] p')
    && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
  const now = performance.now();
  if (!quiet) window.quietSince = undefined;
  else window.quietSince ??= now;
  return window.quietSince !== undefined && now - window.quietSince > 300;
}"""
#: Counts what a page asks the server by its socket, and what it hears.
COUNT_MESSAGES = """
window.asked = window.answers = 0;
window.WebSocket = class extends WebSocket {
  constructor(...to) { super(...to); this.addEventListener('message', () => { window.answers += 1; }); }
  send(message) { window.asked += 1; super.send(message); }
};
"""
#: Turns to an address as the browser's own Back does.
_TURN = """(path) => {
  window.answersBefore = window.answers;
  history.pushState({}, '', path);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""
_SELECTED = "[aria-pressed=true], [aria-checked=true]"


class Screen:
    """A page of the app."""

    def __init__(self, page: Page, watch: Watch, address: str) -> None:
        self.page, self.watch, self.address = page, watch, address
        self.map = MapView(page)

    def open(self, path: str = "/") -> Screen:
        self.page.goto(self.address + path)
        return self.settled()

    def turn(self, path: str) -> Screen:
        """Ask a loaded page for another address: a third of what it takes to load one. What no address says stays as it was."""
        self.page.evaluate(_TURN, path)
        self.page.wait_for_function("() => window.answers > window.answersBefore", polling=20)
        return self.settled()

    def settled(self) -> Screen:
        """Wait until the app has answered what was asked last."""
        self.page.evaluate("window.quietSince = undefined")
        self.page.wait_for_function(_QUIET, polling=50)
        return self

    def key(self, name: str) -> Locator:
        """The element with this key in the code of the app."""
        return self.page.locator(f".st-key-{name}")

    def choice(self, name: str, at: int) -> Locator:
        """The button at a position of a pills or segmented widget."""
        return self.key(name).get_by_role("toolbar").or_(self.key(name).get_by_role("radiogroup")).locator("button").nth(at)

    def chosen(self, name: str) -> list[int]:
        """Positions chosen in a pills or segmented widget."""
        buttons = self.key(name).get_by_role("toolbar").or_(self.key(name).get_by_role("radiogroup")).locator("button").all()
        return [i for i, button in enumerate(buttons) if button.and_(self.page.locator(_SELECTED)).count()]

    def text(self) -> str:
        """The words of the page itself, without the frame around it."""
        return spaced(self.page.get_by_test_id("stMain").inner_text())

    def query(self) -> dict[str, str]:
        """What stands in the address, without the language."""
        found = dict(parse_qsl(urlsplit(self.page.url).query))
        found.pop("lang", None)
        return found

    def asked(self) -> Filters:
        """The question in the address."""
        return question(urlsplit(self.page.url).query)

    def until_asked(self, filters: Filters) -> Screen:
        """Wait until the address holds a question, however it is shown."""
        ways = ["lang", *sorted({name for _, name in CHOICES})]
        self.page.wait_for_function(
            "([wanted, ways]) => { const q = new URLSearchParams(location.search); ways.forEach((name) => q.delete(name));"
            " return q.toString() === new URLSearchParams(wanted).toString(); }",
            arg=[filters.query(), ways],
            polling=50,
        )
        return self.settled()

    def speak(self, language: str) -> Screen:
        """Choose a language, and wait until the page says that it speaks it."""
        self.choice("lang", list(LANGUAGES).index(language)).click()
        self.page.wait_for_function("(language) => document.documentElement.lang === language", arg=language)
        return self.settled()

    def years(self) -> tuple[int, int]:
        first, last = (int(thumb.input_value()) for thumb in self.key("year").locator("input[type=range]").all())
        return first, last

    def areas(self) -> list[str]:
        return [tag.inner_text() for tag in self.key("area").locator("[data-tag]").all()]

    def alert(self) -> str:
        return spaced(" ".join(self.page.get_by_test_id("stMain").get_by_test_id("stAlert").all_inner_texts()))


def question(query: str) -> Filters:
    """A query as the app reads it."""
    return Filters.parse(dict(parse_qsl(query)), covered(dataset()), all_years(dataset()))[0]


def numbered(n: int, language: str) -> str:
    """A number as the language writes it."""
    return spaced(words(language).number(n))


def spaced(text: str) -> str:
    """A text with plain single spaces: browsers and languages have many kinds."""
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))
