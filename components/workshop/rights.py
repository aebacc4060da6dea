"""Who may do what in a room, as browsers keep it in cookies: signed with a secret of this machine, so that nobody makes one up.

A presenter's key follows from the token of the presenter's browser (`components/files/http/visitor.py`). A second machine gets it
by a link that works once.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping

import sqlalchemy as sa
from itsdangerous import BadSignature, TimestampSigner

from components.workshop import database
from components.workshop.database import METADATA, Transaction

#: Cookies: of a visitor who opened a page, of a second machine of a presenter's, of a phone that follows.
VISITOR, PRESENTER, FOLLOWER = "arms_lens_visitor", "arms_lens_presenter", "arms_lens_follower"
#: Seconds for which a second machine and a phone are known, and for which a link waits to be opened.
A_DAY, LINK = 24 * 3600, 600

_links = sa.Table(
    "presenter_links",
    METADATA,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("board", sa.String, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)


def key_of(visitor: str) -> str:
    """What tells the rooms of a presenter from those of others; there is no way back from it to the browser's token."""
    return hashlib.sha256(f"room {visitor}".encode()).hexdigest()[:24]


def keys(cookies: Mapping[str, str]) -> list[str]:
    """The keys of a browser: that of another machine, whose rooms it was let into, before its own."""
    granted = _unsigned(PRESENTER, cookies.get(PRESENTER, ""))
    visitor = cookies.get(VISITOR)
    return [*([granted] if granted else []), *([key_of(visitor)] if visitor else [])]


def granted(key: str) -> str:
    """The cookie that gives a second machine a presenter's key, for a day."""
    return _signer(PRESENTER).sign(key).decode()


def new_follower() -> str:
    """The cookie of a phone that nobody has seen before."""
    return _signer(FOLLOWER).sign(secrets.token_hex(12)).decode()


def follower(cookies: Mapping[str, str]) -> str | None:
    """The id that a phone was given, if it was given one here within a day."""
    return _unsigned(FOLLOWER, cookies.get(FOLLOWER, ""))


def make_link(key: str, board: str) -> str:
    """A token that lets one other browser in, once, for a storyboard's room. Raises OutOfReach."""
    token = secrets.token_urlsafe(18)
    with Transaction() as database_:
        database_.execute(sa.delete(_links).where(_links.c.until < time.time()))
        database_.execute(sa.insert(_links).values(digest=_digest(token), key=key, board=board, until=time.time() + LINK))
    return token


def link_waits(token: str) -> bool:
    """Whether a link can still be used."""
    with Transaction() as database_:
        found = database_.scalar(sa.select(_links.c.until).where(_links.c.digest == _digest(token)))
    return found is not None and found > time.time()


def use_link(token: str) -> tuple[str, str] | None:
    """The key and the storyboard that a link gives; None when it was used, is too old, or never was."""
    statement = sa.delete(_links).where(_links.c.digest == _digest(token))
    with Transaction() as database_:
        found = database_.execute(statement.returning(_links.c.key, _links.c.board, _links.c.until)).one_or_none()
    return (found.key, found.board) if found and found.until > time.time() else None


def _digest(token: str) -> str:
    return hashlib.sha256(f"link {token}".encode()).hexdigest()


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(database.secret(database.folder()), salt=purpose, digest_method=hashlib.sha256)


def _unsigned(purpose: str, value: str) -> str | None:
    try:
        return _signer(purpose).unsign(value, max_age=A_DAY).decode()
    except (BadSignature, ValueError):
        return None
