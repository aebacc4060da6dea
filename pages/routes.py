"""Routes: corridors as evidence, what lies along them, and both sides of a border."""

from __future__ import annotations

import streamlit as st

from components.charts.routes.compare import route_compare
from components.screen.borders.border_panel import border_panel
from components.screen.parts.compare_panel import compare_notice, compare_panel
from components.screen.parts.record_table import file_links
from components.screen.parts.source_notes import source_notes
from components.screen.routes.list_panel import route_list_panel
from components.screen.routes.map_panel import route_map_panel
from components.screen.routes.mix_panel import route_mix_panel
from components.screen.routes.profile_panel import route_profile_panel
from components.screen.routes.summary_panel import route_opening
from components.text.words import Words
from data.model import source_roles
from data.query.filters import Filters

_SOURCES = (source_roles.OWN_TABLES, source_roles.EVENTS, source_roles.GROUND)


def show(filters: Filters, words: Words) -> None:
    """Sentences, map and mix, table, profile, border lens, records as files, sources."""
    compare_notice(filters.picking("route", None), words)
    route_opening(filters, words)
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        route_map_panel(filters, words)
    with right:
        route_mix_panel(filters, words)
    route_list_panel(filters, words)
    route_profile_panel(filters, words)
    border_panel(filters, words)
    file_links("routes", filters, words)
    # A single corridor is nothing to compare.
    compare_panel("routes", route_compare, filters.picking("route", None), words)
    source_notes(filters, words, _SOURCES)
