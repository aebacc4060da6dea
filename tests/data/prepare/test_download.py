"""A server that fails in the ways servers fail: a file arrives whole or not at all, and the sentence says why."""

from __future__ import annotations

import base64
import gzip
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.prepare.core.intake import InputError
from data.prepare.refresh.download import Fetched, NotThereError, Patience, fetch
from tests.data.prepare.failing_server import (
    CONTENT,
    QUICK,
    Answer,
    Site,
    breaks_off,
    drips,
    falls_silent,
    goes_on,
    hangs_up,
    never_ends,
    says,
    sends,
)


class Place(Site):
    """A server on this machine and the folder that files are fetched to."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.file = folder / "GED.csv"

    def fetch(self, most: int = 10_000_000, patience: Patience = QUICK) -> Fetched:
        return fetch(f"{self.address}/GED.csv", self.file, most, patience)

    def left(self) -> list[str]:
        return sorted(path.name for path in self.file.parent.iterdir())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    found = Place(tmp_path)
    yield found
    found.close()


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
    assert place.file.read_bytes() == CONTENT and place.left() == [".GED.csv.fetched.json", "GED.csv"]
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
    place.close()
    with pytest.raises(InputError, match="the connection was refused"):
        place.fetch()


def test_a_proxy_of_the_environment_is_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{place.port}")
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


def test_a_transfer_that_drips_ends_in_a_sentence_and_is_kept(place: Place) -> None:
    place.does(drips)
    with pytest.raises(InputError, match="takes too long; what has come is kept"):
        place.fetch(patience=Patience(attempts=2, silence=0.5, whole=0.4, pause=0.01))
