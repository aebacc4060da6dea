"""The token of a visitor: given once, to browsers that open a page, and to nobody else."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.files.visitor import COOKIE, Visitor

HTML = {"accept": "text/html,application/xhtml+xml"}


async def answer(_request: Request) -> Response:
    return PlainTextResponse("ok")


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[Route("/{path:path}", answer)], middleware=[Middleware(Visitor)]))


def test_a_token_is_given_once(client: TestClient) -> None:
    first = client.get("/workshop", headers=HTML).headers["set-cookie"]
    assert first.startswith(f"{COOKIE}=") and "HttpOnly" in first and "SameSite=Lax" in first and "Secure" not in first
    assert len(client.cookies[COOKIE]) > 20
    assert "set-cookie" not in client.get("/incidents", headers=HTML).headers
    client.cookies.clear()
    assert client.get("/", headers=HTML).headers["set-cookie"].split(";")[0] != first.split(";")[0]


@pytest.mark.parametrize(("path", "accept"), [("/follow/abcdef", "text/html"), ("/layers/incidents.json", "*/*")])
def test_phones_and_files_get_none(client: TestClient, path: str, accept: str) -> None:
    assert "set-cookie" not in client.get(path, headers={"accept": accept}).headers


def test_an_encrypted_page_keeps_it_encrypted() -> None:
    client = TestClient(Starlette(routes=[Route("/", answer)], middleware=[Middleware(Visitor)]), base_url="https://testserver")
    assert "; Secure" in client.get("/", headers=HTML).headers["set-cookie"]
