"""The database file beside the app, which outlives a restart: notes of rooms, and visitors' own storyboards."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

#: Environment variable with the folder of the database, and the folder without it.
FOLDER = "ARMS_LENS_NOTES"
_BESIDE_THE_APP = Path(__file__).parents[2] / ".arms-lens"
#: Tables register themselves here when their module is imported.
METADATA = sa.MetaData()


class OutOfReach(Exception):
    """The database cannot be read or written at the moment; the message says why."""


def folder() -> Path:
    """Where the database lies."""
    return Path(os.environ.get(FOLDER) or _BESIDE_THE_APP)


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
    METADATA.create_all(engine)
    return engine


@cache
def _engine(place: Path) -> sa.Engine:
    place.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(f"sqlite:///{place / 'notes.sqlite'}")
    sa.event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Writers do not stop readers, a busy file is waited for, and what is removed is overwritten."""
    for pragma in ("journal_mode=WAL", "busy_timeout=5000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
