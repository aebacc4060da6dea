"""On a phone everything is there, one below the other; by keyboard everything can be reached and used."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from components.text.words import words
from tests.browser.conftest import PHONE, Server, Visits
from tests.browser.screen import Screen, question


@pytest.fixture
def phone(server: Server, visit: Visits) -> Screen:
    return visit(server, size=PHONE, has_touch=True).open("/?area=MLI&phase=peacekeeping")


def test_a_phone_shows_all_of_it(phone: Screen) -> None:
    page, width = phone.page, PHONE[0]
    for part in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{part}.scrollWidth") <= width, f"{part} scrolls sideways"
    assert sticking_out(page, width) == []
    map_box, matrix = phone.map.frame.bounding_box(), phone.key("crossing").bounding_box()
    assert map_box and matrix
    assert map_box["y"] + map_box["height"] <= matrix["y"], "the map stands above the matrix"
    phone.map.drawn()

    sidebar = page.get_by_test_id("stSidebar")
    assert not phone.key("area").is_visible() or (sidebar.bounding_box() or {"x": -1})["x"] < 0
    page.get_by_test_id("stExpandSidebarButton").tap()
    phone.choice("weapon", 4).tap()
    phone.until_asked(question("area=MLI&phase=peacekeeping&weapon=E"))
    page.get_by_test_id("stSidebar").get_by_test_id("stSidebarCollapseButton").get_by_role("button").tap()
    phone.choice("lang", 1).tap()
    page.get_by_text(words("fr").t("Fit to selection")).first.wait_for()
    assert phone.asked() == question("area=MLI&phase=peacekeeping&weapon=E")


def sticking_out(page: Page, width: int) -> list[str]:
    """Parts of the page that reach beyond its right edge and are not clipped by what holds them."""
    return list(
        page.evaluate(
            """(width) => [...document.querySelectorAll('[data-testid=stMain] *')].filter((part) => {
              const box = part.getBoundingClientRect();
              if (box.width === 0 || box.right <= width + 1) return false;
              for (let held = part.parentElement; held; held = held.parentElement)
                if (getComputedStyle(held).overflowX !== 'visible') return held.getBoundingClientRect().right > width + 1;
              return true;
            }).slice(0, 5).map((part) => part.outerHTML.slice(0, 120))""",
            width,
        )
    )


def test_everything_has_a_name_and_is_used_by_keyboard(warm: Screen) -> None:
    """How it is reached: `test_controls.test_the_focus_shows_on_every_control`."""
    screen = warm.turn("/?area=MLI")
    page = screen.page
    assert_named(screen)
    screen.choice("phase", 3).focus()
    page.keyboard.press("Space")
    screen.until_asked(question("area=MLI&phase=peacekeeping"))
    screen.key("exclude_possible").get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    screen.until_asked(question("area=MLI&phase=peacekeeping&evidence=all"))
    screen.choice("lang", 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('lang=fr')")
    screen.settled()
    assert screen.chosen("lang") == [1]


def assert_named(screen: Screen) -> None:
    """Pictures, buttons and fields are called something."""
    for part in ("stDeckGlJsonChart", "stPlotlyChart"):
        pictures = screen.page.get_by_test_id(part)
        assert pictures.count()
        names = [(picture.get_attribute("aria-label") or "").strip() for picture in pictures.all()]
        assert all(len(name) > 20 for name in names), names
        assert len(set(names)) == len(names)
    unnamed = screen.page.evaluate(
        """() => [...document.querySelectorAll('img:not([alt]), button, a[href], input, [role=checkbox], [role=radio]')]
          .filter((part) => part.checkVisibility() && !part.closest('[aria-hidden=true]')
            && (part.matches('img') || !(part.getAttribute('aria-label') || part.getAttribute('aria-labelledby')
              || part.innerText.trim() || part.title || part.querySelector('img[alt]:not([alt=""])') || part.labels?.length)))
          .map((part) => part.outerHTML.slice(0, 160))"""
    )
    assert unnamed == []
