"""The map of incidents: marks by level of detail, first-level areas by a measure, or events played through time."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.current import dataset
from components.files.layers import address
from components.files.picture.view_choices import FIRST_LAYERS, SUBJECTS
from components.screen.incidents.area_legend import areas_legend
from components.screen.incidents.play import play
from components.screen.map import map_panel
from components.screen.map.legend import legend, switched_on
from components.screen.parts.pictures import picture_link
from components.screen.parts.switch import switch
from components.screen.shell import address as question
from components.screen.shell import chips
from components.screen.shell.fragment import fragment
from components.text.sentences import boundaries, hidden_events
from components.text.words import N_, Words
from data.query.filters import Filters
from data.subjects import areas, incidents
from geo.scene import Layer

_VIEWS = {"marks": N_("Places"), "areas": N_("First-level areas"), "time": N_("Through time")}
_MEASURES = {"events": N_("Events"), "deaths": N_("Deaths"), "share": N_("Weapon named")}
#: A click on an area is answered by a pick, after which nothing is left selected: the layer's id is a new one.
_CLICKS = "incidents_area_clicks"


@fragment
def incident_map_panel(filters: Filters, words: Words) -> None:
    """The map in one of three views, which share its place and zoom."""
    if question.from_widgets().about(*SUBJECTS["incidents"]).picks != filters.picks:
        # An area was clicked: all of the page follows.
        st.rerun()
    head = st.container(horizontal=True, vertical_alignment="center")
    view = switch(head, "incidents", "view", words.t("Show"), _VIEWS, words, width="stretch")
    with head:
        map_panel.fit_button("incidents", words)
    # The map stands at the same spot of the page in every view, or the browser would make a new one.
    options = st.container(horizontal=True, vertical_alignment="center")
    {"marks": _marks, "areas": _areas, "time": play}[view](options, filters, words)


def _marks(options: DeltaGenerator, filters: Filters, words: Words) -> None:
    on, cells = FIRST_LAYERS["incidents"], incidents.marks(dataset(), filters).resolution > 0
    drawn = switched_on("incidents", on, filters)
    with options:
        map_panel.map_picture("incidents", drawn, filters, words)
    with st.container():
        picked = map_panel.draw(
            "incidents", map_panel.layers(drawn, cells, filters, words), filters, words, map_panel.said(filters, words)
        )
    map_panel.detail(picked, filters, words, map_panel.beneath(drawn, filters, words))
    legend("incidents", on, filters, words)


def _areas(options: DeltaGenerator, filters: Filters, words: Words) -> None:
    """Areas for the question without the pick of one, so that its neighbours stay in sight."""
    everywhere = filters.picking("admin1", None)
    measure = switch(options, "incidents", "measure", words.t("Measure"), _MEASURES, words)
    with options:
        picture_link("incidents", "map", filters, words, layers=f"areas-{measure}")
    clicks = st.session_state.setdefault(_CLICKS, 0)
    shown = (
        Layer(f"areas-{clicks}", "areas", address(f"areas-{measure}", everywhere, words.language)),
        Layer("borders", "lines", address("borders", Filters(), words.language), clickable=False),
        Layer("area-picked", "lines", address("area-picked", filters, words.language), clickable=False),
    )
    with st.container():
        map_panel.draw("incidents", shown, filters, words, _said(everywhere, words), on_select=_area_clicked)
    areas_legend(measure, everywhere, words)
    how = words.t("Click an area to see it alone; click it again to see all.")
    st.caption(" ".join(filter(None, (hidden_events(everywhere, words), how, boundaries(words)))))


def _area_clicked() -> None:
    """Callback: the clicked area is picked; the picked one is opened again."""
    for layer, rows in st.session_state["incidents_map"].selection.objects.items():
        if layer.startswith("areas-") and rows:
            st.session_state[_CLICKS] += 1
            chips.pick("admin1", rows[0]["admin1"])


def _said(filters: Filters, words: Words) -> str:
    """The map of areas in words."""
    found = areas.counts(dataset(), filters)
    if found.empty and areas.without_data(dataset(), filters):
        return words.t("Map of first-level areas: no data in these years.")
    if found.empty:
        return words.t("Map of first-level areas: no event on record.")
    most = found.loc[found.events.idxmax()]
    return words.t(
        "Map of first-level areas. Most events: {area}, {n}.", area=words.admin1(most.admin1), n=words.number(int(most.events))
    )
