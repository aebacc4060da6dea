"""A small storyboard, and a server with the routes of the phones alone."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from components.files.followers import follow
from components.files.http.security import SecurityHeaders
from components.workshop.value import Slide, Storyboard
from data.query.filters import Filters


def board(id_: str = "test", slides: int = 5) -> Storyboard:
    """Slides of words only, in all languages, called s1, s2, …"""
    return Storyboard(id_, {"en": "A test"}, tuple(_slide(i + 1) for i in range(slides)))


def _slide(n: int) -> Slide:
    said = {"en": f"Slide <b>{n}</b>", "fr": f"Page {n}", "es": f"Lámina {n}"}
    return Slide(f"s{n}", said, said, "question", Filters(), {"en": "a secret of the presenter"}, ask={"en": f"Why {n}?"})


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """The address of a server in a thread of this process, at any free port unless one is named."""
    app = Starlette(routes=follow.ROUTES, middleware=[Middleware(SecurityHeaders)])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)


class Follower(threading.Thread):
    """A phone that follows a room until it has seen so many slides; `slides` are what it was told."""

    def __init__(self, address: str, code: str, until: int) -> None:
        super().__init__(daemon=True)
        self._events, self._until = f"{address}/follow/{code}/events", until
        self.slides: list[dict[str, Any]] = []
        self.notes: list[list[str]] = []
        self.connected = threading.Event()
        self.start()

    def run(self) -> None:
        with httpx.Client(timeout=20) as client, client.stream("GET", self._events) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            event = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: "):
                    told: list[Any] = self.slides if event == "slide" else self.notes
                    told.append(json.loads(line[6:]))
                    self.connected.set()
                    if event == "notes" and len(self.slides) >= self._until:
                        return
