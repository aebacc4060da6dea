"""Arms held, where somebody documented it: each figure with its kind, unit, year and source."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.current import dataset
from components.screen.flows.cells import citation
from components.text.records import first_address
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import holdings


def flow_holdings_panel(filters: Filters, words: Words) -> None:
    """The table, and how far its figures compare."""
    st.subheader(words.t("Holdings on record"), anchor="holdings")
    found = holdings.matching(dataset(), filters)
    if found.empty:
        st.caption(words.t("No holding is on record for these areas, years and weapons."))
    else:
        rows = [
            {
                words.t("Country"): words.country(row.country),
                words.t("Held by"): row.holder,
                words.t("Weapons"): words.weapons(row.weapons),
                words.t("Figure"): float(row.quantity),
                words.t("Unit"): words.t(row.unit),
                words.t("Type of figure"): words.t(row.figure_type),
                words.t("Year"): str(row.year),
                words.t("Source"): citation(row),
                words.t("Link"): first_address(row.source_ref),
                words.t("Remark"): row.note if isinstance(row.note, str) else "",
            }
            for row in found.itertuples()
        ]
        st.dataframe(
            pd.DataFrame(rows).sort_values([words.t("Country"), words.t("Year")], ascending=[True, False]),
            hide_index=True,
            key="flows_holdings",
            height=38 + 35 * min(len(rows), 8),
            placeholder="–",
            alt=words.n("{n} holding on record", "{n} holdings on record", len(rows)),
            column_config={
                words.t("Figure"): st.column_config.NumberColumn(format="localized"),
                words.t("Link"): st.column_config.LinkColumn(display_text="↗", width="small"),
            },
        )
    notes = [
        words.t(
            "An estimate, a registration, a count and a sample are different things: do not add or compare them. Many "
            "estimates of 2017 are modelled."
        )
    ]
    if others := holdings.in_other_years(dataset(), filters):
        notes.append(words.n("{n} more figure is for another year.", "{n} more figures are for other years.", others))
    if filters.phases or filters.picks:
        notes.append(words.t("Phase and picks do not narrow this table."))
    st.caption(" ".join(notes))
