"""What a room sees now: the presenter shows a slide, and everybody who follows is told in the same moment. So are the
presenter's own windows, which watch it.

Presenters call from threads that run scripts; followers wait in the event loop. Nobody polls.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from components.workshop.database import folder
from components.workshop.value import Slide, Storyboard

#: Letters of a code: none that is read as another from the back of the room.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 6
#: Slides that a slow follower may be behind before some are passed over.
_KEPT = 64
#: Seconds within which every window has noticed that the room went on.
_NOTICED = 5.0
#: Rooms held in memory. The one that moved longest ago makes way, unless somebody follows it.
_MOST_ROOMS = 200


@dataclass(frozen=True, eq=False)
class Now:
    """A slide as it was shown: its storyboard, its place in it from 0, its number among those that this room saw, and when
    (seconds of the clock that never goes back).
    """

    board: Storyboard
    slide: Slide
    place: int
    step: int
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, eq=False)
class Told:
    """A word to the room that its notes changed. Each is another one, so what is read after it may be kept under it."""


@dataclass(frozen=True)
class State:
    """What a window has to be in step with: the place that is shown, and a number that changes with all that surrounds a
    slide: notes, votes, the wall, how many follow.
    """

    place: int
    turn: int


_Listening = dict[asyncio.Event, asyncio.AbstractEventLoop]


@dataclass
class _Room:
    began: float = field(default_factory=time.monotonic)
    wall: bool = False
    shown: deque[Now] = field(default_factory=lambda: deque(maxlen=_KEPT))
    told: Told = field(default_factory=Told)
    turn: int = 0
    followers: _Listening = field(default_factory=dict)
    windows: _Listening = field(default_factory=dict)

    def turned(self) -> None:
        self.turn += 1
        _wake(self.windows)


def _wake(listening: _Listening) -> None:
    for event, loop in listening.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(event.set)


_rooms: dict[str, _Room] = {}
_lock = threading.Lock()


class UnknownRoom(LookupError):
    """No presenter has shown anything under this code since the app was started."""


def code_of(board_id: str, key: str = "") -> str:
    """The room's code: short, the same after a restart, and no way back from it to the presenter's `key`.

    Presenters who share a machine tell their rooms apart by a key that only their own windows know.
    """
    digest = hmac.digest(_secret(folder()), f"{board_id}\n{key}".encode(), "sha256")
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_LENGTH])


def path(code: str) -> str:
    """The address on this server that phones open."""
    return f"/follow/{code}"


def show(board: Storyboard, slide_id: str, key: str = "") -> str:
    """Show a slide to the room and return the room's code. Showing it again changes nothing. KeyError: no such slide."""
    place = next((i for i, slide in enumerate(board.slides) if slide.id == slide_id), None)
    if place is None:
        raise KeyError(f"storyboard {board.id!r} has no slide {slide_id!r}")
    code = code_of(board.id, key)
    with _lock:
        room = _rooms.pop(code, None) or _Room()
        _rooms[code] = room
        last = room.shown[-1] if room.shown else None
        if last is None or (last.board, last.place) != (board, place):
            room.shown.append(Now(board, board.slides[place], place, last.step + 1 if last else 1))
            room.wall = False
            _wake(room.followers)
            _wake(room.windows)
        _make_way()
    return code


def _make_way() -> None:
    while len(_rooms) > _MOST_ROOMS and (
        idle := next((code for code, room in _rooms.items() if not (room.followers or room.windows)), None)
    ):
        del _rooms[idle]


def current(board: Storyboard | str, key: str = "") -> Now | None:
    """What the room of a storyboard (or of its id) sees now."""
    return now(code_of(board if isinstance(board, str) else board.id, key))


def just_left(board: Storyboard, place: int, key: str = "") -> bool:
    """Whether the room has only now gone on from a place. A window that loads again there is behind, and moves nobody back."""
    with _lock:
        room = _rooms.get(code_of(board.id, key))
        if room is None or len(room.shown) < 2:
            return False
        before, last = room.shown[-2], room.shown[-1]
        return (before.board, before.place) == (board, place) and time.monotonic() - last.since < _NOTICED


def now(code: str) -> Now | None:
    """What the room with this code sees now."""
    with _lock:
        room = _rooms.get(code)
        return room.shown[-1] if room else None


def seconds(code: str) -> tuple[int, int]:
    """Since the presentation began, and since its slide is shown."""
    with _lock:
        room, now = _rooms.get(code), time.monotonic()
        return (int(now - room.began), int(now - max(room.began, room.shown[-1].since))) if room else (0, 0)


def begin(code: str) -> None:
    """Count the time of the presentation, and of its slide, from now on."""
    with _lock:
        if room := _rooms.get(code):
            room.began = time.monotonic()


def wall(code: str) -> bool:
    """Whether the projector shows what the room sent to this slide."""
    with _lock:
        return code in _rooms and _rooms[code].wall


def show_wall(code: str, is_open: bool) -> None:
    """Show what the room sent to this slide on the projector, or the slide again."""
    with _lock:
        if room := _rooms.get(code):
            room.wall = is_open
            room.turned()


def sent(code: str) -> None:
    """Tell the presenter's windows that somebody sent a note or an answer."""
    with _lock:
        if room := _rooms.get(code):
            room.turned()


def slide(code: str, slide_id: str) -> Slide | None:
    """A slide that the room has seen, as it saw it last. What is still to come is nobody's yet."""
    with _lock:
        room = _rooms.get(code)
        return next((seen.slide for seen in reversed(room.shown) if seen.slide.id == slide_id), None) if room else None


def tell(code: str) -> None:
    """Wake those who follow, since the room's notes changed."""
    with _lock:
        if room := _rooms.get(code):
            room.told = Told()
            _wake(room.followers)
            room.turned()


def followers(code: str) -> int:
    """How many follow at the moment."""
    with _lock:
        return len(_rooms[code].followers) if code in _rooms else 0


def windows(code: str) -> int:
    """How many windows watch at the moment."""
    with _lock:
        return len(_rooms[code].windows) if code in _rooms else 0


async def watch(code: str) -> AsyncGenerator[State]:
    """The state of a room now, then whenever it has changed. UnknownRoom: nothing was shown there."""
    known = None
    with _listening(code, "windows") as (room, woken):
        while True:
            woken.clear()
            with _lock:
                state = State(room.shown[-1].place, room.turn)
            if state != known:
                yield state
                known = state
            await woken.wait()


async def follow(code: str) -> AsyncGenerator[Now | Told]:
    """What the room sees now, then each slide in order as it is shown; after each, and when notes change, a word to read them.
    UnknownRoom: nothing was shown there.
    """
    with _listening(code, "followers") as (room, woken):
        with _lock:
            step, heard = room.shown[-1].step - 1, None
        while True:
            woken.clear()
            with _lock:
                fresh = [shown for shown in room.shown if shown.step > step]
                told = room.told
            for shown in fresh:
                step = shown.step
                yield shown
            if fresh or told is not heard:
                heard = told
                yield told
            await woken.wait()


@contextmanager
def _listening(code: str, group: Literal["followers", "windows"]) -> Iterator[tuple[_Room, asyncio.Event]]:
    """A room, and what is set when it has something to tell. The windows learn who comes and goes."""
    woken = asyncio.Event()
    with _lock:
        if code not in _rooms:
            raise UnknownRoom(code)
        room = _rooms[code]
        listening: _Listening = getattr(room, group)
        listening[woken] = asyncio.get_running_loop()
        if group == "followers":
            room.turned()
    try:
        yield room, woken
    finally:
        with _lock:
            del listening[woken]
            if group == "followers":
                room.turned()


@cache
def _secret(place: Path) -> bytes:
    """A secret of this machine, made once. A folder that cannot be written to means codes that last until the restart."""
    file = place / "room.key"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as made:
            made.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    except OSError:
        return secrets.token_bytes(32)
    return file.read_bytes()
