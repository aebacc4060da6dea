"""What Streamlit itself says in its widgets stands there in the visitor's language, however often the language changes."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from components.screen.shell.streamlit_words import SAID, _table
from components.text.words import words
from tests.browser.screen import Screen
from tests.sweep import sweep

#: Texts and labels of a page, icons, data and our own words left out.
_SHOWN = """() => [...document.querySelectorAll('body *')].flatMap(element => {
  if (element.closest('[translate=no], svg, script, style, .stMarkdown, .stHtml, code, canvas')) return [];
  const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data);
  return [...own, ...['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) || '')];
}).map(text => text.trim()).filter(Boolean)"""


def english_left(screen: Screen, language: str) -> list[str]:
    """What stands on the page as Streamlit says it in English."""
    told = [english for english, _ in json.loads(_table(words(language)))]
    pattern = re.compile("|".join(f"(?:{'.+'.join(map(re.escape, text.split('{}')))})" for text in told))
    return sorted({text for text in screen.page.evaluate(_SHOWN) if pattern.fullmatch(text)})


@sweep(language=("fr", "es"))
def test_widgets_speak_the_visitors_language(warm: Screen, language: str) -> None:
    say = words(language)
    screen = warm.turn(f"/incidents?area=MLI&lang={language}")
    page = screen.page
    assert not english_left(screen, language)
    area = screen.key("area").locator("input")
    area.click()
    area.press_sequentially("xyz")
    expect(page.get_by_text(say.t("Add: {name}", name="xyz"), exact=True)).to_be_visible()
    assert not english_left(screen, language)
    page.keyboard.press("Escape")
    screen.key("incidents_incidents_search").locator("input").press_sequentially("Gao")
    expect(page.get_by_text(say.t("Press Enter to apply"), exact=True)).to_be_visible()
    page.locator("[data-testid=stDataFrame]").first.hover()
    loading = re.compile(rf"^{re.escape(say.t('Download as CSV'))}")
    expect(page.get_by_role("button", name=loading).first).to_be_attached()
    assert not english_left(screen, language)


@sweep(few=1, language=("fr", "es"))
def test_the_workshop_speaks_it(warm: Screen, language: str) -> None:
    assert not english_left(warm.turn(f"/workshop?lang={language}"), language)


def test_a_change_of_language_changes_them_too(screen: Screen) -> None:
    screen.open("/incidents?area=MLI&lang=fr")
    clear = screen.key("area").get_by_role("button", name=words("fr").t("Clear all"))
    expect(clear).to_be_attached()
    screen.speak("es")
    expect(screen.key("area").get_by_role("button", name=words("es").t("Clear all"))).to_be_attached()
    screen.speak("en")
    expect(screen.key("area").get_by_role("button", name="Clear all")).to_be_attached()
    shown = set(screen.page.evaluate(_SHOWN))
    assert not [text for text in shown for say in (words("fr"), words("es")) if text in {say.t(m) for m in SAID} - set(SAID)]
