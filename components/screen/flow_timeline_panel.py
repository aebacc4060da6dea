"""Records a year, each side on its own scale, with the arms embargoes on a single country. A click on a year sets it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts.chart import Chart
from components.charts.flows import figures as flow_charts
from components.screen import shown
from components.screen.coverage_strip import coverage_strip
from components.screen.flow_picks import clicked
from components.screen.flow_switch import NAMES, SOURCES, counted_together, of_side
from components.screen.markdown_text import paragraph
from components.screen.pictures import chart_head, chart_picture
from components.screen.plot import plot
from components.screen.switch import switch
from components.words import N_, Words
from data import embargoes, flows
from data.filters import Filters
from data.store import copied_once
from data.years import all_years

_KEY = "flows_years"
_BY = {"kind": N_("by kind"), "weapon": N_("by weapon")}


def flow_timeline_panel(sides: tuple[str, ...], filters: Filters, words: Words) -> None:
    """The chart, its coverage, and what it does not say."""
    by = shown.chosen("flows", "by")
    chart = flow_years_chart(sides, by, filters, words)
    chart_head(chart.title, picture=chart_picture("flow-years", chart.figure, filters, words, by=by), words=words)
    switch(st, "flows", "by", words.t("Stacked"), _BY, words)
    plot(chart.figure, key=_KEY, on_select=_year_picked, selection_mode="points", alt=chart.alt)
    st.caption(paragraph(" ".join((*chart.notes, *_ways(recipient(filters), words)))))
    coverage_strip("flows", "flows", filters.without("years"), words)


@copied_once
def flow_years_chart(sides: tuple[str, ...], by: str, filters: Filters, words: Words) -> Chart:
    """Records of all years, `by` kind or weapon; the arms embargoes on a single recipient behind them."""
    always = filters.without("years")
    found = {side: flows.by_year(of_side(always, side), by) for side in sides}
    country = recipient(filters)
    known = embargoes.arms_embargoes(country) if country else pd.DataFrame()
    notes = [words.t("Records, not quantities. A record of several years counts in each of them.")]
    if by == "weapon":
        notes += [note for side in sides for note in counted_together(side, always, words)]
        notes.append(words.t("A record with several categories counts in each."))
    if filters.years:
        notes.append(words.t("Pale: outside the chosen years."))
    if country:
        notes.append(_embargo_note(country, known, words))
    return Chart(
        flow_charts.years(found, by, filters.years, known, words),
        words.t("Records a year"),
        _said(found, {side: flows.by_year(of_side(always, side), "kind") for side in sides}, words),
        tuple(notes),
        tuple(source for side in sides for source in SOURCES[side]),
    )


def _ways(country: str | None, words: Words) -> tuple[str, ...]:
    """What can be done with the chart."""
    click = words.t("Click a year to choose it.")
    return (click,) if country else (click, words.t("Choose one country or recipient to see its arms embargoes here."))


def recipient(filters: Filters) -> str | None:
    """The single country that the question is about: the recipient picked, or the only country chosen."""
    picked = dict(filters.picks).get("recipient")
    return picked or (filters.countries[0] if len(filters.countries) == 1 else None)


def _embargo_note(country: str, known: pd.DataFrame, words: Words) -> str:
    name = words.country(country)
    if known.empty:
        return words.t("{country}: no arms embargo on the country is on record here.", country=name)
    return words.t("Violet: arms embargoes on {country} by who imposed them; the tinted years are those of the UN.", country=name)


def _year_picked() -> None:
    """Callback: the clicked year becomes the years of the question; the same year again opens them."""
    found = clicked(_KEY)
    if found and found[0]:
        year, state = found[0], st.session_state
        state["year"] = all_years() if tuple(state["year"]) == (year, year) else (year, year)


def _said(found: dict[str, pd.DataFrame], kinds: dict[str, pd.DataFrame], words: Words) -> str:
    """The year whose bars stand highest on each side, and how many records of each kind it has."""
    parts = []
    for side, counted in found.items():
        title = words.t(NAMES[side])
        if counted.empty:
            parts.append(words.t("{title}: none on record.", title=title))
            continue
        year = counted.groupby("year").records.sum().idxmax()
        peak = kinds[side][kinds[side].year == year]
        most = dict(zip(peak.group, peak.records.tolist(), strict=True))
        parts.append(words.t("{title}: most in {year}, {flows}.", title=title, year=year, flows=words.flows(most)))
    return f"{words.t('Chart of records a year.')} {' '.join(parts)}"
