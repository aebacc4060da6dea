"""Events and deaths by year, with the phases of a single country behind them and UCDP's totals beside."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen import charts
from components.screen.coverage_strip import coverage_strip
from components.screen.pictures import picture_link
from components.screen.plot import plot
from components.words import Words
from data import country_years, incidents, phases
from data.coverage import events_until
from data.filters import FIRST_YEAR, Filters

#: UCDP's country totals end here; later years hold flows and routes only.
_NO_TOTALS = pd.DataFrame({"year": [], "deaths": []})


def year_panel(filters: Filters, words: Words) -> None:
    """The chart and what it cannot show."""
    st.markdown(f"##### {words.t('Events and deaths a year')}")
    figure, notes = year_chart(filters, words)
    plot(figure, key="years", alt=_said(incidents.by_year(filters), words))
    coverage_strip("overview", "incidents", filters, words)
    st.caption(" ".join(notes))
    picture_link("overview", "years", filters, words)


def year_chart(filters: Filters, words: Words) -> tuple[charts.Figure, list[str]]:
    """The chart as a figure, and what must be said with it."""
    comparable = not filters.phases and not filters.weapons
    totals = country_years.deaths_by_year(filters.countries, filters.years) if comparable else _NO_TOTALS
    country = filters.countries[0] if len(filters.countries) == 1 else None
    until = events_until(filters.countries)
    last = int(totals.year.max()) if len(totals) else until.year
    span = (filters.years[0], filters.years[-1]) if filters.years else (FIRST_YEAR, last)
    bands = phases.of_country(country) if country else pd.DataFrame()
    notes = []
    if comparable:
        notes.append(words.t("Dotted: UCDP's own country totals, which run on where place-level data end."))
    if country:
        notes.append(words.t("Bands: conflict phase, this project's own reading of public milestones."))
    return charts.years(incidents.by_year(filters), totals, bands, span, until, words), notes


def _said(found: pd.DataFrame, words: Words) -> str:
    if found.empty:
        return words.t("Chart of events and deaths a year: none on record.")
    peak = found.loc[found.deaths.idxmax()]
    return words.t(
        "Chart of events and deaths a year. Most deaths: {deaths} in {year}.",
        deaths=words.number(int(peak.deaths)), year=int(peak.year),
    )  # fmt: skip
