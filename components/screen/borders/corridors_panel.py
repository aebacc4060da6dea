"""Corridors that cross a border."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.current import dataset
from components.screen.routes.list_panel import SOURCE_LINK, link_in
from components.text.words import Words
from data.analysis import border_lens
from data.query.filters import Filters
from data.subjects import routes


def border_corridors_panel(filters: Filters, border: str, words: Words) -> None:
    """A short table, and how many more the evidence filter hides."""
    found = border_lens.corridors(dataset(), filters, border)
    st.markdown(f"**{words.n('{n} corridor crosses', '{n} corridors cross', len(found))}**")
    if len(found):
        st.dataframe(
            pd.DataFrame([_corridor(row, words) for row in found.itertuples()]),
            hide_index=True,
            placeholder="",
            key="routes_border_corridors",
            column_config={**SOURCE_LINK, words.t("Corridor"): st.column_config.TextColumn(width=190)},
        )
    notes = [words.t("None on record does not mean that nothing crosses.")] if found.empty else []
    hidden = routes.hidden(dataset(), routes.anywhere(filters).picking("border", border))
    if hidden:
        notes.append(words.n("{n} more is hidden by the evidence filter.", "{n} more are hidden by the evidence filter.", hidden))
    st.caption(" ".join(notes))


def _corridor(row: Any, words: Words) -> dict[str, Any]:
    return {
        words.t("Corridor"): words.corridor(row.name),
        words.t("Reliability"): words.t(row.reliability),
        "↗": link_in(row.source_ref),
        words.t("Mode"): words.t(row.mode),
        words.t("Period"): words.years(row.start_year, row.end_year),
    }
