"""Two workers behind Caddy, by the recipe of `deploy/`: a session and its uploads come back to the worker that began it; what a
room sees and sends is one, whichever worker its phones are at.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.bench.room_app import BOARD
from tests.bench.server import Workers
from tests.bench.session import visit
from tests.bench.workers import behind_caddy

pytestmark = pytest.mark.skipif(shutil.which("caddy") is None, reason="no caddy here: `make debian` fetches Debian's")

COOKIE = "arms_lens_worker"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with behind_caddy(2, "tests/bench/room_app.py") as found:
        yield found


@pytest.fixture(scope="module")
def visitors(workers: Workers) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Two browsers, each at a worker of its own."""
    found: dict[str, httpx.Client] = {}
    for _ in range(40):
        browser = httpx.Client(base_url=workers.address, timeout=60, headers={"Accept": "text/html"})
        browser.get("/")
        found.setdefault(browser.cookies[COOKIE], browser)
        if len(found) == 2:
            break
    one, other = found.values()
    yield one, other
    for browser in found.values():
        browser.close()


def test_a_session_stays_at_its_worker_through_changes_and_reconnections(workers: Workers) -> None:
    async def visiting() -> set[str]:
        cookies: set[str] = set()
        # Caddy draws the worker of a new visitor by lot.
        for visits in range(50):
            if visits > 5 and len(cookies) == 2:
                break
            async with visit(workers.address) as session:
                for query in ("", "area=MLI", "area=MLI&weapon=E"):
                    assert (await session.ask(query)).fetched is not None
                assert session.spec["layers"]
                cookies.add(session.files.cookie)
        return cookies

    assert len(asyncio.run(visiting())) == 2, "both workers take visitors"


def test_an_upload_comes_to_the_worker_of_its_session_and_no_other(
    workers: Workers, visitors: tuple[httpx.Client, httpx.Client]
) -> None:
    async def uploading() -> list[int]:
        async with visit(workers.address, "workshop") as session:
            await session.ask("")
            statuses = []
            mine = next(part for part in session.files.cookie.split("; ") if part.startswith(f"{COOKIE}=")).partition("=")[2]
            for browser in sorted(visitors, key=lambda browser: browser.cookies[COOKIE] != mine):
                browser.get("/_stcore/health")
                token = str(browser.cookies.get("_streamlit_xsrf"))
                board = {"file": ("board.json", b"{}", "application/json")}
                answer = browser.put(f"/_stcore/upload_file/{session.id}/a-file", files=board, headers={"X-Xsrftoken": token})
                statuses.append(answer.status_code)
            return statuses

    at_home, elsewhere = asyncio.run(uploading())
    assert at_home in (200, 204) and elsewhere >= 400


@pytest.mark.parametrize(
    "path", ["/files/map.png?area=MLI&layers=incidents", "/slides/timeline.webp?area=MLI", "/files/routes.xlsx?area=MLI"]
)
def test_pictures_and_files_come_from_either(visitors: tuple[httpx.Client, httpx.Client], path: str) -> None:
    for browser in visitors:
        got = browser.get(path)
        assert got.status_code == 200 and len(got.content) > 1000, got.text[:200]


def test_a_slide_shown_at_one_worker_reaches_the_phones_of_the_other_and_their_notes_come_back(
    workers: Workers, visitors: tuple[httpx.Client, httpx.Client]
) -> None:
    presenter, phone = visitors
    code = presenter.get("/bench/show/0").json()["code"]
    slide = BOARD.slides[2]
    assert phone.get(f"/follow/{code}").status_code == 200
    with phone.stream("GET", f"/follow/{code}/events") as stream:
        told = events(stream)
        assert next(told)["place"] == 1
        shown = time.monotonic()
        presenter.get("/bench/show/2")
        seen = next(told)
        assert seen["place"] == 3 and time.monotonic() - shown < 10
    for address in seen["pictures"]:
        assert all(browser.get(f"{address}&lang=fr").status_code == 200 for browser in visitors)
    sent = phone.post(f"/follow/{code}/notes", json={"language": "en", "slide": slide.id, "text": "from the other worker"})
    assert sent.status_code == 200, sent.text


def events(stream: httpx.Response) -> Iterator[dict[str, Any]]:
    """The slides that a phone is told, one after the other."""
    event = ""
    for line in stream.iter_lines():
        if line.startswith("event: "):
            event = line[7:]
        elif line.startswith("data: ") and event == "slide":
            yield json.loads(line[6:])
