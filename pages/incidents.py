"""Incidents: where events happened, when, with what, and who is recorded as involved."""

from __future__ import annotations

import streamlit as st

from components.charts.incidents.compare import incident_compare
from components.current import dataset
from components.screen.incidents.actors_panel import incident_actors_panel
from components.screen.incidents.borders_panel import incident_borders_panel
from components.screen.incidents.hot_spots_panel import incident_hot_spots_panel
from components.screen.incidents.map_panel import incident_map_panel
from components.screen.incidents.mix_panel import incident_mix_panel
from components.screen.incidents.national_panel import national_panel
from components.screen.incidents.years_panel import incident_years_panel
from components.screen.parts.compare_panel import compare_notice, compare_panel
from components.screen.parts.hidden_records import hidden_records
from components.screen.parts.no_results import nothing_found
from components.screen.parts.record_table import record_table
from components.screen.parts.source_notes import source_notes
from components.text.sentences import hidden_events
from components.text.words import Words
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import incidents

_SOURCES = (source_roles.EVENTS, source_roles.YEAR_TOTALS, source_roles.MONTH_TOTALS, source_roles.GROUND)


def show(filters: Filters, words: Words) -> None:
    """Map and time; who, where it rose, near which borders; sources."""
    compare_notice(filters, words)
    if incidents.counts(dataset(), filters).empty:
        nothing_found(filters, words)
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        incident_map_panel(filters, words)
    with right:
        incident_years_panel(filters, words)
        incident_mix_panel(filters, words)
    incident_borders_panel(filters, words)
    left, right = st.columns(2, gap="large")
    with left:
        incident_actors_panel(filters, words)
    with right:
        incident_hot_spots_panel(filters, words)
    national_panel(filters, words)
    record_table("incidents", "incidents", filters, words)
    shown = words.t("Events that are only possible, since UCDP has not cleared them, are shown.")
    hidden_records("incidents", hidden_events(filters, words), shown, filters, words)
    compare_panel("incidents", incident_compare, filters, words)
    source_notes(filters, words, _SOURCES)
