"""The two sides of the flows: what States authorised, and what moved illicitly or was seized. They are never counted together."""

from __future__ import annotations

import streamlit as st

from components.screen.flow_picks import choose
from components.words import N_, Words
from data import flows
from data.filters import Filters
from data.picks import SIDES

#: Value of the switch that shows both, each on its own.
BOTH = "both"
NAMES = {
    BOTH: N_("Side by side"),
    "authorised": N_("Authorised transfers"),
    "illicit and seized": N_("Illicit flows, seizures and collections"),
}
#: Where the records of a side come from.
SOURCES = {"authorised": ("sipri-transfers",), "illicit and seized": ("arms-lens-curated",)}
_KEY = "flows_side"


def flow_switch(filters: Filters, words: Words) -> tuple[str, ...]:
    """Draw the switch and what each side holds. Returns the sides to show, one or both; the switch sets the pick `kind`."""
    st.session_state[_KEY] = _chosen(filters)
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


def shown(filters: Filters) -> tuple[str, ...]:
    """The sides that a question shows."""
    side = _chosen(filters)
    return tuple(SIDES) if side == BOTH else (side,)


def of_side(filters: Filters, side: str) -> Filters:
    """The question for one side. A pick of a single kind, as an address may hold it, is already narrower."""
    return filters if dict(filters.picks).get("kind") in SIDES[side] else filters.picking("kind", side)


def _chosen(filters: Filters) -> str:
    kind = dict(filters.picks).get("kind")
    return next((side for side, kinds in SIDES.items() if kind == side or kind in kinds), BOTH)


def _turn() -> None:
    """Callback: the side becomes a pick, both sides open it again."""
    side = st.session_state[_KEY]
    choose("kind", None)
    if side != BOTH:
        choose("kind", side)


def _held(filters: Filters, side: str, words: Words) -> str:
    """How many records of each kind a side holds, and of which years, whether or not it is shown."""
    asked = filters.picking("kind", side)
    span = flows.span(asked)
    if not span:
        if side == "authorised":
            return words.t("No authorised transfer is on record.")
        return words.t("No illicit flow, seizure or collection is on record.")
    values = {"flows": f"**{words.flows(flows.by_kind(asked))}**", "years": words.years(*span)}
    if side == "authorised":
        return words.t("On record in SIPRI's register of deliveries of major arms: {flows} ({years}).", **values)
    return words.t("On record: {flows} ({years}).", **values)


def counted_together(side: str, filters: Filters, words: Words) -> tuple[str, ...]:
    """What bars or bands count that hold more than one kind."""
    held = flows.by_kind(of_side(filters, side))
    if sum(n > 0 for n in held.values()) < 2:
        return ()
    return (words.t("Drawn together: {flows}.", flows=words.flows(held)),)
