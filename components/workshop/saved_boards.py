"""Storyboards of visitors' own, in the database beside the app: they outlive a reload and a restart.

A visitor is known by a token that only the visitor's browser holds (components.files.http.visitor); the file keeps its digest.
"""

from __future__ import annotations

import datetime
import hashlib
import logging

import sqlalchemy as sa

from components.workshop import boards
from components.workshop.database import METADATA, Transaction
from components.workshop.value import Storyboard

#: Storyboards of one visitor, beyond which nothing more is taken.
MOST = 40
log = logging.getLogger("arms_lens")

_table = sa.Table(
    "boards",
    METADATA,
    sa.Column("owner", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("changed", sa.String, nullable=False),
    sa.Column("file", sa.LargeBinary, nullable=False),
)


class TooMany(Exception):
    """The visitor keeps as many storyboards as can be kept."""


def save(visitor: str, board: Storyboard) -> None:
    """Keep a storyboard, in place of the one with its id. Raises TooMany."""
    owner = _owner(visitor)
    with Transaction() as database:
        database.execute(sa.delete(_table).where(_table.c.owner == owner, _table.c.id == board.id))
        if (database.scalar(sa.select(sa.func.count()).where(_table.c.owner == owner)) or 0) >= MOST:
            raise TooMany
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
        database.execute(sa.insert(_table).values(owner=owner, id=board.id, changed=now, file=boards.dump(board)))


def of(visitor: str) -> dict[str, Storyboard]:
    """A visitor's storyboards by id, the one changed last first."""
    with Transaction() as database:
        found = database.execute(
            sa.select(_table.c.id, _table.c.file).where(_table.c.owner == _owner(visitor)).order_by(_table.c.changed.desc())
        ).all()
    read = {str(name): boards.load(file) for name, file in found}
    for name, one in read.items():
        if one.problems:
            log.warning("the kept storyboard %s cannot be read as a whole: %s", name, one.problems[0])
    return {name: one.board for name, one in read.items() if one.board}


def has_any(visitor: str) -> bool:
    """Whether anything is kept for a visitor."""
    with Transaction() as database:
        return database.scalar(sa.select(_table.c.id).where(_table.c.owner == _owner(visitor)).limit(1)) is not None


def delete(visitor: str, board_id: str) -> None:
    """Remove a storyboard for good."""
    with Transaction() as database:
        database.execute(sa.delete(_table).where(_table.c.owner == _owner(visitor), _table.c.id == board_id))


def _owner(visitor: str) -> str:
    return hashlib.sha256(f"boards {visitor}".encode()).hexdigest()[:32]
