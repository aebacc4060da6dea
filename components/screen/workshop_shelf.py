"""The shelf: storyboards that ship, and those of this visit; which one the address asks for, and where in it we are."""

from __future__ import annotations

import streamlit as st

from components.workshop import boards, room
from components.workshop.value import Storyboard

_OWN, _SEEN = "workshop_boards", "workshop_seen"


def own() -> dict[str, Storyboard]:
    """Storyboards of this visit, by id. They go with it: a downloaded file keeps them."""
    found: dict[str, Storyboard] = st.session_state.setdefault(_OWN, {})
    return found


def names() -> list[str]:
    return [*own(), *(name for name in boards.SHIPPED if name not in own())]


def keep(board: Storyboard) -> None:
    """Put a storyboard on the shelf of this visit, in place of the one with its id."""
    own()[board.id] = board


def key() -> str:
    """What tells the rooms of presenters who share a machine apart: it stands in their windows' addresses."""
    return st.query_params.get("key", "")[:40]


def asked() -> Storyboard:
    """The storyboard that the address names: of this visit, of the room it is presented to, or one that ships."""
    name = st.query_params.get("board", "")
    if name in own():
        return own()[name]
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
    """The place to show. Who moved shows it to the room; who did not follows the room."""
    at = place(board)
    seen = (board.id, key(), at)
    shown = room.current(board, key())
    if st.session_state.get(_SEEN) == seen and shown and shown.board == board:
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
