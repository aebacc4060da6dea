"""Flows between the two sides of a border."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.current import dataset
from components.screen.routes.list_panel import SOURCE_LINK, link_in
from components.text.tooltips import end_of_flow
from components.text.words import FLOW_KIND_NAMES, Words
from data.analysis import border_lens
from data.query.filters import Filters
from data.subjects import flows


def border_flows_panel(filters: Filters, border: str, words: Words) -> None:
    """Flows that name both sides, those from one side to the other first."""
    found = border_lens.movements(dataset(), filters, border)
    across, others = (flows.of_each_kind(found.kind[found.across == within]) for within in (True, False))
    title = words.t("From one side to the other: {flows}", flows=words.flows(across))
    st.markdown(f"**{title}**")
    if len(found):
        st.dataframe(
            pd.DataFrame([_movement(row, words) for row in found.itertuples()]),
            hide_index=True,
            placeholder="",
            key="routes_border_flows",
            column_config=SOURCE_LINK,
        )
    notes = [words.t("Documented cases, not volumes.")]
    if any(others.values()):
        notes.append(words.t("Naming both sides, but begun or ended elsewhere: {flows}.", flows=words.flows(others)))
    st.caption(" ".join(notes))


def _movement(row: Any, words: Words) -> dict[str, Any]:
    origin = end_of_flow(row, "origin", words) or words.t("origin unknown")
    end = end_of_flow(row, "destination", words) or end_of_flow(row, "event", words) or words.t("destination unknown")
    return {
        words.t("Across"): words.t("yes") if row.across else words.t("no"),
        words.t("From → to"): f"{origin} → {end}",
        words.t("Period"): words.years(row.start_year, row.end_year),
        words.t("Kind of flow"): words.t(FLOW_KIND_NAMES[row.kind]),
        words.t("Reliability"): words.t(row.reliability),
        "↗": link_in(row.source_ref),
        words.t("Weapons"): words.join(words.weapon_briefly(code) for code in row.weapons) or words.weapons(()),
    }
