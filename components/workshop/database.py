"""The database file beside the app, which outlives a restart: notes of rooms, what rooms see, and visitors' own storyboards.

Several processes may share it: each has its own connections, and `changed` tells one what another has written.
"""

from __future__ import annotations

import logging
import os
import secrets
import sqlite3
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

#: Environment variable with the folder of the database, and the folder without it.
FOLDER = "ARMS_LENS_NOTES"
_BESIDE_THE_APP = Path(__file__).parents[2] / ".arms-lens"
#: Environment variable with the days after which notes and rooms are deleted, and the days without it.
DAYS = "ARMS_LENS_NOTES_DAYS"
_DAYS = 30
#: Tables register themselves here when their module is imported.
METADATA = sa.MetaData()
_SECRET_BYTES = 32
log = logging.getLogger("arms_lens")


class OutOfReach(Exception):
    """The database cannot be read or written at the moment; the message says why."""


def folder() -> Path:
    """Where the database lies."""
    return Path(os.environ.get(FOLDER) or _BESIDE_THE_APP)


def kept_days() -> int:
    """Days after which notes and rooms are deleted. What the variable says wrongly is logged, and is the usual number."""
    text = os.environ.get(DAYS, "").strip() or str(_DAYS)
    if text.isascii() and text.isdigit() and 0 < int(text) < 4000:
        return int(text)
    log.warning("%s=%s is no number of days from 1 to 3999: notes are kept for %d days", DAYS, text, _DAYS)
    return _DAYS


class Transaction:
    """One transaction: committed at the end, taken back after an error, which becomes OutOfReach."""

    def __enter__(self) -> sa.Connection:
        try:
            self._open = _with_tables(folder(), len(METADATA.tables)).begin()
            return self._open.__enter__()
        except (SQLAlchemyError, OSError) as error:
            raise OutOfReach(f"{folder()}: {error}") from error

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            self._open.__exit__(kind, error, trace)
        except SQLAlchemyError as failed:
            raise OutOfReach(f"{folder()}: {failed}") from failed
        if isinstance(error, SQLAlchemyError):
            raise OutOfReach(f"{folder()}: {error}") from error


@cache
def _with_tables(place: Path, _known: int) -> sa.Engine:
    """The engine, once every table known by now is in the file."""
    engine = _engine(place)
    # Two processes may start at once: the second finds what the first has made.
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        METADATA.create_all(connection)
    return engine


@cache
def _engine(place: Path) -> sa.Engine:
    _for_the_owner_alone(place)
    engine = sa.create_engine(f"sqlite:///{place / 'notes.sqlite'}")
    sa.event.listen(engine, "connect", _prepare)
    return engine


def _for_the_owner_alone(place: Path) -> None:
    """Nobody else on this machine reads what a room wrote. A folder that somebody else made keeps its permissions; SQLite gives
    the files beside the database (`-wal`, `-shm`) those of the database.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        if place == _BESIDE_THE_APP:
            place.chmod(0o700)
    os.close(os.open(place / "notes.sqlite", os.O_CREAT | os.O_RDWR, 0o600))
    for file in place.iterdir():
        if file.name.startswith(("notes.sqlite", "room.key")):
            file.chmod(0o600)


def _prepare(connection: Any, _record: Any) -> None:
    """Writers do not stop readers, a busy file is waited for, and what is removed is overwritten."""
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


_watched: dict[Path, tuple[sqlite3.Connection, int]] = {}
_watching = threading.Lock()


def changed() -> bool:
    """Whether anybody has written since this process asked last: some ten microseconds. False where nothing can be read."""
    place = folder()
    with _watching:
        try:
            if place not in _watched:
                with Transaction():
                    pass
                _watched[place] = sqlite3.connect(place / "notes.sqlite", check_same_thread=False), -1
            connection, known = _watched[place]
            (version,) = connection.execute("PRAGMA data_version").fetchone()
        except (sqlite3.Error, OutOfReach):
            if found := _watched.pop(place, None):
                found[0].close()
            return False
        _watched[place] = connection, version
        return bool(version != known)


@cache
def secret(place: Path) -> bytes:
    """A secret of this machine, made once. A folder that cannot be written to means one that lasts until the restart."""
    file = place / "room.key"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError), os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as made:
            made.write(secrets.token_bytes(_SECRET_BYTES))
        # Another process may be writing it.
        for _ in range(50):
            if len(found := file.read_bytes()) >= _SECRET_BYTES:
                return found
            time.sleep(0.02)
    except OSError:
        pass
    return secrets.token_bytes(_SECRET_BYTES)
