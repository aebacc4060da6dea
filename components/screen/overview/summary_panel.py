"""The opening of a page: what the selection shows, in sentences."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.text import sentences
from components.text.words import Words
from data.model.sources import SOURCES
from data.query.filters import Filters
from geo.style import LINK


def sentences_html(filters: Filters, words: Words) -> str:
    """The sentences in large type, each with a mark that leads to its sources."""
    marks: dict[tuple[str, ...], int] = {}
    parts = []
    for sentence in sentences.summary(filters, words):
        number = marks.setdefault(sentence.sources, len(marks) + 1)
        named = escape("; ".join(SOURCES[name].publisher for name in sentence.sources), quote=True)
        mark = f'<sup><a href="#sources" title="{named}" style="text-decoration:none;color:{LINK}">{number}</a></sup>'
        parts.append(escape(sentence.text) + mark)
    return f'<p style="font-size:20px;line-height:1.5;margin:0;max-width:96ch">{" ".join(parts)}</p>'


def draw(filters: Filters, words: Words) -> None:
    st.html(sentences_html(filters, words))
