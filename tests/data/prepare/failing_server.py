"""Servers of this machine that fail in the ways servers fail, for the tests of downloads and of the whole refresh."""

from __future__ import annotations

import hashlib
import itertools
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from data.prepare.refresh.download import Patience

CONTENT = bytes(range(256)) * 800
QUICK = Patience(attempts=4, connect=2, silence=0.5, whole=20, pause=0.01, longest_pause=0.2)

#: What a server does at the first, second, … question; it repeats the last.
Answer = Callable[["Server"], None]


class Listener(ThreadingHTTPServer):
    """Keeps to itself that a client hung up: what it writes would stand among what the command says."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Server(BaseHTTPRequestHandler):
    """Answers of a path, or of any (""); 404 where there are none."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, Iterator[Answer]]
    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        self.asked.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
        answers = self.answers.get(urlsplit(self.path).path) or self.answers.get("")
        answer = next(answers) if answers else says(404)
        answer(self)

    def log_message(self, *_: object) -> None:
        pass

    def head(self, status: int, length: int | None, **headers: str) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def sends(content: bytes, _status: int = 200, **headers: str) -> Answer:
    def answer(server: Server) -> None:
        server.head(_status, len(content), **headers)
        server.wfile.write(content)

    return answer


def says(status: int, **headers: str) -> Answer:
    return sends(b"", status, **headers)


def breaks_off(at: int, content: bytes = CONTENT, **headers: str) -> Answer:
    def answer(server: Server) -> None:
        server.head(200, len(content), **headers)
        server.wfile.write(content[:at])
        server.hang_up()

    return answer


def goes_on(server: Server) -> None:
    """Answers a Range as it is asked for."""
    start = int(server.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    rest = CONTENT[start:]
    server.head(206, len(rest), ETag='"one"', Content_Range=f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
    server.wfile.write(rest)


def hangs_up(server: Server) -> None:
    server.hang_up()


def falls_silent(server: Server) -> None:
    server.head(200, len(CONTENT), ETag='"one"')
    server.wfile.write(CONTENT[:1000])
    server.wfile.flush()
    time.sleep(1)
    server.hang_up()


def never_ends(server: Server) -> None:
    server.send_response(200)
    server.send_header("Connection", "close")
    server.end_headers()
    try:
        while True:
            server.wfile.write(CONTENT)
    except OSError:
        server.close_connection = True


def drips(server: Server) -> None:
    """Sends a byte now and then: never silent, never done."""
    server.head(200, len(CONTENT))
    try:
        for at in range(200):
            server.wfile.write(CONTENT[at : at + 1])
            server.wfile.flush()
            time.sleep(0.05)
        server.hang_up()
    except OSError:
        server.close_connection = True


class Site:
    """A server on a free port of this machine: what it does, by path, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []

        self.answers: dict[str, Iterator[Answer]] = {}

        class Handler(Server):
            asked = self.asked
            answers = self.answers

        self.server = Listener(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.port = self.server.server_port
        self.address = f"http://127.0.0.1:{self.port}"

    def does(self, *answers: Answer, path: str = "") -> None:
        """The answers to the first, second, … question of a path, or of any; the last is repeated."""
        self.answers[path] = itertools.chain(answers, itertools.repeat(answers[-1]))

    def has(self, path: str, content: bytes) -> None:
        """A file as well-kept servers give it: with an ETag, in parts where asked, and not again where it is known."""
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'

        def answer(server: Server) -> None:
            if server.headers.get("If-None-Match") == tag:
                server.head(304, None, ETag=tag)
                return
            wanted = re.fullmatch(r"bytes=(\d+)-", server.headers.get("Range", ""))
            if wanted and server.headers.get("If-Range") == tag and int(wanted[1]) < len(content):
                rest = content[int(wanted[1]) :]
                span = f"bytes {wanted[1]}-{len(content) - 1}/{len(content)}"
                server.head(206, len(rest), ETag=tag, Content_Range=span)
                server.wfile.write(rest)
                return
            server.head(200, len(content), ETag=tag)
            server.wfile.write(content)

        self.does(answer, path=path)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
