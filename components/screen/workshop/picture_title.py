"""What the picture of a slide shows, where and when: the title of the slide says what it means."""

from __future__ import annotations

from html import escape

import streamlit as st


def picture_title(title: str, sentence: str) -> None:
    """The title of a map or a chart and the question that it answers, as on paper."""
    st.html(f'<div class="picture-title"><b>{escape(title)}</b> · {escape(sentence)}</div>')
