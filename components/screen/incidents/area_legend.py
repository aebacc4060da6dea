"""Legends of the maps that only the incidents page has: areas by a measure, and events through time."""

from __future__ import annotations

import streamlit as st

from components.current import dataset
from components.layers.area_classes import areas_explained
from components.layers.legend_rows import land, marks, swatch
from components.screen.map.legend import block
from components.text.coverage_words import gaps_chosen
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import areas


def areas_legend(measure: str, filters: Filters, words: Words) -> None:
    """Classes of a measure, and what a map of areas leaves out."""
    left_out = areas.left_out(dataset(), filters.without("weapons") if measure == "share" else filters)
    classes_, notes = areas_explained(measure, left_out, words, bool(filters.weapons))
    st.html(block([*((swatch(colour), text) for colour, text in classes_), *land(filters.countries, words)], wide=True))
    st.caption(" ".join((*notes, *gaps_chosen(filters, words))))


def played_legend(cells: bool, filters: Filters, words: Words) -> None:
    """What a mark means while the map plays, and the land under it."""
    meant = [(picture, text) for _, picture, text in marks(cells, words)]
    st.html(block([*meant, *land(filters.countries, words)], wide=True))
