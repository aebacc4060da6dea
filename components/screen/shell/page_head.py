"""What belongs to every page beside its content: the name of its tab, its heading, and how it looks in focus and in print."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from components.text.words import Words
from data.query.filters import Filters

_APP = "Arms Lens"


def page_head(title: str, filters: Filters, say: Words) -> None:
    """Name the tab after the page and its selection, and head the page: its title is read aloud and printed, not shown, since
    the navigation shows it.
    """
    name_tab(_selection(filters, say), title)
    st.html(f'<h1 class="page-title">{escape(title)} – {_APP}</h1><style>{_look()}</style>')


def name_tab(*parts: str) -> None:
    """Name the browser's tab, what tells it from others first: "Mali – Incidents – Arms Lens"."""
    st.set_page_config(page_title=" – ".join(filter(None, (*parts, _APP))))


def _selection(filters: Filters, say: Words) -> str:
    """What was chosen, in words; what was left open is not named."""
    parts = [say.join(map(say.area, filters.areas)) if filters.areas else say.t("All countries")]
    if filters.years:
        parts.append(say.years(filters.years[0], filters.years[-1]))
    parts += [
        say.join(map(name, values)) for name, values in ((say.phase, filters.phases), (say.weapon, filters.weapons)) if values
    ]
    return " · ".join(parts)


@cache
def _look() -> str:
    return Path(__file__).with_name("page_head.css").read_text(encoding="utf-8")
