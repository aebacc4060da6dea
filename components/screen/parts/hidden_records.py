"""What the evidence filter hides on a page, with the way to show it."""

from __future__ import annotations

import streamlit as st

from components.text.words import Words
from data.query.filters import Filters


def hidden_records(page: str, hidden: str, shown: str, filters: Filters, words: Words) -> None:
    """A line with a button. `hidden` says what is hidden, empty for nothing; `shown` what is shown once it is not."""
    if hidden:
        _line(f":material/visibility_off: {hidden}", words.t("Show them, too"), f"{page}_show_hidden", False)
    elif not filters.exclude_possible:
        _line(f":material/visibility: {shown}", words.t("Hide them"), f"{page}_hide_again", True)


def _line(said: str, label: str, key: str, exclude: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(said, width="content")
        st.button(label, key=key, on_click=_exclude_possible, args=(exclude,), type="tertiary")


def _exclude_possible(exclude: bool) -> None:
    """Callback: hide what is only possible, or show it."""
    st.session_state["exclude_possible"] = exclude
