"""Pictures to take away: the map and the overview's charts by address, any other chart drawn when somebody asks."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.files.query import file_address, file_name
from components.paper.figures import figure_png
from components.screen.chart_axes import holds_values
from components.words import Words
from data.filters import Filters


def picture_link(page: str, name: str, filters: Filters, words: Words, /, **more: str) -> None:
    """A link to a picture that has an address: `map` (with `layers`), `years` or `matrix`."""
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
    st.download_button(
        "PNG",
        data=lambda: figure_png(figure, title, filters, sources, words, notes),
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
