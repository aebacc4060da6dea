"""A second machine of a presenter: let in once, by a button, with a cookie."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from components.files.followers import presenter_link
from components.files.http.security import SecurityHeaders
from components.text.words import LANGUAGES
from components.workshop import database, rights, room
from tests.components.workshop.rooms import board


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "notes"))
    app = Starlette(routes=presenter_link.ROUTES, middleware=[Middleware(SecurityHeaders)])
    return TestClient(app, follow_redirects=False)


def test_a_link_lets_one_browser_in_once(client: TestClient) -> None:
    key = rights.key_of("a-presenter-s-browser")
    code = room.show(board("link"), "s1", key)
    path = f"/present/{rights.make_link(key, 'link')}"
    for language in LANGUAGES:
        looked = client.get(path, headers={"Accept-Language": language})
        assert looked.status_code == 200 and f'<html lang="{language}">' in looked.text and "set-cookie" not in looked.headers
        assert "form-action 'self'" in looked.headers["content-security-policy"]
    assert client.post(path, headers={"Origin": "http://evil.example"}).status_code == 403
    used = client.post(path, headers={"Origin": "http://testserver"})
    assert used.status_code == 303 and used.headers["location"] == "/workshop?board=link&presenter=1&lang=en"
    assert key not in used.headers["location"] and "HttpOnly; SameSite=Lax" in used.headers["set-cookie"]
    assert [room.presents(code, one) for one in rights.keys(dict(client.cookies))] == [True]
    assert client.post(path).status_code == client.get(path).status_code == 404, "it works once"


def test_a_link_waits_for_ten_minutes(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/present/{rights.make_link('key', 'link')}"
    later = rights.time.time() + rights.LINK + 1
    monkeypatch.setattr(rights.time, "time", lambda: later)
    assert client.get(path).status_code == client.post(path).status_code == 404
    assert client.get("/present/made-up").status_code == 404
