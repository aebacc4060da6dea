"""The room: what is shown reaches everybody, once and in order, and nobody else moves it."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from components.workshop import database, room
from tests.components.workshop.rooms import Follower, board, serving


def test_a_room_sees_what_was_shown_last() -> None:
    shown = board("last")
    assert room.current(shown) is None
    code = room.show(shown, "s2")
    now = room.current("last")
    assert now and (now.slide.id, now.place, now.step) == ("s2", 1, 1) and room.now(code) is now
    assert room.show(shown, "s2") == code and room.now(code) is now, "a script that runs again changes nothing"
    room.show(replace(shown, title={"en": "Edited"}), "s2")
    assert room.now(code) is not now, "an edited storyboard is shown anew"
    with pytest.raises(KeyError, match="no slide 's9'"):
        room.show(shown, "s9")


def test_time_is_counted_for_the_presentation_and_its_slide(monkeypatch: pytest.MonkeyPatch) -> None:
    real, later = time.time, [0.0]
    monkeypatch.setattr(room.time, "time", lambda: real() + later[0])
    code = room.show(board("clock"), "s1")
    later[0] = 5
    assert room.seconds(code) == (5, 5)
    later[0] = 60
    room.begin(code)
    later[0] = 63
    assert room.seconds(code) == (3, 3), "both are counted anew"
    later[0] = 0
    room.show(board("clock"), "s2")
    room.begin(code)
    assert room.seconds(code) == (0, 0) == room.seconds("nowhere")


def test_the_wall_is_open_until_the_next_slide() -> None:
    code = room.show(board("wall"), "s1")
    assert not room.wall(code) and not room.wall("nowhere")
    room.show_wall(code, True)
    room.show(board("wall"), "s1")
    assert room.wall(code), "a script that runs again closes nothing"
    room.show(board("wall"), "s2")
    assert not room.wall(code)


def test_a_window_hears_the_place_and_that_something_around_the_slide_is_new() -> None:
    shown = board("watched")
    code = room.show(shown, "s1")

    async def watched_elsewhere() -> None:
        await anext(room.watch("nowhere"))

    async def watched() -> list[room.State]:
        states = room.watch(code)
        heard = [await anext(states)]
        for change in (
            lambda: room.show(shown, "s3"),
            lambda: room.show_wall(code, True),
            lambda: room.sent(code),
            lambda: room.tell(code),
        ):
            change()
            heard.append(await asyncio.wait_for(anext(states), 5))
        followed = room.follow(code)
        await anext(followed)
        heard.append(await asyncio.wait_for(anext(states), 5))
        await followed.aclose()
        heard.append(await asyncio.wait_for(anext(states), 5))
        assert room.windows(code) == 1 and room.followers(code) == 0
        room.show(shown, "s3")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(states), 0.05)
        return heard

    assert asyncio.run(watched()) == [room.State(0, 0), *(room.State(2, turn) for turn in range(6))]
    assert room.windows(code) == 0, "who has gone is forgotten"
    with pytest.raises(room.UnknownRoom):
        asyncio.run(watched_elsewhere())


def test_codes_are_short_the_same_after_a_restart_and_tell_keys_apart(own_folder: Path) -> None:
    code = room.code_of("mali")
    assert len(code) == 6 and not set(code) & set("il01o")
    database.secret.cache_clear()
    assert room.code_of("mali") == code
    assert len({code, room.code_of("mali", "a"), room.code_of("mali", "b"), room.code_of("chad")}) == 4


def test_only_slides_that_were_shown_can_be_looked_at() -> None:
    code = room.show(board("seen"), "s1")
    assert room.slide(code, "s1") and room.slide(code, "s2") is None and room.slide("nowhere", "s1") is None


def test_rooms_make_way_but_not_while_somebody_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MOST_ROOMS", 2)
    followed = room.show(board("followed"), "s1")
    with serving() as address:
        follower = Follower(address, followed, until=2)
        assert follower.connected.wait(10)
        idle = [room.show(board(f"idle-{n}"), "s1") for n in range(3)]
        assert followed in room._rooms and idle[-1] in room._rooms and idle[0] not in room._rooms
        assert room.now(idle[0]), "the database still knows it"
        room.show(board("followed"), "s2")
        follower.join(10)
    assert [slide["id"] for slide in follower.slides] == ["s1", "s2"]


def test_followers_lose_no_slide_and_see_them_in_order() -> None:
    shown = board("order", slides=40)
    code = room.show(shown, "s1")
    with serving() as address:
        followers = [Follower(address, code, until=40) for _ in range(12)]
        assert all(follower.connected.wait(10) for follower in followers)
        # As a presenter does, from a thread of its own, and faster than anybody can.
        presenter = threading.Thread(target=lambda: [room.show(shown, slide.id) for slide in shown.slides])
        presenter.start()
        presenter.join()
        for follower in followers:
            follower.join(20)
    for follower in followers:
        assert [slide["place"] for slide in follower.slides] == list(range(1, 41))
    assert room.followers(code) == 0, "who has gone is forgotten"
