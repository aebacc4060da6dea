"""Notes and votes of a room, in a database (components.workshop.database): they outlive a restart, and one call wipes them.

A room is named by its code (components.workshop.room). Nobody's name is asked; followers are told apart by a digest only.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import shutil
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from components.text.spreadsheet_text import safe_everywhere
from components.workshop import room_table
from components.workshop.database import METADATA, Transaction, folder, kept_days

#: Characters of a note, and entries of a room, beyond which nothing more is taken.
LONGEST, MOST = 280, 5_000
WAITING, SHOWN, HIDDEN = "waiting", "shown", "hidden"
#: Joins the parts of an emoji: the one sign without a shape of its own that a note may hold.
_JOINER = "\u200d"

_table = sa.Table(
    "notes",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("room", sa.String, nullable=False, index=True),
    sa.Column("board", sa.String, nullable=False),
    sa.Column("slide", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("follower", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
)


class BadNote(ValueError):
    """What was sent is no note: `reason` is `empty`, `long`, `answer` or `full`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Note:
    """A note as the presenter reads it; `at` is UTC."""

    id: int
    slide: str
    at: str
    text: str
    state: str


def cleaned(text: str) -> str:
    """One line without control characters and signs that turn the direction of reading."""
    normal = unicodedata.normalize("NFC", text)
    kept = (
        c if c == _JOINER else {"Cc": " "}.get(kind, "") if (kind := unicodedata.category(c))[0] == "C" else c for c in normal
    )
    return " ".join("".join(kept).split())


def loses(text: str) -> bool:
    """Whether `cleaned` leaves out more of a text than breaks between its words."""
    return any(c != _JOINER and not c.isspace() and unicodedata.category(c)[0] == "C" for c in text)


@dataclass(frozen=True)
class State:
    """The notes' file: bytes of it, free bytes of its disk, and rooms that have notes or votes in it."""

    size: int
    free: int
    rooms: int


def state() -> State:
    """How the notes' file is. Raises OutOfReach where nothing can be written to it."""
    with Transaction() as database:
        # Asks for the right to write, and writes nothing.
        database.execute(sa.delete(_table).where(sa.false()))
        rooms = database.scalar(sa.select(sa.func.count(sa.distinct(_table.c.room)))) or 0
    size = sum(path.stat().st_size for path in folder().glob("notes.sqlite*"))
    return State(size, shutil.disk_usage(folder()).free, rooms)


def add(room: str, board: str, slide: str, text: str, follower: str = "") -> int:
    """Keep a note until the presenter has read it; returns its id. Raises BadNote."""
    if len(text) > 4 * LONGEST or len(said := cleaned(text)) > LONGEST:
        raise BadNote("long")
    if not said.replace(_JOINER, ""):
        raise BadNote("empty")
    return _insert(room, board, slide, "note", said, follower, WAITING)


def vote(room: str, board: str, slide: str, answer: str, follower: str, among: Collection[str]) -> None:
    """Count an answer, one of `among`, to the slide's question; a follower's later one takes the place of the earlier one."""
    if answer not in among:
        raise BadNote("answer")
    _insert(room, board, slide, "vote", answer, follower, SHOWN)


def _insert(room: str, board: str, slide: str, kind: str, text: str, follower: str, state: str) -> int:
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    who = hashlib.sha256(f"{room} {follower}".encode()).hexdigest()[:16]
    mine = (_table.c.room == room) & (_table.c.slide == slide) & (_table.c.kind == "vote") & (_table.c.follower == who)
    with Transaction() as database:
        if kind == "vote":
            database.execute(sa.delete(_table).where(mine))
        if (database.scalar(sa.select(sa.func.count()).where(_table.c.room == room)) or 0) >= MOST:
            raise BadNote("full")
        row = {
            "room": room,
            "board": board,
            "slide": slide,
            "at": at,
            "kind": kind,
            "text": text,
            "follower": who,
            "state": state,
        }
        return int(database.execute(sa.insert(_table).values(row).returning(_table.c.id)).scalar_one())


def waiting(room: str) -> list[Note]:
    """Notes that the presenter has not decided on, the oldest first."""
    return _notes(room, _table.c.state == WAITING)


def shown(room: str, slide: str | None = None) -> list[Note]:
    """Notes that the room may see, of one slide or of all, the oldest first."""
    return _notes(room, _table.c.state == SHOWN, *(() if slide is None else (_table.c.slide == slide,)))


def everything(room: str) -> list[Note]:
    """Every note of a room, whatever the presenter decided, the oldest first."""
    return _notes(room)


def any_from(room: str) -> bool:
    """Whether anything that a room sent is kept."""
    statement = sa.select(_table.c.id).where(_table.c.room == room).limit(1)
    with Transaction() as database:
        return database.execute(statement).first() is not None


def tally(room: str, slide: str, among: Collection[str]) -> dict[str, int]:
    """How often each of these answers was given to a slide's question."""
    wanted = (_table.c.room == room) & (_table.c.slide == slide) & (_table.c.kind == "vote")
    with Transaction() as database:
        found = database.execute(sa.select(_table.c.text, sa.func.count()).where(wanted).group_by(_table.c.text)).all()
    counted = {str(answer): int(number) for answer, number in found}
    return {answer: counted.get(answer, 0) for answer in among}


def approve(room: str, note: int) -> None:
    """Let the room see a note."""
    _decide(room, note, SHOWN)


def hide(room: str, note: int) -> None:
    """Keep a note from the room; it stays in the file to take away."""
    _decide(room, note, HIDDEN)


def wipe(room: str | None = None) -> int:
    """Remove every note and vote of a room, or of all rooms, from the file; returns how many there were."""
    statement = sa.delete(_table) if room is None else sa.delete(_table).where(_table.c.room == room)
    with Transaction() as database:
        gone = database.execute(statement).rowcount
    _empty_the_log()
    return int(gone)


def _empty_the_log() -> None:
    """What was written stands in the log of the database until it is emptied."""
    with Transaction() as database:
        database.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def delete_old() -> int:
    """Remove notes and votes as old as the database keeps them (components.workshop.database.kept_days), and rooms that nobody
    moved for as long; returns how many notes and votes there were.
    """
    before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=kept_days())
    with Transaction() as database:
        gone = database.execute(sa.delete(_table).where(_table.c.at < before.isoformat(timespec="seconds"))).rowcount
    room_table.forget(before.timestamp())
    _empty_the_log()
    return int(gone)


def as_csv(room: str, named: Mapping[tuple[str, str], str]) -> bytes:
    """All notes and votes of a room as a table; no cell runs as a formula, at whichever sign a spreadsheet parts cells.
    `named`: answers as they are read, by slide and code.
    """
    names = ("at", "board", "slide", "kind", "text", "state")
    with Transaction() as database:
        found = database.execute(
            sa.select(*(_table.c[name] for name in names)).where(_table.c.room == room).order_by(_table.c.id)
        ).all()
    rows = [dict(row._mapping) for row in found]
    for row in rows:
        row["text"] = named.get((row["slide"], row["text"]), row["text"]) if row["kind"] == "vote" else row["text"]
    text = io.StringIO()
    csv.writer(text).writerows([names, *([safe_everywhere(cell) for cell in row.values()] for row in rows)])
    # The byte order mark tells a spreadsheet that this is UTF-8.
    return ("\ufeff" + text.getvalue()).encode()


def _notes(room: str, *wanted: sa.ColumnElement[bool]) -> list[Note]:
    columns = [_table.c[name] for name in ("id", "slide", "at", "text", "state")]
    statement = sa.select(*columns).where(_table.c.room == room, _table.c.kind == "note", *wanted).order_by(_table.c.id)
    with Transaction() as database:
        return [Note(*row) for row in database.execute(statement).all()]


def _decide(room: str, note: int, state: str) -> None:
    which = (_table.c.id == note) & (_table.c.room == room) & (_table.c.kind == "note")
    with Transaction() as database:
        database.execute(sa.update(_table).where(which).values(state=state))
