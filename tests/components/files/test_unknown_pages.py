"""An address without a page is answered 404, with the way to the pages there are, in the visitor's language."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

import app
from components.files.static.first_page import PAGES
from components.files.static.unknown_pages import UnknownPages
from components.text.words import LANGUAGES, words


async def streamlit(request: Request) -> Response:
    """It answers every address, those of its own files with what they hold."""
    return JSONResponse({}) if request.url.path.endswith(".json") else HTMLResponse("<div id=root></div>")


CLIENT = TestClient(
    Starlette(routes=[Route("/{path:path}", streamlit)], middleware=[Middleware(UnknownPages, routes=app.ROUTES)])
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/nopage", "/incident", "/incidents/more", "/a/b/c", "/static", "/app"])
def test_no_page_is_404_with_the_way_on(path: str, language: str) -> None:
    got = CLIENT.get(path, headers={"Accept-Language": f"{language},en;q=0.5"})
    assert got.status_code == 404 and f'lang="{language}"' in got.text and "root" not in got.text
    assert all(f'href="/{page}?lang={language}"' in got.text for page in PAGES if page)
    assert words(language).t(PAGES["incidents"]) in got.text


@pytest.mark.parametrize("path", ["/", "/incidents", "/overview", "/index.html", "/manifest.json", "/_stcore/x", "/static/js/x"])
def test_what_there_is_is_left_alone(path: str) -> None:
    assert CLIENT.get(path).status_code == 200


def test_an_address_is_not_repeated_in_the_page() -> None:
    assert "alert" not in CLIENT.get("/%3Cscript%3Ealert(1)%3C/script%3E").text
