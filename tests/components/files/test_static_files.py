"""Streamlit's scripts go out compressed and are kept for good; the first answer of every page has words in it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from components.current import dataset
from components.files.http import compression
from components.files.static import basemap, first_page, static_files
from components.files.streamlit_package import static_folder
from components.text import sentences
from components.text.words import LANGUAGES, words
from data.engine.dataset import prepared_folder
from data.query.filters import Filters
from geo.basemap import SOURCES

NAME = next(name for name in static_files.shrinking() if name.startswith("static/js/index."))
RAW = (static_folder() / NAME).read_bytes()


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    """Streamlit's own static files behind ours."""
    ground = Route("/basemap/{name}.json", basemap.answer)
    found = [ground, *first_page.ROUTES, *create_streamlit_static_assets_routes(None)]
    with TestClient(Starlette(routes=found, middleware=[Middleware(static_files.StaticFiles)])) as client:
        yield client


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=1.0, br;q=0.1", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("br;q=much", "identity"),
        ("", "identity"),
    ],
)
def test_each_browser_gets_what_it_takes(browser: TestClient, header: str, coding: str) -> None:
    assert compression.taken(header) == coding
    got = browser.get(f"/{NAME}", headers={"Accept-Encoding": header})
    assert got.status_code == 200 and got.content == RAW
    assert got.headers.get("content-encoding", "identity") == coding
    assert "immutable" in got.headers["cache-control"] and "javascript" in got.headers["content-type"]
    assert got.headers["vary"] == "Accept-Encoding"
    assert (int(got.headers["content-length"]) < len(RAW) / 3) == (coding != "identity")


def test_what_a_browser_has_is_not_sent_again(browser: TestClient) -> None:
    tags = {}
    for coding in ("br", "gzip", "identity"):
        headers = {"Accept-Encoding": coding}
        tags[coding] = browser.get(f"/{NAME}", headers=headers).headers["etag"]
        again = browser.get(f"/{NAME}", headers=headers | {"If-None-Match": f'"other", W/{tags[coding]}'})
        assert again.status_code == 304 and not again.content and again.headers["etag"] == tags[coding]
    assert len(set(tags.values())) == 3, "a coding's tag is its own"
    assert browser.get(f"/{NAME}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_says_what_get_would_send_and_a_range_is_of_the_file_itself(browser: TestClient) -> None:
    headers = {"Accept-Encoding": "br"}
    got, head = browser.get(f"/{NAME}", headers=headers), browser.head(f"/{NAME}", headers=headers)
    assert head.status_code == 200 and not head.content
    assert {name: head.headers[name] for name in ("content-length", "content-encoding", "etag")} == {
        name: got.headers[name] for name in ("content-length", "content-encoding", "etag")
    }
    part = browser.get(f"/{NAME}", headers=headers | {"Range": "bytes=10-19"})
    assert part.status_code == 206 and part.content == RAW[10:20] and "content-encoding" not in part.headers


@pytest.mark.parametrize("path", ["/static/js/none.js", "/static/../index.html", "/static/%2e%2e/%2e%2e/config.py"])
def test_nothing_beyond_streamlits_folder_is_read(browser: TestClient, path: str) -> None:
    got = browser.get(path)
    assert got.status_code in (400, 404) or "<title>Streamlit</title>" in got.text


def test_compressed_bodies_never_take_more_than_their_share() -> None:
    assert sum(path.stat().st_size for path in static_files.shrinking().values()) / 3 < compression._MOST
    kept = compression._kept
    assert kept.maxsize == compression._MOST and kept.currsize == sum(len(coded.body) for coded in kept.values())


def test_a_large_body_is_handed_over_in_pieces(browser: TestClient) -> None:
    sizes = []

    async def send(message: dict[str, object]) -> None:
        sizes.append(len(message.get("body", b"")))  # type: ignore[arg-type]

    asyncio.run(compression.InPieces(b"x" * 1_000_000)({"type": "http", "method": "GET"}, None, send))  # type: ignore[arg-type]
    assert sum(sizes) == 1_000_000 and max(sizes) <= compression.PIECE


@pytest.mark.parametrize("name", SOURCES)
def test_the_ground_goes_out_in_brotli_and_gzip(browser: TestClient, name: str) -> None:
    plain = browser.get(f"/basemap/{name}.json", headers={"Accept-Encoding": "identity"}).content
    for coding in ("br", "gzip"):
        got = browser.get(f"/basemap/{name}.json", headers={"Accept-Encoding": coding})
        assert got.headers["content-encoding"] == coding and got.content == plain
        assert int(got.headers["content-length"]) < len(plain) / 2


# --- the first page --------------------------------------------------------------------------------------------------------


def said(page: str) -> str:
    """The words that stand in the page before any script runs."""
    return unescape(re.sub(r"<[^>]+>", " ", page.partition('<div id="root">')[2].partition("<noscript>")[0]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_answer_says_what_the_selection_shows(browser: TestClient, language: str) -> None:
    say, filters = words(language), Filters(areas=("MLI",), weapons=("E",), exclude_possible=True)
    got = browser.get("/?area=MLI&weapon=E", headers={"Accept-Language": f"{language}-XX,en;q=0.5"})
    assert f'<html lang="{language}">' in got.text and say.t(first_page._WHAT) in said(got.text)
    assert filters.sentence(say) in said(got.text)
    for sentence in sentences.summary(filters, say):
        assert sentence.text in said(got.text)
    assert say.t(first_page._NO_SCRIPT) in unescape(got.text.partition("<noscript>")[2])
    # The address goes before the browser's language.
    assert '<html lang="es">' in browser.get("/incidents?lang=es", headers={"Accept-Language": language}).text
    assert got.headers["cache-control"] == "no-cache" and "Accept-Language" in got.headers["vary"]


@pytest.mark.parametrize("name", first_page.PAGES)
def test_each_page_has_first_words_and_what_it_needs_named(browser: TestClient, name: str) -> None:
    page = browser.get(f"/{name}").text
    assert len(said(page).split()) > 10 and "<title>Streamlit" not in page and "{" not in page.partition("<style>")[0]
    assert "<script>" not in page, "no script stands in the page"
    named = re.findall(r'href="\./(static/[^"]+)"', page) + re.findall(r'src="\./(static/[^"]+)"', page)
    assert len(named) == len(set(named)) > 60
    assert all((static_folder() / path).is_file() for path in named)
    assert any("/DeckGlJsonChart." in path for path in named) == (name not in ("workshop", "sources"))
    assert not any("/PlotlyChart." in path for path in named)


def test_what_is_projected_has_no_sidebar_before_the_app_either(browser: TestClient) -> None:
    alone = 'id="first-words" role="status" class="alone"'
    assert alone in browser.get("/workshop?board=mali&slide=1&present=1").text
    assert alone not in browser.get("/workshop").text and alone not in browser.get("/?present=1").text


def test_the_ground_is_packed_for_the_line(browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(compression, "_kept", {})
    monkeypatch.setattr(compression.brotli, "compress", lambda raw, quality: b"%d" % quality)
    basemap.pack()
    kept = [compression._kept[(dataset().version, prepared_folder(), name, ()), "br"].body for name in SOURCES]
    assert kept == [b"11"] * len(SOURCES)


def test_nothing_from_the_address_becomes_markup(browser: TestClient) -> None:
    for query in ("area=<script>x</script>", "actor=<img src=x>&area=MLI", "lang=<b>", "weapon={title}"):
        page = browser.get(f"/incidents?{query}").text
        assert "<script>x" not in page and "<img src=x" not in page and "<b>" not in page


def test_what_streamlit_brings_is_where_it_is_looked_for() -> None:
    for chunk in (*static_files.WORDS, *static_files.MAP):
        assert static_files.needed((chunk,)), f"Streamlit {st.__version__} has no chunk {chunk}: see what the page loads now"
    (charts,) = (path for name, path in static_files.shrinking().items() if name.startswith(static_files._CHARTS))
    exported = re.search(r"export\{([^}]*)\};?\s*$", charts.read_text(encoding="utf-8"))
    assert exported is not None
    named = sorted(one.split(" as ")[-1] for one in exported[1].split(","))
    assert named == ["PlotlyChart", "default"], "late_charts.js hands on what the chunk exports"


def test_charts_wait_in_a_script_of_their_own(browser: TestClient) -> None:
    name = next(name for name in static_files.shrinking() if name.startswith(static_files._CHARTS))
    late = browser.get(f"/{name}")
    assert "no-cache" in late.headers["cache-control"] and len(late.content) < 4000
    address = re.search(r'import\("\./([^"]+)"\)', late.text)
    assert address is not None
    whole = browser.get(f"/static/js/{address[1]}", headers={"Accept-Encoding": "br"})
    assert whole.content == (static_folder() / name).read_bytes() and "immutable" in whole.headers["cache-control"]


def test_the_pages_are_those_of_the_navigation_under_its_titles() -> None:
    script = (Path(first_page.__file__).parents[3] / "pages" / "navigation.py").read_text(encoding="utf-8")
    titles = dict(re.findall(r'(\w+)\.show, say\.t\("([^"]+)"\)', script))
    assert titles == {name: title for name, title in first_page.PAGES.items() if name} and first_page.PAGES[""] in titles.values()
