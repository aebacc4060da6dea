"""What rooms see, in the database: every process of the app that shares the file serves the same rooms.

A row of `rooms` changes with all that happens in a room, and its `version` is higher than that of any change before.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from components.workshop import boards
from components.workshop.database import METADATA, Transaction
from components.workshop.value import Storyboard

#: Slides of a room that are remembered.
KEPT = 64
#: Seconds after which a room that nobody moved is over, and after which its clock begins anew.
OVER, PAUSE = 24 * 3600, 3600
#: Seconds after which a process that says nothing counts as gone.
GONE = 30

_rooms = sa.Table(
    "rooms",
    METADATA,
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False, index=True),
    sa.Column("changed", sa.Float, nullable=False),
    sa.Column("began", sa.Float, nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("wall", sa.Boolean, nullable=False),
    sa.Column("told", sa.Integer, nullable=False),
    sa.Column("sent", sa.Integer, nullable=False),
)
_shown = sa.Table(
    "shown",
    METADATA,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True),
    sa.Column("board", sa.String, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)
_boards = sa.Table(
    "shown_boards",
    METADATA,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("file", sa.LargeBinary, nullable=False),
)
_listening = sa.Table(
    "listening",
    METADATA,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("process", sa.String, primary_key=True),
    sa.Column("followers", sa.Integer, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)


@dataclass(frozen=True)
class Shown:
    """A slide that a room saw: its number there, the digest of its storyboard, its place in it, and when (seconds since 1970)."""

    step: int
    board: str
    place: int
    at: float


@dataclass(frozen=True)
class Row:
    """A room as it is now, with the slides that were asked for."""

    code: str
    version: int
    changed: float
    began: float
    wall: bool
    told: int
    sent: int
    shown: tuple[Shown, ...]


def digest(board: Storyboard) -> tuple[str, bytes]:
    """What a storyboard is kept under, and its file."""
    file = boards.dump(board)
    return hashlib.blake2s(file, digest_size=16).hexdigest(), file


def show(code: str, board: str, file: bytes, place: int) -> None:
    """The room sees a slide, unless it sees it already. Its wall is closed."""
    now = time.time()
    with Transaction() as database:
        # Writing first takes the turn: whoever else shows a slide at this moment waits, and then sees this one.
        values = {"code": code, "version": 0, "changed": now, "began": now, "step": 0, "wall": False, "told": 0, "sent": 0}
        database.execute(sa.insert(_rooms).prefix_with("OR IGNORE").values(values))
        database.execute(sa.insert(_boards).prefix_with("OR IGNORE").values(digest=board, file=file))
        step, changed = database.execute(sa.select(_rooms.c.step, _rooms.c.changed).where(_rooms.c.code == code)).one()
        last = sa.select(_shown.c.board, _shown.c.place).where(_shown.c.room == code, _shown.c.step == step)
        if database.execute(last).one_or_none() == (board, place):
            return
        database.execute(sa.insert(_shown).values(room=code, step=step + 1, board=board, place=place, at=now))
        database.execute(sa.delete(_shown).where(_shown.c.room == code, _shown.c.step <= step + 1 - KEPT))
        began = {"began": now} if now - changed > PAUSE else {}
        _change(database, code, step=step + 1, wall=False, **began)


def change(code: str, **values: object) -> None:
    """Set `wall` or `began` of a room."""
    with Transaction() as database:
        _change(database, code, **values)


def count_up(code: str, name: str) -> None:
    """One more of what was `told` to the room, or `sent` by it."""
    with Transaction() as database:
        _change(database, code, **{name: _rooms.c[name] + 1})


def _change(database: sa.Connection, code: str, **values: object) -> None:
    # Microseconds, so that versions go on where all rooms have been removed.
    after = sa.func.coalesce(sa.func.max(_rooms.c.version), 0) + 1
    latest = sa.select(sa.func.max(after, time.time_ns() // 1000)).scalar_subquery()
    statement = sa.update(_rooms).where(_rooms.c.code == code)
    database.execute(statement.values(version=latest, changed=time.time(), **values))


def since(version: int, known: Callable[[str], int]) -> list[Row]:
    """Rooms that have changed after a version, each with the slides after the step that is `known` of it; none that is over."""
    return _read(known, _rooms.c.version > version, _rooms.c.changed > time.time() - OVER)


def one(code: str) -> Row | None:
    """A room with all its slides, if there is one that is not over."""
    found = _read(lambda _: 0, _rooms.c.code == code, _rooms.c.changed > time.time() - OVER)
    return found[0] if found else None


def _read(known: Callable[[str], int], *wanted: sa.ColumnElement[bool]) -> list[Row]:
    columns = [_rooms.c[name] for name in ("code", "version", "changed", "began", "wall", "told", "sent")]
    with Transaction() as database:
        rows = database.execute(sa.select(*columns).where(_rooms.c.step > 0, *wanted).order_by(_rooms.c.version)).all()
        found = []
        for row in rows:
            after = (_shown.c.room == row.code) & (_shown.c.step > known(row.code))
            slides = sa.select(_shown.c.step, _shown.c.board, _shown.c.place, _shown.c.at).where(after).order_by(_shown.c.step)
            shown = tuple(Shown(*slide) for slide in database.execute(slides).all())
            found.append(Row(**row._mapping, shown=shown))
    return found


def board(digest: str) -> Storyboard | None:
    """The storyboard kept under a digest."""
    with Transaction() as database:
        file = database.scalar(sa.select(_boards.c.file).where(_boards.c.digest == digest))
    return boards.load(file).board if file else None


def listens(process: str, followers: Mapping[str, int]) -> None:
    """How many follow each room through a process, at the moment."""
    now = time.time()
    with Transaction() as database:
        database.execute(sa.delete(_listening).where((_listening.c.process == process) | (_listening.c.at < now - GONE)))
        if followers:
            rows = [{"room": code, "process": process, "followers": n, "at": now} for code, n in followers.items()]
            database.execute(sa.insert(_listening), rows)


def elsewhere(process: str) -> dict[str, list[tuple[int, float]]]:
    """How many follow each room through every other process, and when it said so."""
    found: dict[str, list[tuple[int, float]]] = {}
    columns = [_listening.c[name] for name in ("room", "followers", "at")]
    with Transaction() as database:
        for code, followers, at in database.execute(sa.select(*columns).where(_listening.c.process != process)).all():
            found.setdefault(code, []).append((followers, at))
    return found


def forget(before: float) -> None:
    """Remove rooms that nobody has moved since a time (seconds since 1970), and storyboards that no room shows any more."""
    with Transaction() as database:
        old = sa.select(_rooms.c.code).where(_rooms.c.changed < before)
        database.execute(sa.delete(_shown).where(_shown.c.room.in_(old)))
        database.execute(sa.delete(_rooms).where(_rooms.c.changed < before))
        database.execute(sa.delete(_boards).where(_boards.c.digest.not_in(sa.select(_shown.c.board))))
