"""What somebody in the same network tries: to vote a hundred times, to take all places, to guess codes, to look over the
presenter's shoulder.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from components.files.followers import follow
from components.workshop import database, notes, rights, room
from components.workshop.answers import HOW_WELL
from components.workshop.rate_limit import RateLimit
from tests.components.workshop.rooms import board, serving

PRESENTER = "the-browser-of-a-presenter"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving() as address, httpx.Client(base_url=address, timeout=20) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_cookies(client: httpx.Client) -> None:
    client.cookies.clear()


def shown(name: str) -> str:
    """The code of a room of the presenter's."""
    return room.show(board(name), "s1", rights.key_of(PRESENTER))


def as_phone(client: httpx.Client, code: str) -> dict[str, str]:
    client.cookies.clear()
    given = client.get(f"/follow/{code}").cookies.get(rights.FOLLOWER)
    client.cookies.clear()
    return {"Cookie": f"{rights.FOLLOWER}={given}"} if given else {}


def vote(client: httpx.Client, code: str, headers: dict[str, str], answer: str = "well") -> int:
    sent = {"language": "en", "slide": "s1", "answer": answer}
    return client.post(f"/follow/{code}/notes", json=sent, headers=headers).status_code


def test_votes_of_made_up_phones_are_not_counted(client: httpx.Client) -> None:
    code = shown("made-up")
    real = as_phone(client, code)
    forged = [{"Cookie": f"{rights.FOLLOWER}={n:024x}.Zm9v.c2lnbmF0dXJl"} for n in range(40)]
    assert {vote(client, code, headers) for headers in [{}, *forged]} == {403}
    # Not the last character of a signature: in base64 it holds bits that say nothing.
    at = real["Cookie"].rindex(".") + 1
    altered = real["Cookie"][:at] + ("A" if real["Cookie"][at] != "A" else "B") + real["Cookie"][at + 1 :]
    assert vote(client, code, {"Cookie": altered}) == 403
    assert vote(client, code, real) == vote(client, code, real, "hardly") == 200
    assert notes.tally(code, "s1", HOW_WELL) == {"well": 0, "partly": 0, "hardly": 1}


def test_a_phone_is_given_one_id_and_an_address_only_so_many(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = shown("issued")
    first = client.get(f"/follow/{code}")
    assert "HttpOnly" in first.headers["set-cookie"] and "Path=/follow/" in first.headers["set-cookie"]
    assert "set-cookie" not in client.get(f"/follow/{code}").headers, "a phone that loads again is the same phone"
    monkeypatch.setattr(follow, "_new_followers", RateLimit(3, 600))
    given = [as_phone(client, code) for _ in range(6)]
    assert [bool(cookie) for cookie in given] == [True] * 3 + [False] * 3
    assert client.get(f"/follow/{code}").status_code == 200, "who gets none can still follow"


def test_an_id_is_known_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    cookies = {rights.FOLLOWER: rights.new_follower()}
    assert rights.follower(cookies)
    later = time.time() + rights.A_DAY + 10
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert rights.follower(cookies) is None


def test_what_is_refused_costs_the_address_nothing(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_per_address", RateLimit(3, 60))
    code = shown("refused")
    phones = [as_phone(client, code) for _ in range(4)]
    refused = [vote(client, code, phone, "maybe") for phone in phones for _ in range(3)]
    refused += [vote(client, code, {}) for _ in range(10)]
    assert set(refused) == {400, 403}
    assert [vote(client, code, phone) for phone in phones] == [200, 200, 200, 429]


def test_one_address_cannot_take_all_places(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "MOST_OF_AN_ADDRESS", 3)
    code, other = shown("places"), shown("other-places")
    with ExitStack() as open_:
        streams = [open_.enter_context(client.stream("GET", f"/follow/{one}/events")) for one in (code, code, other)]
        assert [stream.status_code for stream in streams] == [200] * 3
        refused = client.get(f"/follow/{code}/events")
        assert refused.status_code == 503 and refused.headers["retry-after"] == "10"
        streams[0].close()
        assert _again(client, code) == 200, "a place is given back"


def _again(client: httpx.Client, code: str) -> int:
    for _ in range(50):
        with client.stream("GET", f"/follow/{code}/events") as stream:
            if stream.status_code == 200:
                return 200
        time.sleep(0.05)
    return 503


def test_one_phone_holds_few_streams(client: httpx.Client) -> None:
    code = shown("one-phone")
    phone = as_phone(client, code)
    with ExitStack() as open_:
        found = [open_.enter_context(client.stream("GET", f"/follow/{code}/events", headers=phone)) for _ in range(6)]
        assert [stream.status_code for stream in found] == [200] * 4 + [503] * 2


def test_codes_cannot_be_guessed_for_long(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_guesses", RateLimit(5, 60))
    code = shown("guessed")
    phone = as_phone(client, code)
    waiting = [client.get("/follow/zzzzzz").status_code for _ in range(20)]
    assert set(waiting) == {404}, "a hall that waits asks for one code, again and again"
    ways = ("", "/events", "/window", "/pictures/s1/0", "")
    assert [client.get(f"/follow/guess{n}{way}").status_code for n, way in enumerate(ways)] == [404] * 4 + [429]
    for way in ("", "/events", "/window", "/pictures/s1/0"):
        assert client.get(f"/follow/{code}{way}").status_code == 429, f"a right guess is not told from a wrong one: {way}"
    assert vote(client, code, {}) == 429
    assert client.get(f"/follow/{code}", headers=phone).status_code == 200, "who is in the room stays"
    assert vote(client, code, phone) == 200


def test_only_the_presenter_s_browser_hears_what_windows_hear(client: httpx.Client) -> None:
    code = shown("window")
    phone = as_phone(client, code)
    other = {"Cookie": f"{rights.VISITOR}=somebody-else-s-browser"}
    forged = {"Cookie": f"{rights.PRESENTER}={rights.key_of(PRESENTER)}.Zm9v.c2lnbmF0dXJl"}
    for headers in ({}, phone, other, forged):
        assert client.get(f"/follow/{code}/window", headers=headers).status_code == 403
    assert client.get(f"/follow/{code}/window?key={rights.key_of(PRESENTER)}").status_code == 403, "an address gives no right"
    granted = {"Cookie": f"{rights.PRESENTER}={rights.granted(rights.key_of(PRESENTER))}"}
    for headers in ({"Cookie": f"{rights.VISITOR}={PRESENTER}"}, granted):
        with client.stream("GET", f"/follow/{code}/window", headers=headers) as stream:
            assert stream.status_code == 200


def test_files_are_the_owner_s_alone(own_folder: Path) -> None:
    notes.add("abcdef", "mali", "s1", "A note")
    room.code_of("mali")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in own_folder.iterdir()}
    assert set(modes) >= {"notes.sqlite", "notes.sqlite-wal", "notes.sqlite-shm", "room.key"}
    assert set(modes.values()) == {0o600} and stat.S_IMODE(own_folder.stat().st_mode) == 0o700


def test_files_that_others_could_read_are_closed_and_their_folder_is_left(own_folder: Path) -> None:
    own_folder.mkdir(mode=0o755)
    (own_folder / "notes.sqlite").touch(0o644)
    (own_folder / "room.key").write_bytes(b"k" * 32)
    (own_folder / "of-others.txt").touch(0o644)
    notes.add("abcdef", "mali", "s1", "A note")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in own_folder.iterdir()}
    assert modes["notes.sqlite"] == modes["room.key"] == 0o600 and modes["of-others.txt"] == 0o644
    assert stat.S_IMODE(own_folder.stat().st_mode) == 0o755


def test_notes_and_rooms_are_deleted_after_their_days(monkeypatch: pytest.MonkeyPatch) -> None:
    code = shown("old")
    notes.add(code, "old", "s1", "A note")
    assert notes.delete_old() == 0
    with database.Transaction() as database_:
        for statement in (
            "UPDATE notes SET at = '2020-01-01T00:00:00+00:00'",
            "UPDATE rooms SET changed = 1e9",
            "UPDATE shown SET at = 1e9",
        ):
            database_.exec_driver_sql(statement)
    assert notes.delete_old() == 1 and not notes.everything(code)
    with database.Transaction() as database_:
        for table in ("rooms", "shown", "shown_boards"):
            assert database_.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    for text, days in (("7", 7), ("", 30), ("0", 30), ("-1", 30), ("forever", 30)):
        monkeypatch.setenv(database.DAYS, text)
        assert database.kept_days() == days


@pytest.mark.parametrize(
    "text",
    ["=1+1", "x;=1+1", 'x; "=cmd|calc', "x,@SUM(A1)", "x|-1+1", "a;b;+1", "x;＝1+1", 'x;""=HYPERLINK("http://x")', ";=1"],
)
def test_no_note_runs_as_a_formula_wherever_cells_are_parted(text: str) -> None:
    notes.add("abcdef", "mali", "s1", text)
    line = notes.as_csv("abcdef", {}).decode("utf-8-sig").splitlines()[1]
    for sign in (";", "|", "\t"):
        for cell in line.split(sign):
            assert cell.strip(" \"'")[:1] not in "=+-@＝" or "'" in cell[: len(cell) - len(cell.lstrip(" \"'"))], cell
