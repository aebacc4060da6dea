"""What a room sees now: the presenter shows a slide, and everybody who follows is told in the same moment. So are the
presenter's own windows, which watch it.

Presenters call from threads that run scripts; followers wait in the event loop. Rooms are kept in the database
(components.workshop.room_table), which other processes share: while anybody listens here, it is asked a few times a second
whether another process has written. Where it is out of reach, a room lasts as long as this process.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cachetools import LRUCache

from components.workshop import database, room_table
from components.workshop.database import OutOfReach, folder
from components.workshop.value import Slide, Storyboard

#: Letters of a code: none that is read as another from the back of the room.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 6
#: Seconds between two looks at what other processes have written, and between two words to them of how many follow here.
_LOOK, _SAY = 0.2, 10.0
#: Seconds within which every window has noticed that the room went on.
_NOTICED = 5.0
#: Rooms held in memory. The one that moved longest ago makes way, unless somebody follows it.
_MOST_ROOMS = 200


@dataclass(frozen=True, eq=False)
class Now:
    """A slide as it was shown: its storyboard, its place in it from 0, its number among those that this room saw, and when
    (seconds since 1970, as every process counts them).
    """

    board: Storyboard
    slide: Slide
    place: int
    step: int
    since: float


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
    began: float
    wall: bool = False
    shown: deque[Now] = field(default_factory=lambda: deque(maxlen=room_table.KEPT))
    told: Told = field(default_factory=Told)
    turn: int = 0
    followers: _Listening = field(default_factory=dict)
    windows: _Listening = field(default_factory=dict)
    #: What of the database is known here: the row's version, and how often the room was told something, or sent it.
    version: int = 0
    counted: tuple[int, int] = (0, 0)
    #: Followers of other processes, and when each said so.
    elsewhere: list[tuple[int, float]] = field(default_factory=list)

    def number(self) -> int:
        """How many follow, through whichever process."""
        return len(self.followers) + sum(n for n, at in self.elsewhere if time.time() - at < room_table.GONE)

    def turned(self) -> None:
        self.turn += 1
        _wake(self.windows)


def _wake(listening: _Listening) -> None:
    for event, loop in listening.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(event.set)


_rooms: dict[str, _Room] = {}
_lock = threading.Lock()
#: How far each database was read, by one reader at a time.
_read: dict[Path, int] = {}
_reading = threading.Lock()
#: Storyboards as this process showed or read them.
_boards: LRUCache[str, Storyboard] = LRUCache(300)
_process = secrets.token_hex(8)


class UnknownRoom(LookupError):
    """No presenter has shown anything under this code of late."""


def code_of(board_id: str, key: str = "") -> str:
    """The room's code: short, the same after a restart, and no way back from it to the presenter's `key`.

    Presenters who share a machine tell their rooms apart by a key that only their own windows know.
    """
    digest = hmac.digest(database.secret(folder()), f"{board_id}\n{key}".encode(), "sha256")
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
    seen = now(code)
    if seen is not None and (seen.board, seen.place) == (board, place):
        return code
    digest, file = room_table.digest(board)
    _boards[digest] = board
    try:
        room_table.show(code, digest, file, place)
        _catch_up()
    except OutOfReach:
        _show_here(code, board, place)
    _make_way(code)
    return code


def _show_here(code: str, board: Storyboard, place: int) -> None:
    """Show a slide to those who follow through this process."""
    with _lock:
        room = _rooms.setdefault(code, _Room(time.time()))
        step = room.shown[-1].step + 1 if room.shown else 1
        room.shown.append(Now(board, board.slides[place], place, step, time.time()))
        room.wall = False
        _wake(room.followers)
        _wake(room.windows)


def _make_way(code: str) -> None:
    """Hold the room that moved last, and so many others. The database still knows them."""
    with _lock:
        if code in _rooms:
            _rooms[code] = _rooms.pop(code)
        while len(_rooms) > _MOST_ROOMS and (
            idle := next((name for name, room in _rooms.items() if not (room.followers or room.windows)), None)
        ):
            del _rooms[idle]


def _catch_up() -> None:
    """Take over what was written to the database since the last time, by this process or another."""
    if not database.changed():
        return
    with _reading, suppress(OutOfReach):
        place = folder()
        rows = room_table.since(_read.get(place, 0), _step)
        for row in rows:
            _take_over(row)
            _read[place] = row.version
        _count(room_table.elsewhere(_process))


def _step(code: str) -> int:
    with _lock:
        return _rooms[code].shown[-1].step if code in _rooms and _rooms[code].shown else 0


def _take_over(row: room_table.Row) -> None:
    """Bring a room here to what the database says, and wake who waits for that."""
    slides = [(shown, _board(shown.board)) for shown in row.shown]
    with _lock:
        room = _rooms.get(row.code)
        if room is None:
            room = _Room(row.began)
            if not any(board and shown.place < len(board.slides) for shown, board in slides):
                return
            _rooms[row.code] = room
        new = room.version == 0
        if row.version <= room.version:
            return
        last = room.shown[-1].step if room.shown else 0
        fresh = [
            Now(board, board.slides[shown.place], shown.place, shown.step, shown.at)
            for shown, board in slides
            if board and shown.step > last and shown.place < len(board.slides)
        ]
        room.shown.extend(fresh)
        told, sent = (row.told, row.sent) != room.counted and not new, row.told != room.counted[0] and not new
        walled = row.wall != room.wall and not (fresh and not row.wall)
        room.version, room.counted, room.began, room.wall = row.version, (row.told, row.sent), row.began, row.wall
        if fresh:
            _wake(room.followers)
            _wake(room.windows)
        if sent:
            room.told = Told()
            _wake(room.followers)
        if told or walled:
            room.turned()


def _board(digest: str) -> Storyboard | None:
    if digest not in _boards and (found := room_table.board(digest)):
        _boards[digest] = found
    return _boards.get(digest)


def _count(elsewhere: dict[str, list[tuple[int, float]]]) -> None:
    """Followers of other processes, and those gone from them; the windows learn of it."""
    with _lock:
        for code, room in _rooms.items():
            before, room.elsewhere = sum(n for n, _ in room.elsewhere), elsewhere.get(code, [])
            if sum(n for n, _ in room.elsewhere) != before:
                room.turned()


def _find(code: str) -> _Room | None:
    """A room that is not over; the database is asked for one that is not held. To be called with the lock at rest."""
    _catch_up()
    with _lock:
        room = _rooms.get(code)
    if room is None:
        with suppress(OutOfReach):
            row = room_table.one(code)
            if row is not None:
                _take_over(row)
        with _lock:
            room = _rooms.get(code)
    if room is None or not room.shown:
        return None
    heard = room.followers or room.windows
    return room if heard or time.time() - room.shown[-1].since < room_table.OVER else None


def current(board: Storyboard | str, key: str = "") -> Now | None:
    """What the room of a storyboard (or of its id) sees now."""
    return now(code_of(board if isinstance(board, str) else board.id, key))


def just_left(board: Storyboard, place: int, key: str = "") -> bool:
    """Whether the room has only now gone on from a place. A window that loads again there is behind, and moves nobody back."""
    room = _find(code_of(board.id, key))
    with _lock:
        if room is None or len(room.shown) < 2:
            return False
        before, last = room.shown[-2], room.shown[-1]
        return (before.board, before.place) == (board, place) and time.time() - last.since < _NOTICED


def now(code: str) -> Now | None:
    """What the room with this code sees now."""
    room = _find(code)
    return room.shown[-1] if room else None


def presents(code: str, key: str) -> bool:
    """Whether a key is that of the room's presenter."""
    seen = now(code)
    return seen is not None and hmac.compare_digest(code_of(seen.board.id, key), code)


def seconds(code: str) -> tuple[int, int]:
    """Since the presentation began, and since its slide is shown."""
    room, now = _find(code), time.time()
    return (max(0, int(now - room.began)), max(0, int(now - max(room.began, room.shown[-1].since)))) if room else (0, 0)


def begin(code: str) -> None:
    """Count the time of the presentation, and of its slide, from now on."""
    at = time.time()
    _do(code, lambda: room_table.change(code, began=at), lambda room: setattr(room, "began", at))


def wall(code: str) -> bool:
    """Whether the projector shows what the room sent to this slide."""
    room = _find(code)
    return room is not None and room.wall


def show_wall(code: str, is_open: bool) -> None:
    """Show what the room sent to this slide on the projector, or the slide again."""

    def here(room: _Room) -> None:
        room.wall = is_open
        room.turned()

    _do(code, lambda: room_table.change(code, wall=is_open), here)


def sent(code: str) -> None:
    """Tell the presenter's windows that somebody sent a note or an answer."""
    _do(code, lambda: room_table.count_up(code, "sent"), _Room.turned)


def tell(code: str) -> None:
    """Wake those who follow, since the room's notes changed."""

    def here(room: _Room) -> None:
        room.told = Told()
        _wake(room.followers)
        room.turned()

    _do(code, lambda: room_table.count_up(code, "told"), here)


def _do(code: str, everywhere: Callable[[], None], here: Callable[[_Room], None]) -> None:
    """Change a room in the database, from where it comes back here; or here alone where that is out of reach."""
    room = _find(code)
    if room is None:
        return
    try:
        everywhere()
        _catch_up()
    except OutOfReach:
        with _lock:
            here(room)


def slide(code: str, slide_id: str) -> Slide | None:
    """A slide that the room has seen, as it saw it last. What is still to come is nobody's yet."""
    room = _find(code)
    with _lock:
        return next((seen.slide for seen in reversed(room.shown) if seen.slide.id == slide_id), None) if room else None


def followers(code: str) -> int:
    """How many follow at the moment."""
    room = _find(code)
    return room.number() if room else 0


def windows(code: str) -> int:
    """How many windows watch at the moment, through this process."""
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
    room = _find(code)
    if room is None:
        raise UnknownRoom(code)
    with _lock:
        _rooms.setdefault(code, room)
        listening: _Listening = getattr(room, group)
        listening[woken] = asyncio.get_running_loop()
        if group == "followers":
            room.turned()
    _look_around()
    try:
        yield room, woken
    finally:
        with _lock:
            del listening[woken]
            if group == "followers":
                room.turned()


#: One for each event loop in which somebody listens.
_looking: dict[asyncio.AbstractEventLoop, asyncio.Task[None]] = {}


def _look_around() -> None:
    """Look at what other processes write, and tell them how many follow here, for as long as anybody listens in this loop."""
    loop = asyncio.get_running_loop()
    if loop not in _looking:
        _looking[loop] = asyncio.create_task(_look(loop))


async def _look(loop: asyncio.AbstractEventLoop) -> None:
    told: dict[str, int] = {}
    when = 0.0
    try:
        while True:
            with _lock:
                listening = any(loop in (*room.followers.values(), *room.windows.values()) for room in _rooms.values())
                following = {code: len(room.followers) for code, room in _rooms.items() if room.followers}
            if following != told or (following and time.time() - when > _SAY):
                told, when = following, time.time()
                with suppress(OutOfReach):
                    await asyncio.to_thread(room_table.listens, _process, following)
            if not listening:
                return
            await asyncio.to_thread(_catch_up)
            await asyncio.sleep(_LOOK)
    finally:
        _looking.pop(loop, None)
        with suppress(OutOfReach):
            # Nobody follows a process that stops.
            if told:
                room_table.listens(_process, {})
