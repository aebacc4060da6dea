"""The shelf: storyboards that ship, and the visitor's own; which one the address asks for, and where in it we are."""

from __future__ import annotations

import secrets
from contextlib import suppress

import streamlit as st

from components.files.static import scripts
from components.workshop import boards, rights, room, saved_boards
from components.workshop.database import OutOfReach
from components.workshop.value import Storyboard

_VISITOR, _UNKEPT, _KEPT, _BEFORE = "workshop_visitor", "workshop_unkept", "workshop_kept", "workshop_before"
#: Changes that can be undone, the latest last.
_MOST_CHANGES = 50
#: Where this window was in its presentation: storyboard, key and place.
_AT = "workshop_at"


def visitor() -> str:
    """What the visitor's browser is known by; for this visit only where it keeps no cookies."""
    return st.context.cookies.to_dict().get(rights.VISITOR) or str(
        st.session_state.setdefault(_VISITOR, secrets.token_urlsafe(16))
    )


def own() -> dict[str, Storyboard]:
    """The visitor's own storyboards, by id: those kept on this machine, and before them what only this visit knows."""
    try:
        found = saved_boards.of(visitor())
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
    before = own().get(board.id)
    if before is not None and before != board:
        _remember(before, board)
    _keep(board)


def _keep(board: Storyboard) -> None:
    try:
        saved_boards.save(visitor(), board)
        _unkept().pop(board.id, None)
        st.session_state[_KEPT] = True
    except (OutOfReach, saved_boards.TooMany):
        _unkept()[board.id] = board


def lasting() -> None:
    """Once something is kept, have the browser keep its cookie for as long; before, it forgets it when it is closed."""
    if st.session_state.get(_KEPT) and known():
        st.html(scripts.element("keep_cookie"), unsafe_allow_javascript=True)


def remove(board: Storyboard) -> None:
    """Take one of the visitor's own storyboards off the shelf; as long as the visit lasts it can be brought back."""
    _remember(board, None)
    _unkept().pop(board.id, None)
    with suppress(OutOfReach):
        saved_boards.delete(visitor(), board.id)


def known() -> bool:
    """Whether the visitor's browser keeps cookies: without them a window knows nothing of its presenter's other windows."""
    return bool(rights.keys(st.context.cookies.to_dict()))


def _remember(before: Storyboard, after: Storyboard | None) -> None:
    changes = st.session_state.setdefault(_BEFORE, [])
    changes.append((before, after))
    del changes[:-_MOST_CHANGES]


def last_change() -> tuple[Storyboard, Storyboard | None] | None:
    """The change that would be undone: a storyboard before and after it, None after it was removed."""
    changes = st.session_state.get(_BEFORE)
    return changes[-1] if changes else None


def undo() -> None:
    """Callback: the storyboard as it was before the last change of this visit, in sight."""
    before, _ = st.session_state[_BEFORE].pop()
    _keep(before)
    st.query_params["board"] = before.id


def key() -> str:
    """What tells the rooms of presenters apart, in a cookie: the browser's own, or that of the machine that let it in."""
    return next(iter(rights.keys(st.context.cookies.to_dict())), "") or rights.key_of(visitor())


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


def go(board: Storyboard, at: int) -> None:
    """Callback: the room goes to the slide at a place. A busy browser may send a press several times: it leads there once."""
    room.show(board, board.slides[at].id, key())


def in_step(board: Storyboard) -> int:
    """The place to show. A window that comes takes the room where its address says, unless that is where the room has only
    now left from, or it names no slide; from then on it follows the room. Browsers send their address with every run, and
    a busy one sends an old one: it moves nobody.
    """
    at = _here(board)
    if _place_in_room(board) is None or (_came(board) and "slide" in st.query_params):
        if not room.just_left(board, at, key()):
            room.show(board, board.slides[at].id, key())
        at = _place_in_room(board) or 0
    st.session_state[_AT] = board.id, key(), at
    if st.query_params.get("slide") != str(at + 1):
        st.query_params["slide"] = str(at + 1)
    return at


def _came(board: Storyboard) -> bool:
    return st.session_state.get(_AT, ("", ""))[:2] != (board.id, key())


def _here(board: Storyboard) -> int:
    """Where the window is: where its address says when it comes, then where the room is."""
    if _came(board) and "slide" in st.query_params:
        return place(board)
    there = _place_in_room(board)
    return min(st.session_state.get(_AT, ("", "", 0))[2], len(board.slides) - 1) if there is None else there


def _place_in_room(board: Storyboard) -> int | None:
    shown = room.current(board, key())
    return shown.place if shown and shown.board == board else None


def leave() -> None:
    """Forget where this window was: its address says where it comes."""
    st.session_state.pop(_AT, None)
