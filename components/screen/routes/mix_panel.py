"""Corridors by mode and by border crossed: a click on a bar picks it, a second click opens it again."""

from __future__ import annotations

import streamlit as st

from components.charts.routes.mix import MOST_BORDERS, TITLES, borders_chart, modes_chart, notes
from components.current import dataset
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.markdown_text import paragraph
from components.screen.parts.pictures import chart_head, chart_picture
from components.screen.parts.plot import plot
from components.screen.routes.picks import on_bar
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import routes


def route_mix_panel(filters: Filters, words: Words) -> None:
    """Two bar charts, each narrowed by everything but its own pick."""
    for name, pick, chart in (
        ("modes", "mode", modes_chart(filters, words)),
        ("borders", "border", borders_chart(filters, words)),
    ):
        picture = chart_picture(name, chart.figure, filters, words) if chart else ""
        chart_head(words.t(TITLES[name]), picture=picture, words=words)
        if chart:
            key = f"routes_{name}_{dict(filters.picks).get(pick, '')}"
            plot(
                chart.figure,
                key=key,
                on_select=on_bar(key, pick),
                selection_mode="points",
                alt=chart.alt,
                chosen=chosen_here(filters, words, pick),
            )
    more = max(len(routes.by_border(dataset(), filters)) - MOST_BORDERS, 0)
    st.caption(paragraph(" ".join((*notes(False, more, words), words.t("Click a bar to pick it.")))))
