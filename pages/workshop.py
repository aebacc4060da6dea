"""Workshop: storyboards of live views, put together at the desk and presented to a room."""

from __future__ import annotations

import streamlit as st

from components.screen.workshop.desk import desk
from components.screen.workshop.presenter import presenter_window
from components.screen.workshop.stage import stage
from components.text.words import Words
from data.query.filters import Filters


def show(_filters: Filters, words: Words) -> None:
    """The projector's window, the presenter's, or the desk where storyboards are chosen and edited."""
    if "present" in st.query_params:
        stage(words)
    elif "presenter" in st.query_params:
        presenter_window(words)
    else:
        desk(words)
