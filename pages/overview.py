"""Overview: the crossing of weapon, phase and place over incidents, flows and routes."""

from __future__ import annotations

import streamlit as st

from components.current import dataset
from components.files.picture.view_choices import FIRST_LAYERS
from components.screen.map.map_panel import map_panel
from components.screen.overview import summary_panel
from components.screen.overview.crossing_panel import crossing_panel
from components.screen.overview.year_panel import year_panel
from components.screen.parts.no_results import nothing_found
from components.screen.parts.source_notes import source_notes
from components.text.words import Words
from data.analysis import crossing
from data.model import source_roles
from data.query.filters import Filters

_SOURCES = (
    source_roles.EVENTS,
    source_roles.YEAR_TOTALS,
    source_roles.MONTH_TOTALS,
    source_roles.TRANSFER_REGISTER,
    source_roles.OWN_TABLES,
    source_roles.WORKSHOP_REPORT,
    source_roles.GROUND,
)


def show(filters: Filters, words: Words) -> None:
    """Sentences, map and matrix, years, sources."""
    summary_panel.draw(filters, words)
    if crossing.summary(dataset(), filters).empty:
        nothing_found(filters, words)
    left, right = st.columns([0.55, 0.45], gap="medium")
    with left:
        map_panel("overview", FIRST_LAYERS["overview"], filters, words)
    with right:
        crossing_panel(filters, words)
        year_panel(filters, words)
    source_notes(filters, words, _SOURCES)
