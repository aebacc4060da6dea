"""Every page in every language: nothing asked of strangers, no error, and no English word left where another is spoken."""

from __future__ import annotations

import re
import time
from functools import cache

from babel.messages.pofile import read_po

from components.catalogues import gathered
from components.current import dataset
from components.screen.frame import OF_THEIR_OWN
from components.text.words import LANGUAGES, LOCALES, words
from data.ground.countries import everywhere
from data.model.sources import SOURCES
from tests.browser.conftest import Server, Trap
from tests.browser.screen import Screen, question, spaced
from tests.sweep import sweep

#: Shorter messages are too likely to be a part of another word or name.
SHORTEST = 4
#: Texts that stay: the names of the app, of the languages, and of formats of files.
NAMES = {"Arms Lens", "EN", "FR", "ES", "CSV", "HXL", "GeoJSON", "Parquet", "XLSX", "PNG", "SVG", "PDF", "DOCX", "PPTX"}
#: Every text a visitor can read or hear, with hidden parts left out: text nodes, and the attributes that are shown or spoken.
_TEXTS = """() => {
  const texts = [];
  const skipped = '[translate=no], script, style, .mapboxgl-map, .maplibregl-map, code, [data-testid=stDataFrame]';
  for (const root of document.querySelectorAll('[data-testid=stMain], [data-testid=stSidebar], [data-testid=stHeader]')) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (element.closest(skipped)) continue;
      if (node.nodeType === Node.TEXT_NODE) {
        if (element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) texts.push(node.textContent);
      } else for (const name of ['alt', 'title', 'placeholder', 'aria-label'])
        if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
    }
  }
  return texts;
}"""
#: Words of Streamlit's own that `components.screen.shell.streamlit_words` leaves alone.
STREAMLIT = re.compile(
    r"^(Suggestions|Loading|Deploy|Zoom (in|out)|Show password|[a-z_]+ icon$)|— (start|end)$",
    re.IGNORECASE,
)


def pages(screen: Screen) -> list[str]:
    """Addresses of the pages, as the navigation shows them."""
    links = screen.page.locator("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")
    links.first.wait_for()
    more = screen.page.get_by_test_id("stTopNavSection")
    assert not more.count(), "pages in a drawer of the navigation are not visited by this test"
    return [link.get_attribute("href") or "" for link in links.all()]


def visit_page(screen: Screen, address: str) -> None:
    """Turn to a page by its link, as a visitor would."""
    path = "/" + address.split("://")[-1].partition("/")[2].split("?")[0]
    screen.page.locator(f"a[href='{address}']").first.click()
    screen.page.wait_for_function("(path) => location.pathname === path", arg=path)
    screen.settled()


def texts(screen: Screen) -> set[str]:
    return {spaced(text).strip() for text in screen.page.evaluate(_TEXTS)} - {""}


@cache
def english(language: str) -> list[str]:
    """Messages, except those that the language writes alike or uses within its own messages."""
    say = words(language)
    forms = {form for message in gathered() for form in ([message] if isinstance(message, str) else message)}
    own = "\n".join(spaced(_plain(text)) for text in _translations(language)).lower()
    return sorted(form for form in forms if len(form) >= SHORTEST and say.t(form) != form and not _is_in(form, own))


@cache
def _translations(language: str) -> list[str]:
    with (LOCALES / f"{language}.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale=language) if entry.id]
    return [form for entry in entries for form in ([entry.string] if isinstance(entry.string, str) else entry.string or ())]


def _plain(message: str) -> str:
    return re.sub(r"[*`]|\{\w+\}", "", message)


def _is_in(message: str, text: str) -> bool:
    """Whether a text in small letters holds a message as it looks on screen: anything where its values go, as whole words."""
    parts = _parts(message)
    return all(part in text for part in parts) and _pattern(parts).search(text) is not None


@cache
def _parts(message: str) -> tuple[str, ...]:
    return tuple(spaced(part).lower() for part in re.split(r"\{\w+\}", re.sub(r"[*`]", "", message).strip()))


@cache
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + ".+?".join(map(re.escape, parts)) + r"(?!\w)")


@cache
def _names(language: str) -> set[str]:
    """Names that are the same in two languages: publishers, countries, messages that a language writes alike."""
    say, in_english = words(language), words("en")
    alike = {say.country(code) for code in everywhere(dataset()).index if say.country(code) == in_english.country(code)}
    same = {
        form for message in gathered() for form in ([message] if isinstance(message, str) else message) if say.t(form) == form
    }
    return {spaced(_plain(name)) for name in (*NAMES, *alike, *same, *(source.publisher for source in SOURCES.values()))}


@cache
def _without_names(text: str, language: str) -> str:
    names = "|".join(sorted(map(re.escape, _names(language)), key=len, reverse=True))
    return re.sub(rf"https?://\S+|(?<!\w)({names})(?!\w)", "", text)


def untranslated(before: set[str], after: set[str], language: str) -> list[str]:
    """Texts that the change of language left as they were, though they hold words."""
    left = {text: _without_names(text, language) for text in before & after if not STREAMLIT.search(text)}
    return sorted(text for text, rest in left.items() if re.search(r"[^\W\d_]{3,}", rest))


@sweep(few=1, first=(0, 1))
def test_every_page_in_every_language(screen: Screen, first: int) -> None:
    """Each page in English and in one more language, which changes every second page."""
    asked, more = question("area=MLI,TCD"), [language for language in LANGUAGES if language != "en"]
    screen.open(f"/?{asked.query()}")
    found: dict[tuple[str, str], set[str]] = {}
    for turn, address in enumerate(pages(screen)):
        visit_page(screen, address)
        both = ("en", more[(turn // 2 + first) % len(more)])
        # There and back again: the language that a page ends with is the one that the next begins with.
        for language in both[:: -1 if turn % 2 else 1]:
            screen.speak(language)
            if address.split("?")[0].rpartition("/")[2] not in OF_THEIR_OWN:
                assert screen.asked() == asked, f"the change to {language} changed the question"
                assert screen.areas() == [words(language).area(area) for area in asked.areas]
            found[address, language] = texts(screen)
    wrong = []
    for (address, language), shown in found.items():
        if language == "en":
            continue
        left = untranslated(found[address, "en"], shown, language)
        wrong += [f"{address} {language}: unchanged: {text[:90]}" for text in left]
        spoken = "\n".join(_without_names(text, language) for text in shown if not STREAMLIT.search(text)).lower()
        wrong += [f"{address} {language}: English: {form[:90]}" for form in english(language) if _is_in(form, spoken)]
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_the_server_asks_nobody(trap: Trap, server: Server) -> None:
    """With every way out leading into a trap, the server has started and served all that tests asked, and nothing fell in."""
    time.sleep(1)
    assert trap.asked == []
    assert "external" not in server.log.read_text(errors="replace").lower()
