"""Events and deaths over time: by year, or by month where it is known. A stroke over bars sets the years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from components.charts.chart import Chart
from components.charts.incidents import figures as incident_charts
from components.coverage_words import gaps_said
from components.screen import shown
from components.screen.coverage_strip import coverage_strip
from components.screen.markdown_text import paragraph
from components.screen.pictures import chart_head, chart_picture
from components.screen.plot import plot
from components.screen.switch import switch
from components.tooltips import step_name
from components.words import N_, Words
from data import country_months, incidents, place_coverage, playback
from data.filters import Filters
from data.store import copied_once
from data.years import FIRST_YEAR, all_years, last_year

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
    plot(chart.figure, key=key, on_select=_chosen(key), selection_mode="box", alt=chart.alt)
    coverage_strip("incidents", "incidents", filters.without("years"), words)
    hint = words.t("Draw across bars to choose years; a short stroke on one bar chooses its year.")
    st.caption(paragraph(" ".join((*chart.notes, hint))))


@copied_once
def timeline_chart(filters: Filters, step: playback.Step, words: Words) -> Chart:
    """Events and deaths of all years, by year or by month; bars outside the chosen years are pale."""
    always = filters.without("years")
    found = incidents.by_year(always) if step == "year" else incidents.by_month(always)
    gaps = place_coverage.gaps(filters.countries)
    totals = country_months.beside_events(always) if step == "month" else None
    figure = incident_charts.timeline(found, step, filters.years, all_years(), gaps, words, totals)
    said = _said(found, step, filters.years, words)
    return Chart(figure, words.t("Events and deaths over time"), said, tuple(_notes(filters, step, words)), ("ucdp-ged",))


def _chosen(key: str) -> Callable[[], None]:
    """The callback of a chart: the years under the stroke; the same years again open all."""

    def callback() -> None:
        years = selected_years(st.session_state[key].selection.box)
        if years:
            everything = all_years()
            st.session_state["year"] = everything if st.session_state["year"] == years else years

    return callback


def selected_years(boxes: list[dict[str, Any]]) -> tuple[int, int] | None:
    """First and last year under a stroke in the chart; None without one."""
    if not boxes:
        return None
    ends = [min(max(round(float(x)), FIRST_YEAR), last_year()) for x in boxes[0]["x"]]
    return min(ends), max(ends)


def _notes(filters: Filters, step: str, words: Words) -> list[str]:
    """What the chart does not show."""
    notes = gaps_said(filters, words)
    if step == "month":
        always = filters.without("years")
        total = int(incidents.by_year(always).events.sum())
        known = int(incidents.by_month(always).events.sum())
        if known < total:
            notes.append(
                words.t(
                    "Events whose month is not known are missing here: {n} of {total}.",
                    n=words.number(total - known), total=words.number(total),
                )
            )  # fmt: skip
    if filters.years:
        notes.append(words.t("Pale: outside the chosen years."))
    return notes


def _said(found: pd.DataFrame, step: playback.Step, years: tuple[int, ...], words: Words) -> str:
    """The highest bars among those that are not pale."""
    year = found[step] if step == "year" else found[step] // 12
    found = found[year.between(years[0], years[-1])] if years else found
    if found.empty:
        return words.t("Chart of events and deaths over time: none on record.")
    deaths, events = found.loc[found.deaths.idxmax()], found.loc[found.events.idxmax()]
    most_events = words.t("Most events: {events} in {time}.", events=words.number(int(events.events)),
                          time=step_name(int(events[step]), step, words))  # fmt: skip
    if not deaths.deaths:
        return f"{words.t('Chart of events and deaths over time: no death on record.')} {most_events}"
    most_deaths = words.t("Chart of events and deaths over time. Most deaths: {deaths} in {time}.",
                          deaths=words.number(int(deaths.deaths)), time=step_name(int(deaths[step]), step, words))  # fmt: skip
    return f"{most_deaths} {most_events}"
