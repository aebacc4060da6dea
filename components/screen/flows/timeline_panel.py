"""Records a year, each side on its own scale, with the arms embargoes on a single country. A click on a year sets it."""

from __future__ import annotations

import streamlit as st

from components.charts.flows.timeline import flow_years_chart, recipient
from components.current import dataset
from components.screen.flows.picks import clicked
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.coverage_strip import coverage_strip
from components.screen.parts.markdown_text import paragraph
from components.screen.parts.pictures import chart_head, chart_picture
from components.screen.parts.plot import plot
from components.screen.parts.switch import switch
from components.screen.shell import shown
from components.text.words import N_, Words
from data.query.filters import Filters
from data.query.years import all_years

_KEY = "flows_years"
_BY = {"kind": N_("by kind"), "weapon": N_("by weapon")}


def flow_timeline_panel(sides: tuple[str, ...], filters: Filters, words: Words) -> None:
    """The chart, its coverage, and what it does not say."""
    by = shown.chosen("flows", "by")
    chart = flow_years_chart(sides, by, filters, words)
    chart_head(chart.title, picture=chart_picture("flow-years", chart.figure, filters, words, by=by), words=words)
    switch(st, "flows", "by", words.t("Stacked"), _BY, words)
    plot(
        chart.figure,
        key=_KEY,
        on_select=_year_picked,
        selection_mode="points",
        alt=chart.alt,
        chosen=chosen_here(filters, words, "years"),
    )
    st.caption(paragraph(" ".join((*chart.notes, *_ways(recipient(filters), words)))))
    coverage_strip("flows", "flows", filters.without("years"), words)


def _ways(country: str | None, words: Words) -> tuple[str, ...]:
    """What can be done with the chart."""
    click = words.t("Click a year to choose it.")
    return (click,) if country else (click, words.t("Choose one country or recipient to see its arms embargoes here."))


def _year_picked() -> None:
    """Callback: the clicked year becomes the years of the question; the same year again opens them."""
    found = clicked(_KEY)
    if found and found[0]:
        year, state = found[0], st.session_state
        state["year"] = all_years(dataset()) if tuple(state["year"]) == (year, year) else (year, year)
