"""Which briefing is shown: its area and edition, and the files to take away."""

from __future__ import annotations

import datetime

import streamlit as st

from components.briefing import compose
from components.briefing.value import Briefing, Edition
from components.current import cached_by_version
from components.screen.briefing.files_dialog import take_away
from components.screen.parts.switch import switch
from components.text.words import N_, Words
from data.query.filters import Filters

#: What the page shows; the files call the same an edition.
_SHOWN: dict[Edition, str] = {"shareable": N_("What can be shared"), "internal": N_("Everything (internal)")}


def briefing_choice(filters: Filters, words: Words) -> Briefing | None:
    """The chosen briefing, or None and the request to choose while the area is not one that has a briefing."""
    area = filters.areas[0] if len(filters.areas) == 1 and filters.areas[0] in compose.AREAS else None
    row = st.container(horizontal=True, vertical_alignment="bottom")
    with row:
        # A key of its own for each area and language: the choice follows the filter at the left, sets it, and keeps its words.
        st.selectbox(
            words.t("Briefing on"),
            sorted(compose.AREAS, key=lambda code: (code != "west-africa", words.area(code))),
            index=None if area is None else _place(area, words),
            key=f"briefing_area_{area}_{words.language}",
            format_func=words.area,
            placeholder=words.t("Choose a country or West Africa"),
            on_change=_chosen,
            args=(f"briefing_area_{area}_{words.language}",),
            width=320,
        )
        if area is None:
            st.caption(words.t("A briefing speaks of one country, or of West Africa as a whole."))
            return None
        explained = words.t(
            "Shareable: first-level areas for places; no names of armed parties, towns or supplier States; public sources."
        )
        edition = switch(row, "briefing", "edition", words.t("Show"), _SHOWN, words, explained=explained)
        if st.button(words.t("PDF and slides"), icon=":material/download:", key="briefing_take_away"):
            take_away(area, edition, words)
    return composed(area, words.language, edition, datetime.date.today())


def _place(area: str, words: Words) -> int:
    return sorted(compose.AREAS, key=lambda code: (code != "west-africa", words.area(code))).index(area)


def _chosen(key: str) -> None:
    """Callback: the area chosen here is the area of all pages."""
    if area := st.session_state[key]:
        st.session_state["area"] = [area]


@cached_by_version
def composed(area: str, language: str, edition: Edition, today: datetime.date) -> Briefing:
    return compose.briefing(area, language, edition, made_on=today)
