"""The front door: phase × weapon, where a click sets both filters and a second click opens them again."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.files.layers import FLOWS_ON
from components.screen import address, charts, shown
from components.screen.pictures import picture_link
from components.screen.plot import plot
from components.screen.switch import switch
from components.words import FLOW_KIND_PLURALS, N_, Words
from data import crossing
from data.categories import NOT_REPORTED
from data.filters import Filters

SUBJECT_NAMES = {"incidents": N_("events"), **FLOW_KIND_PLURALS, "routes": N_("corridors")}
#: The layer of the map that draws a subject of another name.
_LAYERS = {kind: layer for layer, kinds in FLOWS_ON.items() for kind in kinds}


def crossing_panel(filters: Filters, words: Words) -> None:
    """Matrix of one subject, and how much of it names no weapon."""
    st.markdown(f"##### {words.t('Conflict phase × weapon category')}")
    subject = switch(st.container(), "overview", "subject", words.t("Count"), SUBJECT_NAMES, words)
    figure, note = crossing_chart(filters, subject, words)
    plot(
        figure,
        key="crossing",
        on_select=partial(_chosen, subject),
        selection_mode="points",
        alt=_said(crossing.matrix(filters, subject), words.t(SUBJECT_NAMES[subject]), words),
    )
    st.caption(f"{words.t('Click a cell to set both filters.')} {note}")
    picture_link("overview", "matrix", filters, words, **({} if subject == "incidents" else {"subject": subject}))


def crossing_chart(filters: Filters, subject: str, words: Words) -> tuple[charts.Figure, str]:
    """The matrix as a figure, and what must be said with it."""
    unit = words.t(SUBJECT_NAMES[subject])
    cells = crossing.matrix(filters, subject)
    chosen = {(p, w[0] if w != NOT_REPORTED else w) for p in filters.phases for w in filters.weapons}
    unnamed = sum(n for (_, group), n in cells.items() if group == NOT_REPORTED)
    total = unnamed + _named(filters, subject)
    share = words.percent(unnamed / total) if total else "–"
    note = words.t(
        "Number of {unit}. {share} name no weapon. A record with several categories counts in each.",
        unit=unit, share=share,
    )  # fmt: skip
    return charts.matrix(cells, chosen, unit, words), note


def _named(filters: Filters, subject: str) -> int:
    return crossing.with_weapon(filters.without("phases", "weapons"), subject)


def _chosen(subject: str) -> None:
    """Callback: the clicked cell becomes the filters, and the map draws what it counts; the cell already chosen opens them
    again.
    """
    points = st.session_state["crossing"].selection.points
    if not points:
        return
    phase, group = points[0]["customdata"]
    state = st.session_state
    if state["phase"] == [phase] and state["weapon"] == [group]:
        state["phase"], state["weapon"] = [], []
    else:
        state["phase"], state["weapon"] = [phase], [group]
        first = shown.FIRST_LAYERS["overview"]
        shown.switch_layers("overview", first, shown.layers("overview", first) | {_LAYERS.get(subject, subject)})
    state["weapon_class"] = []
    address.write()


def _said(cells: dict[tuple[str, str], int], unit: str, words: Words) -> str:
    """The matrix in words: where it is fullest."""
    if not cells:
        return words.t("Matrix of conflict phase by weapon category: nothing on record.")
    (phase, group), n = max(cells.items(), key=lambda cell: cell[1])
    return words.t(
        "Matrix of conflict phase by weapon category. Most {unit}: {phase}, {weapon}, {n}.",
        unit=unit, phase=words.phase(phase), weapon=words.weapon(group), n=words.number(n),
    )  # fmt: skip
