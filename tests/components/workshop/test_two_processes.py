"""One room, two processes of the app that share the folder of notes: the presenter is at one, phones are at the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from components.workshop import boards, notes, rights, room
from tests.components.workshop.rooms import Follower, board, serving

ROOT = Path(__file__).parents[3]
PRESENTER = "the-browser-of-a-presenter"
KEY = rights.key_of(PRESENTER)
#: The other process does what it is told, a line at a time.
_OTHER = """
import json, sys
from components.workshop import notes, room
from tests.components.workshop.rooms import board
for line in sys.stdin:
    name, *given = json.loads(line)
    does = {
        "show": lambda slide: room.show(board("two"), slide, KEY),
        "place": lambda code: room.now(code) and room.now(code).place,
        "waiting": lambda code: [note.text for note in notes.waiting(code)],
        "approve": lambda code: [notes.approve(code, note.id) for note in notes.waiting(code)] and room.tell(code),
        "followers": room.followers, "wall": room.show_wall, "is_wall": room.wall, "begin": room.begin, "seconds": room.seconds,
        "turn": lambda code: room._rooms[code].turn,
    }
    print(json.dumps(does[name](*given)), flush=True)
"""


@pytest.fixture
def other(own_folder: Path) -> Iterator[Callable[..., Any]]:
    """Asks a second process, which shares this test's folder."""
    script = f"KEY = {KEY!r}\n{_OTHER}"
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=dict(os.environ), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin and process.stdout
    say, hear = process.stdin, process.stdout

    def ask(*words: Any) -> Any:
        say.write(json.dumps(words) + "\n")
        say.flush()
        return json.loads(hear.readline())

    try:
        yield ask
    finally:
        process.kill()
        process.communicate()


def until(found: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not found():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_phones_and_notes_of_one_process_and_the_presenter_of_another(other: Callable[..., Any]) -> None:
    code = other("show", "s1")
    assert code == room.code_of("two", KEY), "both know the machine's secret"
    with serving() as address, httpx.Client(base_url=address) as client:
        follower = Follower(address, code, until=4)
        assert follower.connected.wait(30) and follower.slides[0]["id"] == "s1"
        until(lambda: other("followers", code) == 1)
        for number, slide in enumerate(("s2", "s3"), 2):
            other("show", slide)
            until(lambda number=number: len(follower.slides) == number)  # type: ignore[misc]
            assert follower.slides[-1]["id"] == slide

        client.get(f"/follow/{code}")
        turn = other("turn", code)
        sent = {"language": "en", "slide": "s3", "text": "From the other process"}
        assert client.post(f"/follow/{code}/notes", json=sent).status_code == 200
        assert other("waiting", code) == ["From the other process"]
        assert other("followers", code) == 1 and other("turn", code) > turn, "the presenter's windows know that something came"
        other("approve", code)
        until(lambda: bool(follower.notes) and follower.notes[-1] == ["From the other process"])

        headers = {"Cookie": f"{rights.VISITOR}={PRESENTER}"}
        with client.stream("GET", f"/follow/{code}/window", headers=headers) as stream:
            lines = (json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: "))
            first = next(lines)
            assert first["place"] == 2
            other("wall", code, True)
            assert next(lines)["turn"] > first["turn"] and room.wall(code)
            other("show", "s4")
            assert next(line["place"] for line in lines if line["place"] != 2) == 3 and not room.wall(code)
        follower.join(10)
    assert [slide["id"] for slide in follower.slides] == ["s1", "s2", "s3", "s4"]
    until(lambda: other("followers", code) == 0)


def test_both_move_one_room_and_slides_keep_their_order(other: Callable[..., Any]) -> None:
    code = other("show", "s1")
    for here, there in (("s2", "s3"), ("s4", "s5"), ("s1", "s2")):
        room.show(board("two"), here, KEY)
        assert other("place", code) == int(here[1]) - 1
        other("show", there)
        now = room.now(code)
        assert now and now.slide.id == there
    found = room._rooms[code].shown
    assert [one.step for one in found] == list(range(1, 8)) and room.just_left(board("two"), 0, KEY)
    time.sleep(1.1)
    room.begin(code)
    assert other("seconds", code) == [0, 0]


def test_a_room_outlives_the_process_that_began_it(other: Callable[..., Any]) -> None:
    code = room.show(board("two"), "s3", KEY)
    room._rooms.clear()
    assert room.slide(code, "s3") and other("place", code) == 2
    now = room.now(code)
    assert now and now.board == board("two") and not notes.waiting(code)


@pytest.mark.parametrize("name", boards.SHIPPED)
def test_storyboards_are_the_same_when_another_process_reads_them(name: str) -> None:
    assert boards.load(boards.dump(boards.shipped(name))).board == boards.shipped(name)
