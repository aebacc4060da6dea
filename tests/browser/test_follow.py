"""The page on phones in a real browser: in step, in the follower's language, back after a lost connection, harmless."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from components.workshop import database, notes, room
from tests.browser.conftest import PHONE, new_context
from tests.components.workshop.rooms import board, serving

PATIENCE = 20


def until(page: Page, selector: str, text: str) -> None:
    """Wait until an element says so. The page's policy forbids Playwright's own way, which evaluates a text."""
    end = time.monotonic() + PATIENCE
    while text not in page.inner_text(selector):
        assert time.monotonic() < end, f"{selector} says {page.inner_text(selector)!r}"
        page.wait_for_timeout(20)


def test_a_phone_follows_answers_and_comes_back(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.FOLDER, str(tmp_path))
    code = room.show(board("phone"), "s1")
    phone = new_context(browser, PHONE)
    page = phone.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with serving() as address:
        page.goto(f"{address}/follow/{code}")
        until(page, "#title", "Slide <b>1</b>")
        page.click("#languages >> text=FR")
        room.show(board("phone"), "s2")
        until(page, "#title", "Page 2")
        page.fill("#text", "<img src=x onerror=alert(1)>")
        page.click("#send")
        until(page, "#sent", "Envoyé.")
        notes.approve(code, notes.waiting(code)[0].id)
        room.tell(code)
        until(page, "#list", "<img src=x onerror=alert(1)>")
        page.fill("#text", "half a note \U0001f54a")
        page.reload()
        until(page, "#title", "Page 2")
        assert page.input_value("#text") == "half a note \U0001f54a", "a draft outlives a reload"
        page.click("#send")
        until(page, "#sent", "Envoyé.")
        page.reload()
        until(page, "#title", "Page 2")
        assert page.input_value("#text") == "", "what was sent is no draft any more"
        until(page, "#list", "<img")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    until(page, "#line", "Pas de connexion")
    room.show(board("phone"), "s3")
    with serving(int(address.rsplit(":", 1)[1])):
        until(page, "#title", "Page 3")
        until(page, "#line", "Vous suivez")
        phone.close()
    assert not complaints and all(url.startswith(address) for url in asked if not url.startswith("data:"))
