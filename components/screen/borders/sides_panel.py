"""Both sides of a border: events and deaths by year and by distance from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from components.charts.borders.figures import band_name
from components.charts.borders.sides import MEASURES, said, sides_chart
from components.current import dataset
from components.screen.borders.corridors_panel import border_corridors_panel
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.coverage_strip import coverage_strip
from components.screen.parts.markdown_text import paragraph
from components.screen.parts.pictures import picture_button
from components.screen.parts.plot import plot
from components.screen.parts.switch import switch
from components.text.words import Words
from data.analysis import border_lens
from data.analysis.border_lens import Lens
from data.ground.borders import BANDS
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects.routes import anywhere


def border_sides_panel(filters: Filters, border: str, countries: tuple[str, ...], words: Words) -> None:
    """Events and deaths on each side, by year and distance; and the corridors that cross."""
    lens = border_lens.incidents(dataset(), filters, border)
    st.html(
        f'<p style="font-size:18px;line-height:1.5;margin:0;max-width:96ch">{escape(said(lens, border, countries, words))}</p>'
    )
    head = st.container(horizontal=True, vertical_alignment="center")
    measure = switch(head, "routes", "count", words.t("Count"), MEASURES, words)
    left, right = st.columns([0.62, 0.38], gap="medium")
    asked = replace(anywhere(filters), areas=countries)
    with left:
        chart = sides_chart(filters, border, countries, measure, words)
        key = "routes_border_years_" + "_".join(map(str, filters.years))
        plot(
            chart.figure,
            key=key,
            on_select=_year_of(key),
            selection_mode="points",
            alt=chart.alt,
            chosen=chosen_here(filters, words, "years"),
        )
        coverage_strip("routes_border", "incidents", asked, words, chart.sources)
    with right:
        st.markdown(f"**{words.t('{measure} by distance from the border, in km', measure=words.t(MEASURES[measure]))}**")
        narrow = st.column_config.NumberColumn(width=56, format="localized")
        heads = [band_name(band) for band in range(len(BANDS))]
        st.dataframe(
            by_band(lens, countries, measure, words),
            hide_index=True,
            key="routes_border_bands",
            column_config=dict.fromkeys([*heads, words.t("Sum")], narrow),
        )
        border_corridors_panel(filters, border, words)
    st.caption(paragraph(" ".join((*chart.notes, words.t("Click a bar to choose its year.")))))
    with head:
        picture_button("routes", "border-sides", chart.figure, chart.title, asked, chart.sources, words, chart.notes)


def _year_of(key: str) -> Callable[[], None]:
    """What a click on a bar does: its year becomes the filter; the year already chosen opens it again."""

    def clicked() -> None:
        points = st.session_state[key].selection.points
        if points and (value := points[0].get("customdata")):
            year = int(value[0] if isinstance(value, list) else value)
            chosen = st.session_state["year"] == (year, year)
            st.session_state["year"] = all_years(dataset()) if chosen else (year, year)

    return clicked


def by_band(lens: Lens, countries: tuple[str, ...], measure: str, words: Words) -> pd.DataFrame:
    """A row a side, a column a band of distance, and their sum."""
    summed = lens.frame.groupby(["side", "band"])[measure].sum()
    rows = []
    for country in countries:
        counts = [int(summed.get((country, band), 0)) for band in range(len(BANDS))]
        cells: dict[str, str | int] = {words.t("Side"): words.country(country)}
        cells |= {band_name(band): n for band, n in enumerate(counts)}
        rows.append(cells | {words.t("Sum"): sum(counts)})
    return pd.DataFrame(rows)
