"""The map of corridors: a click picks one, which then stands out and fills the map."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.current import dataset
from components.files.layers import address
from components.files.picture.view_choices import FIRST_LAYERS, SUBJECTS
from components.screen.map import map_panel
from components.screen.map.legend import legend, switched_on
from components.screen.routes.picks import choose
from components.screen.shell import address as question
from components.screen.shell.fragment import fragment
from components.text.words import Words
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import incidents, routes
from geo.cameras import framing
from geo.scene import Camera, Layer

#: Corridors beside the picked one.
_PALE = 0.25
#: The pick that the map looked at last.
_LOOKED_AT = "routes_looked_at"


@fragment
def route_map_panel(filters: Filters, words: Words) -> None:
    """Map, legend and disclaimer; what else was clicked is read under the map."""
    if question.from_widgets().about(*SUBJECTS["routes"]).picks != filters.picks:
        # A corridor was clicked: all of the page follows.
        st.rerun()
    on, cells = FIRST_LAYERS["routes"], incidents.marks(dataset(), filters).resolution > 0
    drawn = switched_on("routes", on, filters)
    with st.container(horizontal=True):
        map_panel.fit_button("routes", words)
        map_panel.map_picture("routes", drawn, filters, words)
    marks = corridors(map_panel.layers(drawn, cells, filters, words), filters, words)
    said = map_panel.said(filters, words)
    picked = map_panel.draw("routes", marks, filters, words, said, on_select=_clicked, view=_view(filters))
    pale = [words.t("Pale: what is not chosen.")] if "route" in dict(filters.picks) else []
    hint = " ".join([words.t("Click a corridor to highlight it; click it again to see all."), *pale])
    map_panel.detail(picked, filters, words, map_panel.small_print(drawn, filters, words), hint)
    legend("routes", on, filters.picking("route", None), words)


def corridors(marks: tuple[Layer, ...], filters: Filters, words: Words) -> tuple[Layer, ...]:
    """The layers with the picked corridor in front of all others, which turn pale."""
    if "route" not in dict(filters.picks):
        return marks
    others = filters.picking("route", None)
    found: list[Layer] = []
    for layer in marks:
        if layer.id in ("routes", "route-bands", "route-arrows"):
            found.append(replace(layer, source=address(layer.id, others, words.language), opacity=_PALE))
        else:
            found.append(layer)
        if layer.id == "route-arrows":
            halo = Layer("route-picked", "lines", address("route-picked", filters, words.language), clickable=False)
            line = Layer("routes-picked", "lines", address("routes", filters, words.language))
            ways = Layer("routes-picked-arrows", "arrows", address("route-arrows", filters, words.language), clickable=False)
            found += [halo, line, ways]
    return tuple(found)


def _clicked() -> None:
    """Callback: the clicked corridor is picked; the picked one is opened again."""
    for layer, rows in st.session_state["routes_map"].selection.objects.items():
        if layer.startswith(("routes~", "routes-picked~")) and rows:
            choose("route", rows[0]["id"])


def _view(filters: Filters) -> Camera:
    """The picked corridor, else the countries. A new pick, or none, moves the map away from where somebody has moved it."""
    state, picked = st.session_state, dict(filters.picks).get("route")
    if state.setdefault(_LOOKED_AT, picked) != picked:
        state[_LOOKED_AT] = picked
        question.look_anew()
        state["map_looks"] = state.get("map_looks", 0) + 1
    found = routes.matching(dataset(), filters) if picked else None
    if found is None or found.empty:
        return map_panel.looking("routes", map_panel.fitting(filters.countries or FOCUS))
    return map_panel.looking("routes", framing(found["shape"].iloc[0].bounds))
