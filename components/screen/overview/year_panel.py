"""Events and deaths by year, with the phases of a single country behind them and UCDP's totals beside."""

from __future__ import annotations

import streamlit as st

from components.charts.overview.years import year_chart
from components.screen.parts.coverage_strip import coverage_strip
from components.screen.parts.pictures import chart_head, chart_picture
from components.screen.parts.plot import plot
from components.text.words import Words
from data.query.filters import Filters


def year_panel(filters: Filters, words: Words) -> None:
    """The chart and what it cannot show."""
    chart = year_chart(filters, words)
    chart_head(chart.title, picture=chart_picture("years", chart.figure, filters, words), words=words)
    plot(chart.figure, key="years", alt=chart.alt)
    coverage_strip("overview", "incidents", filters, words, chart.sources)
    if chart.notes:
        st.caption(" ".join(chart.notes))
