"""What events are made of over time: weapons named, or types of violence. A click on a bar narrows the page to its group."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.charts.incidents.mix import chosen_groups, violence_chart, weapons_chart
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.coverage_strip import coverage_strip
from components.screen.parts.markdown_text import paragraph
from components.screen.parts.pictures import chart_head, chart_picture
from components.screen.parts.plot import plot
from components.screen.parts.switch import switch
from components.screen.shell import chips, shown
from components.text.words import N_, Words
from data.query.filters import Filters

_OF = {"weapons": N_("Weapons"), "violence": N_("Violence")}


def incident_mix_panel(filters: Filters, words: Words) -> None:
    """Stacked bars; each chart leaves open what it is there to choose."""
    head = st.container(horizontal=True, vertical_alignment="center")
    of = shown.chosen("incidents", "mix")
    key = f"incidents_{of}_{'-'.join(chosen_groups(filters, of))}"
    if of == "weapons":
        chart, on_select, hint = weapons_chart(filters, words), _on_weapon(key), words.t("Click a bar to choose its category.")
    else:
        chart, on_select = violence_chart(filters, words), _on_violence(key)
        hint = words.t("Click a bar to choose its type of violence, and again to see all.")
    with head:
        picture = chart_picture(of, chart.figure, filters, words)
        chart_head(words.t("What is recorded, over time"), picture=picture, words=words)
    switch(head, "incidents", "mix", words.t("Divide by"), _OF, words)
    plot(
        chart.figure, key=key, on_select=on_select, selection_mode="points", alt=chart.alt, chosen=chosen_here(filters, words, of)
    )
    # Country totals, which the chart above has beside it, know neither weapons nor types of violence.
    coverage_strip("incidents_mix", "events", filters, words)
    st.caption(paragraph(" ".join((*chart.notes, hint))))


def _group(key: str) -> str | None:
    """The group of the clicked bar; a hatched gap has none."""
    points = st.session_state[key].selection.points
    return points[0].get("customdata") if points else None


def _on_weapon(key: str) -> Callable[[], None]:
    def callback() -> None:
        group, state = _group(key), st.session_state
        if group:
            state["weapon"] = [] if state["weapon"] == [group] else [group]
            state["weapon_class"] = []

    return callback


def _on_violence(key: str) -> Callable[[], None]:
    def callback() -> None:
        if group := _group(key):
            chips.pick("violence", group)

    return callback
