"""Flows recorded in years of a UN arms embargo on their destination, in neutral words; and what stands on one country."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from components.charts.flows.figures import embargo_period
from components.charts.flows.sides import of_side
from components.charts.flows.timeline import recipient
from components.current import dataset
from components.screen.flows.cells import citation, quantity, unit, where
from components.text.instrument_names import BODY_NAMES
from components.text.records import first_address
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import embargoes

#: Rows of a table that travel with the page; the rest comes when somebody asks for it.
_FIRST = 12


def flow_embargo_panel(sides: tuple[str, ...], filters: Filters, words: Words) -> None:
    """One table a side with the scope of each embargo, then the measures on the single country of the question."""
    st.subheader(words.t("Recorded during a UN arms embargo"), anchor="embargoes")
    st.markdown(
        words.t(
            "The years coincide; no more is said. Many embargoes exempt the Government, peacekeepers or notified supplies, and "
            "some target armed groups only: read the scope. The records do not say whether a delivery was exempt. Embargoes "
            "have dates, records have years, so in the first and the last year a record may lie outside."
        )
    )
    for side in sides:
        _coinciding(side, filters, words)
    country = recipient(filters)
    if country:
        _measures(country, words)


def _coinciding(side: str, filters: Filters, words: Words) -> None:
    found = embargoes.recorded_during(dataset(), of_side(filters, side))
    st.markdown(f"**{_counted(side, found.id.nunique(), words)}**")
    if len(found):
        met = [list(of_one) for _, of_one in groupby(found.itertuples(), key=lambda row: row.id)]
        key = f"flows_embargo_{side}"
        wide = st.session_state.get(f"{key}_more") == filters.query()
        rows = [_row(of_one, words) for of_one in (met if wide else met[:_FIRST])]
        st.dataframe(
            pd.DataFrame(rows),
            hide_index=True,
            key=key,
            height=38 + 35 * min(len(rows), 8),
            placeholder="–",
            column_config={
                words.t("Item"): st.column_config.TextColumn(width="medium"),
                words.t("Scope of the embargo"): st.column_config.TextColumn(width="large"),
                words.t("Quantity"): st.column_config.NumberColumn(format="localized"),
                words.t("Link"): st.column_config.LinkColumn(display_text="↗", width="small"),
            },
            alt=_counted(side, len(met), words),
        )
        if len(met) > len(rows):
            st.button(
                words.t("Show {n} rows", n=words.number(len(met))),
                key=f"{key}_show_more",
                on_click=_show_more,
                args=(f"{key}_more", filters.query()),
                type="tertiary",
                icon=":material/expand_more:",
            )


def _show_more(key: str, asked: str) -> None:
    """Callback. It holds for this question only."""
    st.session_state[key] = asked


def _counted(side: str, n: int, words: Words) -> str:
    if not n and side == "authorised":
        return words.t("No authorised delivery is recorded during a UN arms embargo on its destination.")
    if not n:
        return words.t("No illicit flow is recorded during a UN arms embargo on its destination.")
    if side == "authorised":
        return words.n(
            "{n} authorised delivery is recorded during a UN arms embargo on its destination.",
            "{n} authorised deliveries are recorded during a UN arms embargo on their destination.",
            n,
        )
    return words.n(
        "{n} illicit flow is recorded during a UN arms embargo on its destination.",
        "{n} illicit flows are recorded during a UN arms embargo on their destination.",
        n,
    )


def _row(of_one: list[Any], words: Words) -> dict[str, object]:
    """A flow with every embargo of its years: rows of `embargoes.recorded_during`."""
    flow = of_one[0]
    return {
        words.t("Years"): words.years(flow.start_year, flow.end_year),
        words.t("From"): where(flow, "origin", words),
        words.t("To"): where(flow, "destination", words),
        words.t("Item"): flow.item,
        words.t("Scope of the embargo"): "; ".join(dict.fromkeys(row.scope for row in of_one if isinstance(row.scope, str))),
        words.t("Embargo on"): "; ".join(dict.fromkeys(row.target for row in of_one)),
        words.t("In force"): "; ".join(embargo_period(row.imposed, row.lifted, words) for row in of_one),
        words.t("Years within it"): words.t("all") if flow.within else words.t("in part: may lie outside"),
        words.t("Mechanism"): words.t(flow.mechanism),
        words.t("Quantity"): quantity(flow),
        words.t("Unit"): unit(flow, words),
        words.t("Embargo source"): "; ".join(
            dict.fromkeys(row.embargo_ref for row in of_one if isinstance(row.embargo_ref, str))
        ),
        words.t("Source"): citation(flow),
        words.t("Link"): first_address(flow.source_ref),
    }


def _measures(country: str, words: Words) -> None:
    """Every measure on record for the country, whoever imposed it."""
    found = embargoes.of_country(dataset(), country)
    st.markdown(f"**{words.t('Arms embargoes and sanctions on record: {country}', country=words.country(country))}**")
    if found.empty:
        st.caption(words.t("None is on record here."))
        return
    st.dataframe(
        measures_table(found, words),
        hide_index=True,
        key="flows_measures",
        height=38 + 35 * min(len(found), 8),
        placeholder="–",
        column_config={words.t("Link"): st.column_config.LinkColumn(display_text="↗", width="small")},
    )
    st.caption(words.t("A listing of an armed group is no embargo on the country. Texts of the tables stand in English."))


def measures_table(found: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Rows of `data.subjects.embargoes.of_country` in words; what has run out says that it is to be checked."""
    return pd.DataFrame(
        {
            words.t("Imposed by"): words.t(BODY_NAMES[row.imposing_body]),
            words.t("Target"): row.target,
            words.t("What it is"): words.t(row.regime_type),
            words.t("Period"): embargo_period(row.start, row.end, words, row.until) if pd.notna(row.start) else None,
            words.t("Scope"): row.scope,
            words.t("Decisions"): ", ".join(row.instruments),
            words.t("Source"): citation(row),
            words.t("Link"): first_address(row.source_ref),
        }
        for row in found.itertuples()
    )
