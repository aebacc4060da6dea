"""The two sides of the flows: what States authorised, and what moved illicitly or was seized. They are never counted together."""

from __future__ import annotations

import streamlit as st

from components.charts.flows.sides import BOTH, NAMES, chosen_side, shown
from components.current import dataset
from components.screen.flows.picks import choose
from components.text.words import Words
from data.query.filters import Filters
from data.query.picks import SIDES
from data.subjects import flows

_KEY = "flows_side"


def flow_switch(filters: Filters, words: Words) -> tuple[str, ...]:
    """Draw the switch and what each side holds. Returns the sides to show, one or both; the switch sets the pick `kind`."""
    st.session_state[_KEY] = chosen_side(filters)
    st.segmented_control(
        words.t("Which flows"),
        list(NAMES),
        wrap=True,
        key=_KEY,
        required=True,
        on_change=_turn,
        format_func=lambda side: words.t(NAMES[side]),
        label_visibility="collapsed",
    )
    st.markdown(" ".join(_held(filters, side, words) for side in SIDES))
    return shown(filters)


def _turn() -> None:
    """Callback: the side becomes a pick, both sides open it again."""
    side = st.session_state[_KEY]
    choose("kind", None)
    if side != BOTH:
        choose("kind", side)


def _held(filters: Filters, side: str, words: Words) -> str:
    """How many records of each kind a side holds, and of which years, whether or not it is shown."""
    asked = filters.picking("kind", side)
    span = flows.span(dataset(), asked)
    if not span:
        if side == "authorised":
            return words.t("No authorised transfer is on record.")
        return words.t("No illicit flow, seizure or collection is on record.")
    values = {"flows": f"**{words.flows(flows.by_kind(dataset(), asked))}**", "years": words.years(*span)}
    if side == "authorised":
        return words.t("On record in SIPRI's register of deliveries of major arms: {flows} ({years}).", **values)
    return words.t("On record: {flows} ({years}).", **values)
