"""A server that fails in the ways servers fail: a file arrives whole or not at all, and the sentence says why."""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from data.prepare.intake import InputError
from data.prepare.refresh.download import Fetched, NotThereError, Patience, fetch

CONTENT = bytes(range(256)) * 800
QUICK = Patience(attempts=4, connect=2, silence=0.5, whole=20, pause=0.01, longest_pause=0.2)

#: What a server does at the first, second, … question; it repeats the last.
Answer = Callable[["Server"], None]


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers: Iterator[Answer]
    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        self.asked.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
        next(self.answers)(self)

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


def breaks_off(at: int, **headers: str) -> Answer:
    def answer(server: Server) -> None:
        server.head(200, len(CONTENT), **headers)
        server.wfile.write(CONTENT[:at])
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


class Place:
    """A server on this machine and the folder that files are fetched to."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "GED.csv"
        self.asked: list[dict[str, str]] = []

        class Handler(Server):
            asked = self.asked

        self.handler = Handler
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/GED.csv"

    def does(self, *answers: Answer) -> None:
        self.handler.answers = itertools.chain(answers, itertools.repeat(answers[-1]))

    def fetch(self, most: int = 10_000_000, patience: Patience = QUICK) -> Fetched:
        return fetch(self.address, self.file, most, patience)

    def left(self) -> list[str]:
        return sorted(path.name for path in self.file.parent.iterdir())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    found = Place(tmp_path)
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_a_file_arrives_and_is_not_fetched_again(place: Place) -> None:
    place.does(sends(CONTENT, ETag='"one"'), says(304))
    first = place.fetch()
    assert place.file.read_bytes() == CONTENT and not first.unchanged
    assert (first.size, first.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    again = place.fetch()
    assert again.unchanged and again.sha256 == first.sha256
    assert place.asked[1]["if-none-match"] == '"one"'


def test_a_changed_file_takes_the_place_of_the_old_one(place: Place) -> None:
    place.does(sends(CONTENT, Last_Modified="Sun, 01 Nov 2026 10:00:00 GMT"), sends(b"new, and shorter"))
    place.fetch()
    assert not place.fetch().unchanged and place.file.read_bytes() == b"new, and shorter"
    assert place.asked[1]["if-modified-since"] == "Sun, 01 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    "first",
    [hangs_up, falls_silent, *(says(status) for status in (408, 429, 500, 502, 503, 504)), sends(b"")],
    ids=["hangs up", "falls silent", "408", "429", "500", "502", "503", "504", "empty"],
)
def test_what_may_pass_is_tried_again(place: Place, first: Answer) -> None:
    place.does(first, sends(CONTENT))
    assert place.fetch().size == len(CONTENT) and place.file.read_bytes() == CONTENT


def test_a_broken_transfer_is_taken_up_where_it_ended(place: Place) -> None:
    place.does(breaks_off(100_000, ETag='"one"'), goes_on)
    place.fetch()
    assert place.file.read_bytes() == CONTENT and place.left() == ["GED.csv", "GED.csv.fetched.json"]
    assert (place.asked[1]["range"], place.asked[1]["if-range"]) == ("bytes=100000-", '"one"')


def test_it_is_taken_up_by_the_next_command_too(place: Place) -> None:
    place.does(breaks_off(100_000, ETag='"one"'), hangs_up)
    with pytest.raises(InputError, match="in 4 attempts, the last of which failed because the connection broke off: try again"):
        place.fetch()
    place.does(goes_on)
    place.fetch()
    assert place.asked[-1]["range"] == "bytes=100000-" and place.file.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "second",
    [
        sends(CONTENT, ETag='"two"'),
        says(416),
        sends(CONTENT[5:], 206, Content_Range=f"bytes 5-{len(CONTENT) - 1}/{len(CONTENT)}"),
    ],
    ids=["begins anew", "knows no such part", "another part"],
)
def test_a_part_of_another_file_is_thrown_away(place: Place, second: Answer) -> None:
    place.does(breaks_off(100_000, ETag='"one"'), second, sends(CONTENT, ETag='"two"'))
    place.fetch()
    assert place.file.read_bytes() == CONTENT


def test_a_part_without_a_mark_is_not_continued(place: Place) -> None:
    place.does(breaks_off(100_000), sends(CONTENT))
    place.fetch()
    assert "range" not in place.asked[1] and place.file.read_bytes() == CONTENT


def test_the_server_says_how_long_to_wait(place: Place) -> None:
    place.does(says(503, Retry_After="1"), sends(CONTENT))
    began = time.monotonic()
    place.fetch(patience=Patience(attempts=2, pause=0.01, longest_pause=5))
    assert time.monotonic() - began >= 1


def test_a_wish_to_wait_for_a_day_ends_in_a_sentence(place: Place) -> None:
    place.does(says(503, Retry_After="86400"))
    with pytest.raises(InputError, match="the server answered 503: try again later"):
        place.fetch(patience=Patience(attempts=6, pause=0.01, longest_pause=60, whole=10))
    assert len(place.asked) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_told_apart(place: Place, status: int) -> None:
    place.does(says(status))
    with pytest.raises(NotThereError, match=f"is not there \\({status}\\): look up"):
        place.fetch()
    assert len(place.asked) == 1 and place.left() == []


@pytest.mark.parametrize("status", [400, 401, 403, 451])
def test_a_refusal_is_not_asked_again(place: Place, status: int) -> None:
    place.does(says(status))
    with pytest.raises(InputError, match=f"answered {status}.*nothing was fetched"):
        place.fetch()
    assert len(place.asked) == 1 and place.left() == []


def test_a_web_page_is_no_file(place: Place) -> None:
    place.does(sends(b"\n<!DOCTYPE html><html><body>Log in, please</body></html>"))
    with pytest.raises(InputError, match="is a web page, not the file"):
        place.fetch()
    assert place.left() == []


def test_a_file_that_is_announced_too_large_is_not_begun(place: Place) -> None:
    place.does(sends(CONTENT))
    with pytest.raises(InputError, match=r"is 204,800 bytes long, more than 1,000"):
        place.fetch(most=1000)
    assert place.left() == []


def test_a_stream_without_end_is_cut(place: Place) -> None:
    place.does(never_ends)
    with pytest.raises(InputError, match=r"sends more than 1,000,000 bytes"):
        place.fetch(most=1_000_000)
    assert place.left() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_MD5": base64.b64encode(bytes(16)).decode()},
        {"Digest": f"SHA-256={base64.b64encode(bytes(32)).decode()}".replace("SHA", "sha")},
        {"Repr_Digest": f"sha-256=:{base64.b64encode(bytes(32)).decode()}:"},
    ],
    ids=["Content-MD5", "Digest", "Repr-Digest"],
)
def test_a_checksum_that_does_not_fit_is_seen(place: Place, headers: dict[str, str]) -> None:
    place.does(sends(CONTENT, 200, **headers))
    with pytest.raises(InputError, match="checksum is not the one that the server told"):
        place.fetch()
    assert place.left() == []


def test_a_checksum_that_fits_is_fine(place: Place) -> None:
    place.does(sends(CONTENT, Repr_Digest=f"sha-256=:{base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()}:"))
    assert place.fetch().size == len(CONTENT)


def test_a_server_that_packs_in_spite_of_all(place: Place) -> None:
    place.does(sends(gzip.compress(CONTENT), Content_Encoding="gzip"))
    place.fetch()
    assert place.file.read_bytes() == CONTENT


def test_a_redirect_is_followed_and_a_circle_is_not(place: Place) -> None:
    place.does(says(302, Location="/elsewhere"), sends(CONTENT))
    assert place.fetch().size == len(CONTENT) and place.asked[1]["path"] == "/elsewhere"
    place.does(says(302, Location="/elsewhere"))
    with pytest.raises(InputError, match="redirects more than 5 times"):
        place.fetch()


def test_nobody_at_home(place: Place) -> None:
    place.server.shutdown()
    place.server.server_close()
    with pytest.raises(InputError, match="the connection was refused"):
        place.fetch()


def test_a_proxy_of_the_environment_is_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{place.server.server_port}")
    monkeypatch.setenv("no_proxy", "")
    place.does(sends(CONTENT))
    assert fetch("http://publisher.invalid/GED.csv", place.file, patience=QUICK).size == len(CONTENT)
    assert place.asked[0]["path"] == "http://publisher.invalid/GED.csv"


def test_the_old_file_outlives_a_failure(place: Place) -> None:
    place.does(sends(CONTENT, ETag='"one"'), breaks_off(50_000, ETag='"two"'), says(404))
    place.fetch()
    with pytest.raises(InputError):
        place.fetch()
    assert place.file.read_bytes() == CONTENT
