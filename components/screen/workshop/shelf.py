"""The shelf: storyboards that ship, and the visitor's own; which one the address asks for, and where in it we are."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress

import streamlit as st

from components.files.visitor import COOKIE
from components.workshop import boards, kept, room
from components.workshop.database import OutOfReach
from components.workshop.value import Storyboard

_VISITOR, _UNKEPT, _SEEN = "workshop_visitor", "workshop_unkept", "workshop_seen"


def visitor() -> str:
    """What the visitor's browser is known by; for this visit only where it keeps no cookies."""
    return st.context.cookies.to_dict().get(COOKIE) or str(st.session_state.setdefault(_VISITOR, secrets.token_urlsafe(16)))


def own() -> dict[str, Storyboard]:
    """The visitor's own storyboards, by id: those kept on this machine, and before them what only this visit knows."""
    try:
        found = kept.kept(visitor())
    except OutOfReach:
        found = {}
    return _unkept() | {name: board for name, board in found.items() if name not in _unkept()}


def _unkept() -> dict[str, Storyboard]:
    """Storyboards that could not be kept: they go with the visit."""
    found: dict[str, Storyboard] = st.session_state.setdefault(_UNKEPT, {})
    return found


def for_this_visit_only(board: Storyboard) -> bool:
    return board.id in _unkept()


def names() -> list[str]:
    mine = own()
    return [*mine, *(name for name in boards.SHIPPED if name not in mine)]


def keep(board: Storyboard) -> None:
    """Put a storyboard on the visitor's shelf, in place of the one with its id. What cannot be kept lasts for the visit."""
    try:
        kept.keep(visitor(), board)
        _unkept().pop(board.id, None)
    except (OutOfReach, kept.TooMany):
        _unkept()[board.id] = board


def remove(board: Storyboard) -> None:
    """Take one of the visitor's own storyboards off the shelf for good."""
    _unkept().pop(board.id, None)
    with suppress(OutOfReach):
        kept.forget(visitor(), board.id)


def key() -> str:
    """What tells the rooms of presenters who share a machine apart: each browser has its own, and an address may carry it."""
    return st.query_params.get("key", "")[:40] or hashlib.sha256(f"room {visitor()}".encode()).hexdigest()[:12]


def asked() -> Storyboard:
    """The storyboard that the address names: the visitor's own, of the room it is presented to, or one that ships."""
    name = st.query_params.get("board", "")
    mine = own()
    if name in mine:
        return mine[name]
    shown = room.current(name, key()) if name else None
    if shown:
        return shown.board
    return boards.shipped(name if name in boards.SHIPPED else boards.SHIPPED[0])


def place(board: Storyboard) -> int:
    """The place of the slide that the address names, from 0."""
    text = st.query_params.get("slide", "1")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(wanted, 1), len(board.slides)) - 1


def go(board: Storyboard, steps: int) -> None:
    """Callback: some slides on or back. It stops at both ends."""
    at = min(max(place(board) + steps, 0), len(board.slides) - 1)
    st.query_params["slide"] = str(at + 1)


def in_step(board: Storyboard) -> int:
    """The place to show. Who moved shows it to the room; who did not, or was just about to follow, follows the room."""
    at = place(board)
    before = st.session_state.get(_SEEN)
    unmoved = before == (board.id, key(), at) or (before is None and room.just_left(board, at, key()))
    shown = room.current(board, key())
    if unmoved and shown and shown.board == board:
        at = shown.place
        if at != place(board):
            st.query_params["slide"] = str(at + 1)
    else:
        room.show(board, board.slides[at].id, key())
    st.session_state[_SEEN] = (board.id, key(), at)
    return at


@st.fragment(run_every=1)
def follow(board: Storyboard, at: int) -> None:
    """Look whether the other window moved on, and if so go there."""
    shown = room.current(board, key())
    if shown and shown.board == board and shown.place != at:
        st.rerun()
