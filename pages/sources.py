"""Sources: what feeds the app, how complete it is, and what was turned away."""

from __future__ import annotations

import streamlit as st

from components.screen.sources.tables import preparation, registry
from components.text.words import Words
from data.query.filters import Filters


def show(_filters: Filters, words: Words) -> None:
    st.markdown(words.t("Everything on screen comes from these sources. Nothing is shown without one."))
    registry(words)
    preparation(words)
