"""The matrix is the front door: a click on a cell asks for its phase and weapon, a second click opens both again."""

from __future__ import annotations

from components.current import dataset
from components.screen.overview.crossing_table import cells_in_order
from components.text.words import LANGUAGES, words
from data.analysis import crossing
from tests.browser.conftest import PHONE, Server, Visits
from tests.browser.screen import Screen, numbered, question, spaced

#: Text of buttons that is wider than its button.
_CUT = """() => [...document.querySelectorAll('.crossing button')].filter((cell) => cell.scrollWidth > cell.clientWidth)
  .map((cell) => cell.innerText)"""
_DRAWN_AT = """(at) => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  resolve(document.querySelectorAll('.crossing button')[at].getBoundingClientRect().top))))"""
_FOCUS = "() => document.activeElement.closest('.crossing') ? document.activeElement.getAttribute('aria-label') : ''"


def cell(screen: Screen, phase: str, group: str) -> int:
    """The place of a cell in the table."""
    return cells_in_order(crossing.matrix(dataset(), screen.asked(), "incidents")).index((phase, group))


def top(screen: Screen, at: int) -> float:
    """Where a cell is drawn: an answer moves it before the browser draws, and stays.js moves it back."""
    return float(screen.page.evaluate(_DRAWN_AT, at))


def shown(screen: Screen) -> list[str]:
    """The numbers in the cells."""
    return [spaced(text) for text in screen.page.locator(".crossing button").all_inner_texts()]


def expected(screen: Screen, subject: str, language: str = "en") -> list[str]:
    found = crossing.matrix(dataset(), screen.asked(), subject)
    return [numbered(found[key], language) if found.get(key) else "·" for key in cells_in_order(found)]


def test_a_cell_sets_both_filters_and_opens_them_again(warm: Screen) -> None:
    screen = warm.turn("/?area=MLI")
    before, chosen = question("area=MLI"), question("area=MLI&phase=peacekeeping&weapon=E")
    at = cell(screen, "peacekeeping", "E")
    stood = top(screen, at)
    screen.page.locator(".crossing button").nth(at).click()
    screen.until_asked(chosen)
    assert abs(top(screen, at) - stood) <= 2, "the matrix jumped"
    assert shown(screen)[at] == numbered(crossing.summary(dataset(), chosen).events, "en")
    assert screen.page.locator(".crossing [aria-pressed=true]").count() == 1
    screen.map.drawn()
    assert any(f"/layers/incidents.json?{chosen.query()}&" in url for url in screen.watch.layers())
    stood = top(screen, at)
    screen.page.locator(".crossing button").nth(at).click()
    screen.until_asked(before)
    assert abs(top(screen, at) - stood) <= 2, "the matrix jumped"

    screen.choice("overview_subject", crossing.SUBJECTS.index("illicit")).click()
    screen.settled()
    assert shown(screen) == expected(screen, "illicit")


def test_by_keyboard(warm: Screen) -> None:
    """One stop of Tab leads into it, arrows go from cell to cell, Enter chooses, and the focus stays."""
    screen = warm.turn("/?area=MLI")
    screen.choice("overview_subject", 0).focus()
    screen.page.keyboard.press("Tab")
    names = screen.page.locator(".crossing button").evaluate_all("(cells) => cells.map((one) => one.getAttribute('aria-label'))")
    assert len(set(names)) == len(names) and all(words("en").phase("peacekeeping") not in name for name in names[:9])
    assert screen.page.evaluate(_FOCUS) == names[0]
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "End", "ArrowLeft", "Home", *["ArrowRight"] * 4):
        screen.page.keyboard.press(key)
    at = cell(screen, "peacekeeping", "E")
    assert screen.page.evaluate(_FOCUS) == names[at]
    screen.page.keyboard.press("Enter")
    screen.until_asked(question("area=MLI&phase=peacekeeping&weapon=E"))
    # The table is another one now: the focus comes back with the next picture that the browser draws.
    screen.page.wait_for_function(f"(name) => ({_FOCUS})() === name", arg=names[at], timeout=5000)


def test_whole_numbers_on_a_phone(server: Server, visit: Visits) -> None:
    screen = visit(server, size=PHONE, has_touch=True).open("/sources?lang=en")
    for language in LANGUAGES:
        screen.turn(f"/?area=all&evidence=all&lang={language}")
        assert shown(screen) == expected(screen, "incidents", language)
        assert screen.page.evaluate(_CUT) == []
