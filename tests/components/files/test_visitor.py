"""The token of a visitor: given once, to browsers that open a page, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.files.http.visitor import Visitor, keep
from components.workshop import boards, database, saved_boards
from components.workshop.rights import VISITOR as COOKIE

HTML = {"accept": "text/html,application/xhtml+xml"}


async def answer(_request: Request) -> Response:
    return PlainTextResponse("ok")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "notes"))
    routes = [Route("/visitor/keep", keep, methods=["POST"]), Route("/{path:path}", answer)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Visitor)]))


def test_a_token_is_given_once_and_forgotten_with_the_browser(client: TestClient) -> None:
    first = client.get("/workshop", headers=HTML).headers["set-cookie"]
    assert first.startswith(f"{COOKIE}=") and "HttpOnly" in first and "SameSite=Lax" in first and "Secure" not in first
    assert "Max-Age" not in first and "expires" not in first.lower()
    assert len(client.cookies[COOKIE]) > 20
    assert "set-cookie" not in client.get("/incidents", headers=HTML).headers
    assert "set-cookie" not in client.post("/visitor/keep").headers, "nothing is kept: nothing is asked of the browser"
    client.cookies.clear()
    assert "set-cookie" not in client.post("/visitor/keep").headers
    assert client.get("/", headers=HTML).headers["set-cookie"].split(";")[0] != first.split(";")[0]


def test_the_token_lasts_once_a_storyboard_is_kept(client: TestClient) -> None:
    client.get("/", headers=HTML)
    token = client.cookies[COOKIE]
    saved_boards.save(token, boards.shipped("mali"))
    for given in (client.post("/visitor/keep"), client.get("/workshop", headers=HTML)):
        assert f"{COOKIE}={token}; Max-Age=34560000; " in given.headers["set-cookie"]
    saved_boards.delete(token, "mali")
    assert "set-cookie" not in client.get("/", headers=HTML).headers


@pytest.mark.parametrize(("path", "accept"), [("/follow/abcdef", "text/html"), ("/layers/incidents.json", "*/*")])
def test_phones_and_files_get_none(client: TestClient, path: str, accept: str) -> None:
    assert "set-cookie" not in client.get(path, headers={"accept": accept}).headers


def test_an_encrypted_page_keeps_it_encrypted() -> None:
    client = TestClient(Starlette(routes=[Route("/", answer)], middleware=[Middleware(Visitor)]), base_url="https://testserver")
    assert "; Secure" in client.get("/", headers=HTML).headers["set-cookie"]
