"""The three kinds of files: as many pages as there are slides, words for what is seen, the same bytes for the same value."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from components.briefing.powerpoint import slide_parts
from components.takeaway.bundle import bundle
from components.takeaway.compose import takeaway
from components.takeaway.pdf import pdf
from components.takeaway.slides import slides
from components.takeaway.value import Numbers, Page, Takeaway
from components.text.words import words
from components.workshop import boards
from tests.components.briefing.test_pdf import described, root
from tests.components.pdf_text import pages_of, text_of
from tests.components.takeaway.samples import DAY, SENT, WRITERS, made, written

HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)>" onload=\'x\' &amp; {{7*7}} #import "x" $x^2$ \\u{0}'


def opened(body: bytes) -> PdfReader:
    assert len(body) < 5_000_000
    return PdfReader(io.BytesIO(body))


def hostile() -> Takeaway:
    """The same words everywhere: markup of four kinds, much of it, and a word without end."""
    found = made("mali", "en", "internal")
    table = Numbers("years", HOSTILE, (HOSTILE, "n"), ((HOSTILE, 1), ("=1+1", None), ("+1", 2)), HOSTILE)
    page = Page("01", HOSTILE[:120], HOSTILE * 4, HOSTILE * 4, HOSTILE, HOSTILE, (), None, (HOSTILE,) * 9, (table,), (HOSTILE,))
    long = replace(page, name="02", spoken="word " * 800, said=(), tables=(), ask="x" * 500)
    shown = replace(
        found.pages[1], name="03", title=HOSTILE[:120], finding=HOSTILE, ask=HOSTILE, tables=(table,) * 3, spoken=HOSTILE
    )
    return replace(found, title=HOSTILE, pages=(page, long, shown))


@pytest.mark.parametrize("language, edition", [("en", "internal"), ("fr", "shareable"), ("es", "internal")])
def test_the_pdf_has_a_page_a_slide_and_is_accessible(language: str, edition: Any) -> None:
    found = made("mali", language, edition)
    body = written("pdf", "mali", language, edition)
    reader, pages = opened(body), pages_of(body)
    assert len(pages) == 1 + len(found.pages) + 1 + 1, "title, slides, the room's notes, sources"
    for page, said in zip(found.pages, pages[1:-2], strict=True):
        assert re.sub(r"\s+", " ", page.title) in said and words(language).date(found.made_on) in said
    assert root(reader)["/Lang"].startswith(language) and root(reader)["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root(reader)["/Metadata"].get_data()
    alts = [str(alt) for alt in described(reader)]
    assert all(picture.alt in alts for page in found.pages for picture in page.pictures)
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", ())]
    outside = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    assert outside == {credit.address for credit in found.credits if credit.address}


def test_clearance_is_stated_on_every_page_until_it_is_given() -> None:
    assert all("Not yet cleared for publication" in page for page in pages_of(written("pdf")))
    cleared = takeaway(boards.shipped("reading"), "en", "shareable", True, DAY, SENT)
    assert "Not cleared" not in text_of(pdf(cleared))
    with zipfile.ZipFile(io.BytesIO(bundle([cleared]))) as file:
        assert b"Not cleared" not in file.read("index.html") + file.read("README.txt")


def test_an_alternative_text_says_the_finding() -> None:
    for page in made().pages:
        for picture in page.pictures:
            assert page.finding in picture.alt and page.finding.startswith(picture.alt[-1:]) is False
            assert Image.open(io.BytesIO(picture.png)).width > 1000


def test_what_a_page_has_no_room_for_is_sought_where_it_stands() -> None:
    """The tables of West Africa's maps are longer than a page: the rest is on the pages of events, flows and corridors."""
    text = " ".join(text_of(written("pdf", "west-africa")).split())
    assert {page for _, page in re.findall(r"And ([\d,]+) more: page “(\w+)”", text)} == {"Events", "Flows", "Corridors"}


def test_whatever_is_said_is_text_and_fits() -> None:
    found = hostile()
    pages = pages_of(pdf(found))
    assert len(pages) <= 1 + 3 + 4, "what is said at length stands after the slides"
    assert "<script>alert(1)</script>" in " ".join(pages)
    assert Presentation(io.BytesIO(slides(found))).slides[0].shapes.title.text_frame.text == found.title


def test_every_slide_has_title_notes_and_footer() -> None:
    found = made()
    deck = Presentation(io.BytesIO(written("pptx")))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=0.001)
    for slide in deck.slides:
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "Not yet cleared for publication" in said and found.data_version in said and found.disclaimer in said
        assert slide.shapes.title.text_frame.text
    shown = list(deck.slides)[1 : 1 + len(found.pages)]
    for slide, page in zip(shown, found.pages, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert page.spoken in notes and all(picture.alt in notes for picture in page.pictures)
        assert bool(page.sources) == (words("en").t("Sources") in notes)
        seen = [shape for shape in slide.shapes if shape.shape_type == 13 or shape.has_chart]
        assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in seen)
    charts = [shape.chart for slide in shown for shape in slide.shapes if shape.has_chart]
    years = found.pages[1].years
    assert years and len(charts) == 2
    assert tuple(charts[0].plots[0].series[0].values) == years.events, "numbers can be edited"


@pytest.mark.parametrize("language", ["fr", pytest.param("es", marks=pytest.mark.exhaustive)])
def test_a_heading_of_two_lines_stands_above_its_table(language: str) -> None:
    deck, long = Presentation(io.BytesIO(written("pptx", "mali", language, "shareable"))), 0
    for slide in deck.slides:
        tables = [shape for shape in slide.shapes if shape.has_table]
        for box in (shape for shape in slide.shapes if shape.has_text_frame):
            for table in tables:
                if box.left == table.left and box.text_frame.text and box.top < table.top:
                    size = box.text_frame.paragraphs[0].runs[0].font.size.pt
                    count = slide_parts.lines(box.text_frame.text, table.width / 914_400, size)
                    assert box.top + slide_parts.tall(count, size) * 914_400 <= table.top, box.text_frame.text
                    long += count == 2
    assert long, "one heading has two lines"


@pytest.mark.exhaustive
def test_libreoffice_opens_the_slides(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("no soffice: CI must have libreoffice-impress (`make test-all` installs it)")
        pytest.skip("no soffice on this machine: install libreoffice-impress")
    (tmp_path / "deck.pptx").write_bytes(written("pptx", "mali", "fr", "shareable"))
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")]
    subprocess.run(order, check=True, timeout=120, capture_output=True)
    assert len(PdfReader(tmp_path / "deck.pdf").pages) == len(Presentation(str(tmp_path / "deck.pptx")).slides)


def test_the_same_value_gives_the_same_bytes_without_a_trace_of_the_machine() -> None:
    for form, render in WRITERS.items():
        body = written(form, "reading", "en", "shareable")
        assert body == render(made("reading", "en", "shareable"))
        parts = [body]
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as file:
                parts += [file.read(name) for name in file.namelist()]
        for word in (str(Path.home()), str(Path(__file__).parents[3]), "/tmp", "python-pptx", "page.typ"):
            assert not any(word.encode() in part for part in parts)


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def files_of(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("languages", [("es", "en"), pytest.param(("fr", "en", "es"), marks=pytest.mark.exhaustive)], ids=str)
def test_a_bundle_holds_all_that_it_points_to(languages: tuple[str, ...]) -> None:
    first, *others = languages
    shown = ("index.html", *(f"{language}.html" for language in others))
    files = files_of(bundle([made("mali", language) for language in languages]))
    assert {*shown, "README.txt", "DATA-LICENSES.md", "mali.json"} <= set(files)
    for name in shown:
        page = files[name].decode()
        tags = Tags(page).found
        near = [attrs.get("src") or attrs.get("href") or "" for tag, attrs in tags if tag in ("img", "a", "link", "script")]
        ids = {attrs["id"] for _, attrs in tags if attrs.get("id")}
        for address in filter(None, near):
            if address.startswith("https://"):
                continue
            file, _, anchor = address.partition("#")
            assert not file or file in files, address
            assert not anchor or anchor in ids, address
        assert all(attrs.get("alt") for tag, attrs in tags if tag == "img")
        assert page.count("<h1") == 1
        policy = next(attrs["content"] for tag, attrs in tags if attrs.get("http-equiv") == "Content-Security-Policy")
        assert policy and policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert f'<html lang="{first}">' in files["index.html"].decode()
    used = {attrs["src"] for name in shown for tag, attrs in Tags(files[name].decode()).found if tag == "img"}
    assert used == {name for name in files if name.startswith("pictures/")}
    assert sum(map(len, files.values())) < 20_000_000


def test_whatever_is_said_stays_text_in_a_bundle() -> None:
    files = files_of(bundle([hostile()]))
    tags = Tags(files["index.html"].decode()).found
    assert sum(tag == "script" for tag, _ in tags) == 1, "the page's own"
    assert not [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)]
    assert not [attrs for tag, attrs in tags if tag == "img" and attrs.get("src") == "x"]


def test_a_spreadsheet_reads_the_tables_and_runs_none_of_them() -> None:
    files = files_of(bundle([hostile()]))
    rows = list(csv.reader(io.StringIO(files["tables/01-years-en.csv"].decode("utf-8-sig"))))
    assert files["tables/01-years-en.csv"].startswith("\ufeff".encode())
    assert rows[2:] == [["'=1+1", ""], ["'+1", "2"]]
    years = files_of(written("zip"))["tables/02-years-en.csv"].decode("utf-8-sig")
    known = {row[0]: row[1:] for row in csv.reader(io.StringIO(years))}
    assert known["2012"] == ["43", "359", "359"] and known["2024"][:2] == ["", ""], "no data is not 0"


def test_numbers_are_filled_in_and_notes_are_printed() -> None:
    found = made()
    assert "{" not in "".join(page.title + page.finding + page.ask + page.spoken for page in found.pages)
    said = text_of(written("pdf"))
    assert "Ask the customs first." not in said, "nobody has decided on it"
    assert "Kept from the room" in said and "x" * 30 in said
    assert "<script>alert('x')</script>" in said


def test_every_picture_says_its_area_and_years() -> None:
    """Charts as well as maps: a slide's title and sentence need not name them."""
    found, board, say = made(), boards.shipped("mali"), words("en")
    deck = list(Presentation(io.BytesIO(written("pptx"))).slides)
    on_slides = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in deck]
    on_paper = [" ".join(page.split()) for page in pages_of(written("pdf"))]
    for page, slide in zip(found.pages, board.slides, strict=True):
        asked = [slide.filters.sentence(say)] if len(page.pictures) == 1 else [one.caption for one in page.pictures]
        for sentence in asked:
            assert sentence.startswith("Mali · ") and re.search(r"\d{4}–\d{4}", sentence)
            for texts in (on_slides, on_paper):
                assert any(page.title in text and sentence in text for text in texts), (page.name, sentence)
