"""Flows: who supplied what to whom, authorised or not, when, and under which embargo."""

from __future__ import annotations

import streamlit as st

from components.charts.flows.compare import flow_compare
from components.current import dataset
from components.files.picture.view_choices import FIRST_LAYERS
from components.screen.flows.more_panel import flow_more_panel
from components.screen.flows.ranking_panel import flow_ranking_panel
from components.screen.flows.sankey_panel import flow_sankey_panel
from components.screen.flows.side_switch import flow_switch
from components.screen.flows.timeline_panel import flow_timeline_panel
from components.screen.map.map_panel import map_panel
from components.screen.parts.compare_panel import compare_notice, compare_panel
from components.screen.parts.no_results import nothing_found
from components.screen.parts.source_notes import source_notes
from components.text.import_value_words import import_value_said
from components.text.words import Words
from data.model import source_roles
from data.query.filters import Filters
from data.query.picks import SIDES
from data.subjects import flows

_SOURCES = (
    source_roles.TRANSFER_REGISTER,
    source_roles.IMPORT_VALUES,
    source_roles.OWN_TABLES,
    source_roles.SEIZURE_FIGURES,
    source_roles.GROUND,
)


def show(filters: Filters, words: Words) -> None:
    """Map and years; origin, weapon and destination for each side; then records, embargoes, seizures or holdings."""
    compare_notice(filters, words)
    sides = flow_switch(filters, words)
    if flows.matching(dataset(), filters).empty:
        nothing_found(filters, words)
        source_notes(filters, words, _SOURCES)
        return
    left, right = st.columns([0.58, 0.42], gap="medium")
    with left:
        map_panel("flows", FIRST_LAYERS["flows"], filters, words, world=True)
    with right:
        flow_timeline_panel(sides, filters, words)
        if "illicit and seized" in sides:
            flow_ranking_panel("mechanism", "illicit and seized", filters, words)
    st.subheader(words.t("From where, with what, to where"), anchor="streams")
    if value := import_value_said(filters.countries, words):
        st.markdown(value)
    if sides == tuple(SIDES):
        for column, side in zip(st.columns(2, gap="large"), sides, strict=True):
            with column:
                flow_sankey_panel(side, filters, words)
                for by in ("supplier", "recipient"):
                    flow_ranking_panel(by, side, filters, words)
    else:
        _one_side(sides[0], filters, words)
    flow_more_panel(sides, filters, words)
    compare_panel("flows", flow_compare, filters, words)
    source_notes(filters, words, _SOURCES)


def _one_side(side: str, filters: Filters, words: Words) -> None:
    """The same charts with more room."""
    left, right = st.columns([0.58, 0.42], gap="large")
    with left:
        flow_sankey_panel(side, filters, words)
    with right:
        for by in ("supplier", "recipient"):
            flow_ranking_panel(by, side, filters, words)
