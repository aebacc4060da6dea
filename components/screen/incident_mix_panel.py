"""What events are made of over time: weapons named, or types of violence. A click on a bar narrows the page to its group."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import sentences
from components.charts.chart import Chart
from components.charts.incidents import figures as incident_charts
from components.charts.overview import figures as charts
from components.screen import chips, shown
from components.screen.coverage_strip import coverage_strip
from components.screen.markdown_text import paragraph
from components.screen.pictures import chart_head, chart_picture
from components.screen.plot import plot
from components.screen.switch import switch
from components.words import N_, VIOLENCE_NAMES, Words
from data import crossing, incidents, place_coverage
from data.categories import NOT_REPORTED, VIOLENCE, level1
from data.filters import Filters
from data.incident_memory import reports_naming_a_weapon
from data.store import copied_once
from data.years import all_years
from geo.style import VIOLENCE_COLOURS, WEAPON_COLOURS

_OF = {"weapons": N_("Weapons"), "violence": N_("Violence")}


def incident_mix_panel(filters: Filters, words: Words) -> None:
    """Stacked bars; each chart leaves open what it is there to choose."""
    head = st.container(horizontal=True, vertical_alignment="center")
    of = shown.chosen("incidents", "mix")
    key = f"incidents_{of}_{'-'.join(_chosen(filters, of))}"
    if of == "weapons":
        chart, on_select, hint = weapons_chart(filters, words), _on_weapon(key), words.t("Click a bar to choose its category.")
    else:
        chart, on_select = violence_chart(filters, words), _on_violence(key)
        hint = words.t("Click a bar to choose its type of violence, and again to see all.")
    with head:
        picture = chart_picture(of, chart.figure, filters, words)
        chart_head(words.t("What is recorded, over time"), picture=picture, words=words)
    switch(head, "incidents", "mix", words.t("Divide by"), _OF, words)
    plot(chart.figure, key=key, on_select=on_select, selection_mode="points", alt=chart.alt)
    # Country totals, which the chart above has beside it, know neither weapons nor types of violence.
    coverage_strip("incidents_mix", "events", filters, words)
    st.caption(paragraph(" ".join((*chart.notes, hint))))


@copied_once
def weapons_chart(filters: Filters, words: Words) -> Chart:
    """Events a year by weapon category, whatever categories are chosen; those that name none stand apart."""
    opened = filters.without("weapons")
    found = crossing.weapons_by_year(opened)
    groups = {code: (words.t(charts.SHORT[code]), WEAPON_COLOURS[code]) for code in (*level1(), NOT_REPORTED)}
    chosen = _chosen(filters, "weapons")
    return Chart(
        incident_charts.mix(found, groups, NOT_REPORTED, chosen, _span(filters), words, place_coverage.gaps(filters.countries)),
        words.t("Weapons named in events"),
        _said(found, {code: name for code, (name, _) in groups.items()}, words),
        (_named(opened, words), *_pale(chosen, words)),
        ("ucdp-ged",),
    )


def _named(filters: Filters, words: Words) -> str:
    """In how many of the events a weapon is named."""
    events, named = int(incidents.counts(filters).events.sum()), crossing.with_weapon(filters, "incidents")
    if not events:
        return words.t("Nothing on record.")
    if not named:
        return words.t("Events a year. None of them names a weapon: that is a gap in reporting, not an absence of arms.")
    told = words.t(
        "Events a year. A weapon is named in {share} of them: the upper part shows what little is known, not what was "
        "used. An event with several categories counts in each.",
        share=words.percent(named / events),
    )
    return f"{told} {sentences.reports(named, reports_naming_a_weapon(filters), words)}"


@copied_once
def violence_chart(filters: Filters, words: Words) -> Chart:
    """Events a year by type of violence, whichever type is chosen."""
    found = incidents.violence_by_year(filters.picking("violence", None))
    groups = {kind: (words.t(VIOLENCE_NAMES[kind]), VIOLENCE_COLOURS[kind]) for kind in VIOLENCE}
    chosen = _chosen(filters, "violence")
    return Chart(
        incident_charts.mix(found, groups, None, chosen, _span(filters), words, place_coverage.gaps(filters.countries)),
        words.t("Events by type of violence"),
        _said(found, {kind: name for kind, (name, _) in groups.items()}, words),
        (words.t("Events a year."), *_pale(chosen, words)),
        ("ucdp-ged",),
    )


def _chosen(filters: Filters, of: str) -> tuple[str, ...]:
    """The groups of a chart that are in force."""
    if of == "violence":
        return tuple(value for name, value in filters.picks if name == "violence")
    return tuple(dict.fromkeys(code if code == NOT_REPORTED else code[0] for code in filters.weapons))


def _pale(chosen: tuple[str, ...], words: Words) -> list[str]:
    return [words.t("Pale: what is not chosen.")] if chosen else []


def _span(filters: Filters) -> tuple[int, int]:
    return (filters.years[0], filters.years[-1]) if filters.years else all_years()


def _group(key: str) -> str | None:
    """The group of the clicked bar."""
    points = st.session_state[key].selection.points
    return points[0]["customdata"] if points else None


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


def _said(found: pd.DataFrame, names: dict[str, str], words: Words) -> str:
    """The chart in words: its groups by size."""
    totals = found.groupby("group").events.sum().sort_values(ascending=False)
    listed = "; ".join(f"{names[str(group)]}: {words.number(int(n))}" for group, n in totals.items())
    return words.t("Chart of events a year by group. {groups}.", groups=listed or words.t("None on record"))
