"""The address holds the view: written when the view changes, read when somebody opens it."""

from __future__ import annotations

import os
import re
import signal
from urllib.parse import quote, urlsplit

from playwright.sync_api import expect

from components.current import dataset
from components.screen.shell.filter_panel import FIRST_QUESTION
from components.text import sentences
from components.text.words import LANGUAGES, words
from data.analysis import crossing
from data.model.categories import NOT_REPORTED, level1
from data.query.filters import PHASE_VALUES, Filters
from data.query.years import all_years
from tests.browser.conftest import Server, Visits
from tests.browser.screen import Screen, numbered, question, spaced

GROUPS = (*level1(), NOT_REPORTED)
MALI = "area=MLI&year=2012-2022&phase=peacekeeping&weapon=E"


def assert_shows(screen: Screen, filters: Filters, language: str = "en") -> None:
    """Widgets, sentences, counts and map layers are those of the question."""
    say, main = words(language), screen.text()
    assert spaced(filters.without("picks").sentence(say)) in main
    for sentence in sentences.summary(filters, say):
        assert spaced(sentence.text) in main
    found = crossing.summary(dataset(), filters)
    assert all(says(main, n, language) for n in (found.events, found.deaths, *filter(None, found.flows.values())))
    assert screen.areas() == [say.area(area) for area in filters.areas]
    assert screen.years() == ((filters.years[0], filters.years[-1]) if filters.years else all_years(dataset()))
    assert screen.chosen("phase") == [i for i, phase in enumerate(PHASE_VALUES) if phase in filters.phases]
    groups = {code if code == NOT_REPORTED else code[0] for code in filters.weapons}
    assert screen.chosen("weapon") == [i for i, group in enumerate(GROUPS) if group in groups]
    assert screen.key("exclude_possible").get_by_role("checkbox").is_checked() == filters.exclude_possible
    assert screen.chosen("lang") == [list(LANGUAGES).index(language)]


def assert_map_shows(screen: Screen, filters: Filters, language: str = "en") -> None:
    """The layers on the map are those that were fetched for the question."""
    screen.map.drawn()
    wanted = f"{filters.query()}&lang={language}&" if filters.query() else f"?lang={language}&"
    last = {urlsplit(url).path: url for url in screen.watch.layers()}
    assert all(wanted in last[f"/layers/{name}.json"] for name in screen.map.layers() if f"/layers/{name}.json" in last
               and name != "labels")  # fmt: skip
    assert wanted in last["/layers/incidents.json"]


def says(text: str, n: int, language: str) -> bool:
    """Is the number in the text, by itself?"""
    return re.search(rf"(?<![\d.,]){re.escape(numbered(n, language))}(?!\d)", text) is not None


def test_cold_deep_link(fresh_server: Server, visit: Visits) -> None:
    screen = visit(fresh_server, alone=True).open(f"/?{MALI}&lang=fr")
    assert_shows(screen, question(MALI), "fr")
    assert_map_shows(screen, question(MALI), "fr")
    assert all(question(MALI).query() in url for url in screen.watch.layers() if "/labels" not in url)
    link = shown_link(screen)
    assert question(urlsplit(link).query) == question(MALI) and "lang=fr" in link


def test_cold_deep_link_to_another_page_whose_server_then_falls_silent(fresh_server: Server, visit: Visits) -> None:
    """What is lost is told in the visitor's language."""
    screen = visit(fresh_server, alone=True).open(f"/incidents?{MALI}&lang=es")
    say = words("es")
    assert spaced(question(MALI).sentence(say)) in screen.text()
    assert screen.areas() == [say.country("MLI")]
    screen.page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first.wait_for()
    assert not visit.judged()

    os.kill(fresh_server.pid, signal.SIGTERM)
    told = screen.page.get_by_role("dialog")
    expect(told).to_contain_text(say.t("Connection error"))
    expect(told).to_contain_text(say.t("Streamlit server is not responding. Are you connected to the internet?"))
    # What a page asks of a server that is gone fails.
    screen.watch.complaints.clear()


def test_clicks_in_quick_succession_all_count(warm: Screen) -> None:
    """The second comes while the first is still answered, whose answer counts all options anew."""
    pressed = [("weapon", 0), ("phase", PHASE_VALUES.index("armed conflict"))]
    for pause in (60, 120, 200, 350):
        screen = warm.turn("/?area=MLI&phase=armed-conflict&weapon=A")
        spots = [box for name, at in pressed if (box := screen.choice(name, at).bounding_box())]
        assert [screen.chosen(name) for name, _ in pressed] == [[at] for _, at in pressed]
        for box in spots:
            screen.page.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
            screen.page.wait_for_timeout(pause)
        screen.until_asked(question("area=MLI"))
        assert [screen.chosen(name) for name, _ in pressed] == [[], []]
        assert screen.query() == {"area": "MLI"}


def test_counts_stand_behind_the_names_of_filters(warm: Screen) -> None:
    """The look puts them there; the name of an option, by which Streamlit knows it, holds none."""
    screen = warm.turn("/?area=MLI")
    events = crossing.facets(dataset(), question("area=MLI"))["E"]["incidents"]
    button = screen.choice("weapon", list(level1()).index("E"))
    assert button.inner_text() == words("en").weapon("E")
    told = button.locator("p").evaluate("(name) => getComputedStyle(name, '::after').content")
    assert told.replace("\u202f", "") == f'" ({events} +)"'


def test_a_changed_filter_is_a_link(server: Server, visit: Visits, screen: Screen) -> None:
    """Filter → address → reload, another browser, reset, back: always the view the address says."""
    screen.open("/?area=MLI")
    screen.choice("phase", PHASE_VALUES.index("peacekeeping")).click()
    changed = question("area=MLI&phase=peacekeeping")
    screen.until_asked(changed)
    assert_shows(screen, changed)
    assert_map_shows(screen, changed)
    link = shown_link(screen)
    assert question(urlsplit(link).query) == changed and "lang=en" in link

    screen.page.reload()
    assert_shows(screen.settled(), changed)

    other = visit(server, alone=True)
    other.page.goto(link)
    assert_shows(other.settled(), changed)
    assert_map_shows(other, changed)

    screen.key("reset").get_by_role("button").click()
    screen.until_asked(FIRST_QUESTION)
    assert_shows(screen, FIRST_QUESTION)

    screen.page.go_back()
    screen.until_asked(changed)
    assert_shows(screen, changed)
    assert_map_shows(screen, changed)


def test_back_brings_the_language_before_in_all_that_speaks(warm: Screen) -> None:
    """The tab and the navigation are named before the address is read: they stayed in the language that "back" had left."""
    screen = warm.turn("/incidents?area=MLI&lang=en")
    navigation, heading = screen.page.get_by_test_id("stTopNavLink").first, screen.page.locator("h1.page-title")
    for step, name, first in (
        ("fr", "Événements", "Vue d’ensemble"),
        ("back", "Events", "Overview"),
        ("forward", "Événements", "Vue"),
    ):
        if step == "fr":
            screen.key("lang").get_by_text("FR", exact=True).click()
        else:
            getattr(screen.page, f"go_{step}")()
        expect(heading).to_contain_text(name, timeout=30_000)
        expect(navigation).to_contain_text(first, timeout=30_000)
        expect(screen.page).to_have_title(re.compile(name), timeout=30_000)


def shown_link(screen: Screen) -> str:
    """The link that the page offers to copy."""
    screen.page.get_by_test_id("stMain").get_by_test_id("stPopover").first.get_by_role("button").first.click()
    shown = screen.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").first
    shown.wait_for()
    link = shown.inner_text().strip()
    assert link.startswith(screen.address)
    screen.page.keyboard.press("Escape")
    return link


def test_nonsense_is_dropped_and_said(screen: Screen) -> None:
    screen.open("/?area=MLI,XXX&year=3000-1000&phase=siesta,peacekeeping&weapon=ZZ,E&evidence=perhaps&lang=tlh")
    kept = question("area=MLI&phase=peacekeeping&weapon=E")
    notice = screen.alert()
    assert "6" in notice and "area=XXX" in notice
    assert_shows(screen, kept)
    screen.until_asked(kept)


def test_values_of_200_characters(warm: Screen) -> None:
    long = quote("<b>`*_A,1é" * 20)
    screen = warm.turn(f"/?area={long}&year={long}&phase={long}&weapon={long}&evidence={long}&lang={long}&actor={long}")
    assert_shows(screen, FIRST_QUESTION)
    assert "area=" in screen.alert()
    assert not screen.page.get_by_test_id("stAlert").locator("b").count(), "markup of the address became markup of the page"
    screen.until_asked(FIRST_QUESTION)
    screen.map.drawn()


def test_an_empty_result_shows_ways_out(warm: Screen) -> None:
    empty = question("area=TGO&year=1995-1999&phase=pre-emptive-prevention&weapon=F")
    assert crossing.summary(dataset(), empty).empty
    screen = warm.turn(f"/?{empty.query()}")
    assert spaced(empty.sentence(words("en"))) in screen.alert()
    screen.key("way_out_0").get_by_role("button").click()
    screen.key("way_out_0").wait_for(state="detached")
    screen.settled()
    found = screen.asked()
    assert found != empty and not crossing.summary(dataset(), found).empty
    assert_shows(screen, found)


def test_the_question_of_the_next_page_is_not_written_into_the_address_of_the_one_that_is_left(warm: Screen) -> None:
    """A busy browser gets that question before it turns the page, and "back" would then lose what was looked at."""
    screen = warm.turn("/incidents?area=MLI&view=time")
    screen.settled()
    after = screen.page.evaluate(
        """() => {
          const link = [...document.querySelectorAll("a[href]")].find(one => new URL(one.href).pathname === "/briefing");
          const held = event => { event.preventDefault(); event.stopImmediatePropagation(); };
          link.addEventListener("click", held, { capture: true, once: true });
          link.click();
          history.pushState({}, "", "/incidents?area=MLI");
          const left = location.search;
          history.pushState({}, "", "/briefing?area=MLI");
          history.pushState({}, "", "/briefing?area=MLI&lang=fr");
          return [left, location.pathname + location.search];
        }"""
    )
    assert after == ["?area=MLI&view=time", "/briefing?area=MLI&lang=fr"]
    screen.page.go_back()
    assert "view=time" in screen.page.url
