"""Events and deaths over time: by year, or by month where it is known. A stroke over bars sets the years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.charts.incidents.timeline import timeline_chart
from components.current import dataset
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.coverage_strip import coverage_strip
from components.screen.parts.markdown_text import paragraph
from components.screen.parts.pictures import chart_head, chart_picture
from components.screen.parts.plot import plot
from components.screen.parts.switch import switch
from components.screen.shell import shown
from components.text.words import N_, Words
from data.query.filters import Filters
from data.query.years import FIRST_YEAR, all_years, last_year
from data.subjects import playback

_STEPS: dict[playback.Step, str] = {"year": N_("By year"), "month": N_("By month")}


def incident_years_panel(filters: Filters, words: Words) -> None:
    """The chart of all years, since years to choose must be in sight, and which sources cover them."""
    head = st.container(horizontal=True, vertical_alignment="center")
    step: playback.Step = "month" if shown.chosen("incidents", "bars") == "month" else "year"
    chart = timeline_chart(filters, step, words)
    with head:
        picture = chart_picture("timeline", chart.figure, filters, words, bars=step)
        chart_head(chart.title, picture=picture, words=words)
    switch(head, "incidents", "bars", words.t("Bars"), _STEPS, words)
    # A chart that has done its work is a new one: no stroke is left over on it.
    key = f"incidents_years_{step}_{'-'.join(map(str, filters.years))}"
    plot(
        chart.figure,
        key=key,
        on_select=_chosen(key),
        selection_mode="box",
        alt=chart.alt,
        chosen=chosen_here(filters, words, "years"),
    )
    coverage_strip("incidents", "incidents", filters.without("years"), words, chart.sources)
    hint = words.t("Draw across bars to choose years; one year is chosen with the slider of years.")
    st.caption(paragraph(" ".join((*chart.notes, hint))))


def _chosen(key: str) -> Callable[[], None]:
    """The callback of a chart: the years under the stroke; the same years again open all."""

    def callback() -> None:
        years = selected_years(st.session_state[key].selection.box)
        if years:
            everything = all_years(dataset())
            st.session_state["year"] = everything if st.session_state["year"] == years else years

    return callback


def selected_years(boxes: list[dict[str, Any]]) -> tuple[int, int] | None:
    """First and last year under a stroke in the chart; None without one."""
    if not boxes:
        return None
    ends = [min(max(round(float(x)), FIRST_YEAR), last_year(dataset())) for x in boxes[0]["x"]]
    return min(ends), max(ends)
