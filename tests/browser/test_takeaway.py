"""What is taken away from a workshop, in a browser: the bundle opens from a disk without network; the desk hands out files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from components.takeaway.bundle import bundle
from components.takeaway.value import Takeaway
from components.text.words import LANGUAGES
from tests.browser.screen import Screen
from tests.components.pdf_text import pages_of
from tests.components.takeaway.samples import made
from tests.sweep import sweep

PROJECTOR, PHONE = (1280, 720), (390, 844)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle in three languages, unpacked as from a stick."""
    found = [made("mali", language, "internal") for language in LANGUAGES]
    return unpacked(found, tmp_path_factory.mktemp("stick with spaces & signs"))


def unpacked(found: list[Takeaway], place: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(bundle(found))) as file:
        file.extractall(place)
    return place


class Opened:
    """The bundle opened from disk, with the network off; what it asked for and complained about."""

    def __init__(self, browser: Browser, file: Path, size: tuple[int, int], scripts: bool = True) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts)
        self.context.set_offline(True)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())

    def judged(self) -> None:
        self.context.close()
        assert not self.complaints
        assert self.asked and all(url.startswith("file:") for url in self.asked)


#: The slide whose heading stands at the top.
_SHOWN = """() => [...document.querySelectorAll('section')].map(s => [s.getBoundingClientRect().top, s.id])
    .filter(([top]) => top > -9 && top < innerHeight / 3).map(([, id]) => id)[0] || ''"""


def shown(page: Page) -> str:
    return str(page.evaluate(_SHOWN))


def test_it_opens_from_disk_without_network(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, folder / "index.html", PROJECTOR)
    page = opened.page
    assert page.title() == made("mali", "en").title
    pictures = page.evaluate("[...document.images].map(i => i.complete && i.naturalWidth > 500)")
    assert len(pictures) >= 6 and all(pictures)
    places = ["s01", "s02", "s03", "s02", "sources", "start"]
    for key, place in zip(("ArrowRight", "ArrowRight", "PageDown", "ArrowLeft", "End", "Home"), places, strict=True):
        page.keyboard.press(key)
        assert shown(page) == place, key
    page.locator("#on").click()
    assert shown(page) == "s01" and page.locator("#count").inner_text() == "2 / 11"
    opened.judged()


def test_the_language_switch_keeps_the_slide(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, folder / "index.html", PROJECTOR)
    page = opened.page
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for language in ("fr", "es", "en"):
        page.locator(f"a[data-language][lang={language}]").click()
        page.wait_for_function(f"language => document.documentElement.lang === language && ({_SHOWN})() === 's03'", arg=language)
        assert made("mali", language).pages[2].title in page.locator("#s03 h2").inner_text()
    opened.judged()


def test_it_reads_without_scripts_and_on_a_phone(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, folder / "fr.html", PHONE, scripts=False)
    page = opened.page
    assert all(page.get_by_role("heading", name=one.title).count() for one in made("mali", "fr").pages)
    assert not page.locator(".live").is_visible(), "buttons that nobody answers"
    assert page.locator("html").bounding_box()["width"] <= PHONE[0] + 1  # type: ignore[index]
    opened.judged()


@sweep(few=2, name=("mali", "chad", "colombia", "west-africa", "reading"), language=LANGUAGES)
def test_it_prints_a_slide_a_page(browser: Browser, tmp_path: Path, name: str, language: str) -> None:
    found = made(name, language)
    opened = Opened(browser, unpacked([found], tmp_path) / "index.html", PROJECTOR)
    body = opened.page.pdf(prefer_css_page_size=True)
    printed = pages_of(body)[1:]
    titles = [plain(one.title) for one in found.pages]
    assert [title for title, said in zip(titles, printed, strict=False) if title not in plain(said)] == []
    pages = PdfReader(io.BytesIO(body)).pages
    assert float(pages[0].mediabox.width) > float(pages[0].mediabox.height)
    opened.judged()


def plain(text: str) -> str:
    """Without the spaces that a text extractor loses or finds."""
    return "".join(text.split())


def test_whatever_the_room_wrote_stays_text(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, folder / "index.html", PROJECTOR)
    opened.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert "<script>alert('x')</script>" in opened.page.locator("#heard").inner_text()
    opened.judged()


def test_the_desk_hands_out_files(screen: Screen, tmp_path: Path) -> None:
    screen.open("/workshop?board=reading")
    screen.key("workshop_takeaway").get_by_role("button").click()
    for format_ in ("pdf", "zip"):
        with screen.page.expect_download(timeout=120_000) as waiting:
            screen.key(f"takeaway_{format_}_shareable_False_{len(LANGUAGES)}").get_by_role("button").click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert path.name.startswith("arms-lens_workshop-reading_en") and path.suffix == f".{format_}"
        assert "_shareable_" in path.name
    with zipfile.ZipFile(path) as file:
        assert {"index.html", "fr.html", "es.html"} <= set(file.namelist())
