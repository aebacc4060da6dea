"""Pictures to take away: the map and most charts by address, any other chart drawn when somebody asks."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from components.charts.axes import holds_values
from components.files.query import file_address, file_name
from components.text.words import Words
from data.query.filters import Filters


def chart_head(title: str, level: int = 5, note: str = "", picture: str = "", words: Words | None = None) -> None:
    """The title of a chart, the way to its picture where it has one, and a `note`, as one element: Streamlit takes a third of a
    millisecond for each, whatever it holds.

    picture  its address (`chart_picture`); empty for none
    """
    link = f' <a href="{escape(picture)}" download title="{escape(_help(words))}">PNG</a>' if picture and words else ""
    said = f"<p>{escape(note)}</p>" if note else ""
    st.html(f'<div class="chart-head"><h{level}>{escape(title)}</h{level}>{link}{said}</div>')


def chart_picture(name: str, figure: dict[str, Any], filters: Filters, words: Words, /, **more: str) -> str:
    """The address of the picture of a chart (`components.charts.catalogue`); empty for a chart without a value."""
    return file_address(name, "png", filters, words.language, **more) if holds_values(figure) else ""


def picture_link(page: str, name: str, filters: Filters, words: Words, /, **more: str) -> None:
    """A link to a picture that has an address: `map`, with `layers`."""
    address = file_address(name, "png", filters, words.language, **more)
    st.link_button("PNG", address, icon=":material/image:", help=_help(words), type="tertiary", key=f"{page}_{name}_png")


def picture_button(
    page: str,
    name: str,
    figure: dict[str, Any],
    title: str,
    filters: Filters,
    sources: tuple[str, ...],
    words: Words,
    notes: tuple[str, ...] = (),
) -> None:
    """A button under a chart that downloads it as a picture. `name` (ASCII) is for the file; sources are ids.

    The picture is drawn when the button is pressed, so that it costs the page nothing. A chart without a value has none.
    """
    if not holds_values(figure):
        return

    def drawn() -> bytes:
        # Loads matplotlib, which takes as long as a first page.
        from components.paper.figures import figure_png

        return figure_png(figure, title, filters, sources, words, notes)

    st.download_button(
        "PNG",
        data=drawn,
        file_name=file_name(name, "png", filters, words.language),
        mime="image/png",
        icon=":material/image:",
        help=_help(words),
        on_click="ignore",
        type="tertiary",
        key=f"{page}_{name}_png",
    )


def _help(words: Words) -> str:
    return words.t("As a picture, with title, filters, legend and sources")
