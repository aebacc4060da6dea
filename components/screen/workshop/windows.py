"""What both windows of a presentation do in the browser: they hear keys, count time, and are in step with their room."""

from __future__ import annotations

import streamlit as st

from components.files.static import scripts
from components.screen.workshop import board_state
from components.workshop import room
from components.workshop.value import Storyboard

#: The buttons stand out of sight: keys press them, and what the room tells.
_LOOK = "<style>.st-key-slide_keys { position: fixed; left: -9999px }</style>"


def alive(board: Storyboard, at: int) -> None:
    """Keys and step of a window that shows the slide at a place. Each slide has its own buttons, so that no press counts for
    another slide.
    """
    last = len(board.slides) - 1
    with st.container(key="slide_keys"):
        for name, to in (("next", at + 1), ("back", at - 1), ("first", 0), ("last", last)):
            nowhere = to == at or not 0 <= to <= last
            st.button(name, key=f"slide_{name}_{at}", disabled=nowhere, on_click=board_state.go, args=(board, to))
        st.button("again", key=f"slide_again_{at}")
        # Whom the room does not know by a cookie hears nothing of it.
        code = room.code_of(board.id, board_state.key()) if board_state.known() else ""
        st.html(f'{_LOOK}<i id="slide-room" data-code="{code}"></i>')
        st.html(scripts.element("windows"), unsafe_allow_javascript=True)
