"""What States reported to UNODC: country by year, with the gaps in sight. No two figures are added."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from components.current import dataset
from components.screen.parts.coverage_strip import coverage_strip
from components.screen.shell.fragment import fragment
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import seizures
from geo.style import FLOW_COLOURS, rgb

_GAP = "background-color: #F1F3F5; color: #6B7280"


@fragment
def flow_seizures_panel(filters: Filters, words: Words) -> None:
    """The choice of a figure, the table, and who reported nothing."""
    st.subheader(words.t("Seizures reported to UNODC"), anchor="seizures")
    named = seizures.indicators(dataset())
    left, right = st.columns(2)
    indicator = left.selectbox(words.t("What was counted"), list(named), key="flows_indicator", format_func=words.t)
    parts = named[indicator]
    if st.session_state.get("flows_breakdown") not in parts:
        st.session_state["flows_breakdown"] = parts[0]
    dimension = right.selectbox(words.t("Broken down"), parts, key="flows_breakdown", format_func=words.t)
    asked, not_covered = seizures.asked_of(filters)
    found = seizures.figures(dataset(), filters, indicator, dimension)
    if asked:
        _table(found, asked, indicator, dimension, words)
        if len(found):
            coverage_strip("flows_seizures", "seizures", replace(filters, areas=asked), words)
    st.caption("  \n".join(_notes(found, asked, not_covered, words)))


def _table(found: pd.DataFrame, asked: tuple[str, ...], indicator: str, dimension: str, words: Words) -> None:
    if found.empty:
        st.info(words.t("No figure of this kind for the areas and years chosen."), icon=":material/search_off:")
        return
    country, category = words.t("Country"), words.t("Category")
    wide = found.assign(quantity=found.quantity.astype(float)).pivot(
        index=["country", "category"], columns="year", values="quantity"
    )
    years = range(int(found.year.min()), int(found.year.max()) + 1)
    rows = wide.reindex(columns=years).rename(columns=str)
    if dimension == seizures.TOTAL:
        every = pd.MultiIndex.from_tuples([(c, seizures.TOTAL) for c in asked], names=rows.index.names)
        rows = rows.reindex(every)
    shown = rows.reset_index()
    shown["country"] = shown.country.map(words.country)
    shown["category"] = shown.category.map(words.t)
    shown = shown.sort_values(["country", "category"]).rename(columns={"country": country, "category": category})
    if dimension == seizures.TOTAL:
        shown = shown.drop(columns=category)
    numbers = [str(year) for year in years]
    st.dataframe(
        shown.style.apply(_shaded, axis=1, subset=numbers).format(
            lambda value: "–" if pd.isna(value) else words.number(value), subset=numbers
        ),
        hide_index=True,
        key="flows_seizures",
        height=38 + 35 * min(len(shown), 12),
        placeholder="–",
        alt=words.t("{indicator}, {dimension}, by country and year", indicator=words.t(indicator), dimension=words.t(dimension)),
        column_config={year: st.column_config.NumberColumn(width="small") for year in numbers},
    )


def _shaded(row: pd.Series) -> list[str]:
    """Each row by its own largest figure, since countries do not compare; a gap is grey."""
    red, green, blue = rgb(FLOW_COLOURS["collected"])
    top = row.max()
    return [
        _GAP if pd.isna(value) else f"background-color: rgba({red},{green},{blue},{0.08 + 0.42 * value / (top or 1):.2f})"
        for value in row
    ]


def _notes(found: pd.DataFrame, asked: tuple[str, ...], not_covered: tuple[str, ...], words: Words) -> list[str]:
    def listed(countries: list[str] | tuple[str, ...]) -> str:
        return words.join(sorted(words.country(c) for c in countries))

    reported = seizures.ever_reported(dataset())
    never = [c for c in asked if c not in reported]
    not_here = [c for c in asked if c in reported and c not in set(found.country)]
    notes = [
        words.t(
            "A dash is a year without a figure, not a year without seizures. Numbers as reported; shades compare the years of "
            "one row only. Figures follow reporting and police effort: they are not added, and countries do not compare."
        )
    ]
    if never:
        notes.append(words.t("No figure at all in any year: {countries}.", countries=listed(never)))
    if not_here:
        notes.append(words.t("Other figures, but none of this kind in these years: {countries}.", countries=listed(not_here)))
    if not_covered:
        notes.append(words.t("Not part of this table: {countries}.", countries=listed(not_covered)))
    notes.append(words.t("Weapon, phase and picks do not narrow this table. Source: UNODC, Illicit Arms Flows Questionnaire."))
    return notes
