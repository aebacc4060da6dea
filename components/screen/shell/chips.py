"""Chips: what was picked in charts and on maps, each removable, beside the sentence of the filters."""

from __future__ import annotations

import streamlit as st

from components.current import dataset
from components.screen.shell.filter_panel import code
from components.text.words import N_, Words
from data.analysis import crossing
from data.ground import borders
from data.query.filters import Filters
from data.query.picks import PICKS

_SUBJECT_NAMES = {"incidents": N_("events"), "flows": N_("flows"), "routes": N_("corridors")}


def pick(name: str, value: str | None) -> None:
    """Callback: set a pick, or open it again when the same value is picked twice or none is."""
    state = st.session_state
    picks = dict(state["picks"])
    if value is None or picks.get(name) == value:
        picks.pop(name, None)
    else:
        picks[name] = value
    state["picks"] = tuple(sorted(picks.items()))


def still_there(filters: Filters, words: Words) -> Filters:
    """The question without picks that find nothing any more of what they narrow; a notice names each that went. A border stays:
    it is looked at from both sides, further than the pick reaches.
    """
    kept = filters
    for name, value in filters.picks:
        if name == "border" and value in borders.known(dataset()):
            continue
        if not _finds(kept, name) and _finds(kept.without("picks"), name):
            kept = kept.picking(name, None)
            st.toast(words.t("{pick} is no longer part of the selection.", pick=code(words.pick(name, value), 120)))
    if kept != filters:
        st.session_state["picks"] = kept.picks
    return kept


def _finds(filters: Filters, name: str) -> bool:
    """Whether anything is on record in the subjects that a pick narrows."""
    found = crossing.summary(dataset(), filters)
    counted = {"incidents": found.events, "flows": any(found.flows.values()), "routes": found.routes}
    return any(counted[subject] for subject in PICKS[name].tests)


def chips(filters: Filters, subjects: tuple[str, ...], words: Words) -> None:
    """One button a pick; a click removes it. Of a pick that narrows not all of the page's `subjects` it says which, or none."""
    if not filters.picks:
        return
    with st.container(horizontal=True):
        for name, value in filters.picks:
            said = words.pick(name, value) + _reach(name, subjects, words)
            st.button(said, icon=":material/close:", key=f"chip_{name}", on_click=pick, args=(name, None))


def _reach(name: str, subjects: tuple[str, ...], words: Words) -> str:
    narrowed = [words.t(_SUBJECT_NAMES[subject]) for subject in subjects if subject in PICKS[name].tests]
    if len(narrowed) == len(subjects):
        return ""
    return f" · {words.t('only {what}', what=words.join(narrowed)) if narrowed else words.t('not applied here')}"
