"""Who supplied, who received, and how it moved: rankings by records. A click picks, a second click opens again."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components.screen.chart import Chart
from components.screen.flow_charts import bars
from components.screen.flow_picks import choose, clicked
from components.screen.flow_switch import SOURCES, of_side
from components.screen.pictures import picture_button
from components.screen.plot import plot
from components.words import N_, Words
from data import flows
from data.filters import Filters
from geo.style import FLOW_COLOURS

#: Bars shown by themselves; the rest is one bar.
_MOST = 8
_TITLES = {
    ("supplier", "authorised"): N_("Suppliers"),
    ("recipient", "authorised"): N_("Recipients"),
    ("supplier", "illicit and seized"): N_("Countries of origin"),
    ("recipient", "illicit and seized"): N_("Countries of destination"),
    ("mechanism", "illicit and seized"): N_("How the arms moved"),
}
_COLOURS = {"authorised": FLOW_COLOURS["authorised"], "illicit and seized": FLOW_COLOURS["illicit"]}
_NOTES = {
    "supplier": N_("Most records from: {name}, {n}."),
    "recipient": N_("Most records bound for: {name}, {n}."),
    "mechanism": N_("Most records: {name}, {n}."),
}


def flow_ranking_panel(by: str, side: str, filters: Filters, words: Words) -> None:
    """Bars by `supplier`, `recipient` or `mechanism` for one side. Other picks narrow them, their own does not."""
    head = st.container(horizontal=True, vertical_alignment="center")
    head.markdown(f"###### {words.t(_TITLES[by, side])}", width="stretch")
    chart = ranking_chart(by, side, filters, words)
    if chart is None:
        st.caption(words.t("Nothing on record."))
        return
    key = f"flows_{by}_{side}"
    plot(chart.figure, key=key, on_select=partial(_picked, key, by), selection_mode="points", alt=chart.alt)
    with head:
        name = f"{by}-{side.split()[0]}"
        picture_button("flows", name, chart.figure, chart.title, of_side(filters, side), chart.sources, words)


def ranking_chart(by: str, side: str, filters: Filters, words: Words) -> Chart | None:
    """The bars of one side; None while nothing is on record."""
    found = flows.ranking(of_side(filters, side).picking(by, None), by)
    if found.empty:
        return None
    rows = _rows(found, by, words)
    return Chart(
        bars(rows, dict(filters.picks).get(by), _COLOURS[side], words),
        f"{words.t(_TITLES[by, side])}: {words.t('number of records')}",
        _said(by, side, rows, words),
        (),
        SOURCES[side],
    )


def _rows(found: pd.DataFrame, by: str, words: Words) -> list[tuple[str, str, int]]:
    """Value, label and records: the most, then the rest together, then what the source does not say."""
    counted = list(zip(found.value, found.records.tolist(), strict=True))
    stated, unsaid = [row for row in counted if row[0] is not None], sum(n for value, n in counted if value is None)
    most = len(stated) if len(stated) <= _MOST + 1 else _MOST
    rows = [(value, _label(by, value, words), n) for value, n in stated[:most]]
    if rest := stated[most:]:
        rows.append(("", words.t("other ({n})", n=words.number(len(rest))), sum(n for _, n in rest)))
    if unsaid:
        rows.append(("", words.t("not stated"), unsaid))
    return rows


def _label(by: str, value: str, words: Words) -> str:
    return words.t(value) if by == "mechanism" else words.country(value)


def _picked(key: str, by: str) -> None:
    """Callback: the clicked bar becomes a pick; the rest and the unknown cannot be picked."""
    value = clicked(key)
    if value and value[0]:
        choose(by, value[0])


def _said(by: str, side: str, rows: list[tuple[str, str, int]], words: Words) -> str:
    _, name, n = max(rows, key=lambda row: (bool(row[0]), row[2]))
    return f"{words.t(_TITLES[by, side])}. {words.t(_NOTES[by], name=name, n=words.number(n))}"
