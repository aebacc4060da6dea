"""How much of a selection happens near which land border: each sentence is a button that picks the border."""

from __future__ import annotations

import streamlit as st

from components.current import dataset
from components.screen.shell import chips
from components.text.unplaced_words import not_placed_of
from components.text.words import Words
from data.ground.borders import pairs
from data.query.filters import Filters
from data.query.picks import NEAR_BORDER_KM
from data.subjects import border_shares

#: Borders named, the busiest first.
_MOST = 4


def incident_borders_panel(filters: Filters, words: Words) -> None:
    """Shares of the events whose distance to a border is known; the pick of a border is left open."""
    title = words.t("Events within {km} km of a land border", km=words.number(NEAR_BORDER_KM))
    st.markdown(f"##### {title}")
    found = border_shares.near_borders(dataset(), filters.picking("border", None))
    if found.frame.empty:
        st.caption(
            words.t("None of these events is known to have happened within {km} km of a land border.",
                    km=words.number(NEAR_BORDER_KM))
        )  # fmt: skip
    picked = dict(filters.picks).get("border", "")
    with st.container(horizontal=True):
        for row in found.frame.head(_MOST).itertuples():
            st.button(
                words.t(
                    "{border}: {share} ({events})",
                    border=words.border(row.border), share=words.percent(row.events / found.measured),
                    events=words.n("{n} event", "{n} events", row.events),
                ),
                key=f"incidents_border_{row.border}",
                on_click=chips.pick,
                args=("border", row.border),
                type="primary" if row.border in pairs(picked) else "secondary",
                icon=":material/fence:",
            )  # fmt: skip
    st.caption(_notes(found, filters, words))


def _notes(found: border_shares.BorderShares, filters: Filters, words: Words) -> str:
    notes = [
        words.t("Shares of the events whose place is known well enough to measure ({n}). Each counts at its nearest border only.",
                n=words.number(found.measured))
    ]  # fmt: skip
    if more := found.frame.iloc[_MOST:].events.tolist():
        notes.append(
            words.t("At {borders}: {events}.", borders=words.n("{n} more border", "{n} more borders", len(more)),
                    events=words.n("{n} event", "{n} events", sum(more)))
        )  # fmt: skip
    notes.append(not_placed_of(filters, "place", words))
    notes.append(words.t("Click a border to see its events only; both sides of it stand on the page Corridors."))
    return " ".join(filter(None, notes))
