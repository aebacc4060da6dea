"""The two sides of the flows: what States authorised, and what moved illicitly or was seized. They are never counted together."""

from __future__ import annotations

import streamlit as st

from components.charts.flows.sides import BOTH, NAMES, chosen_side, of_side, shown
from components.current import dataset
from components.screen.flows.picks import choose
from components.text.words import N_, Words
from data.query.filters import Filters
from data.subjects import flows

_KEY = "flows_side"
#: What is said of a kind, or a side, without a record.
_NOTHING = {
    "authorised": N_("No authorised transfer is on record."),
    "illicit and seized": N_("No illicit flow, seizure or collection is on record."),
    "illicit": N_("No illicit flow is on record."),
    "collected": N_("No seizure or collection is on record."),
}


def flow_switch(filters: Filters, words: Words) -> tuple[str, ...]:
    """Draw the switch and what is on record of the sides to show, one or both. Returns these; the switch sets the pick `kind`."""
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
    sides = shown(filters)
    st.markdown(" ".join(_held(of_side(filters, side), words) for side in sides))
    return sides


def _turn() -> None:
    """Callback: the side becomes a pick, both sides open it again."""
    side = st.session_state[_KEY]
    choose("kind", None)
    if side != BOTH:
        choose("kind", side)


def _held(asked: Filters, words: Words) -> str:
    """How many records there are of each kind that a question asks for, and of which years."""
    kind, span = dict(asked.picks)["kind"], flows.span(dataset(), asked)
    if not span:
        return words.t(_NOTHING[kind])
    values = {"flows": f"**{words.flows(flows.by_kind(dataset(), asked))}**", "years": words.years(*span)}
    if kind == "authorised":
        return words.t("On record in SIPRI's register of deliveries of major arms: {flows} ({years}).", **values)
    return words.t("On record: {flows} ({years}).", **values)
