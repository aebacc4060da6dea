"""Who is present on either side of a border: UN missions and offices with their arms-related mandate."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.current import dataset
from components.screen.routes.list_panel import SOURCE_LINK, link_in
from components.text.words import N_, Words
from data.query.filters import Filters
from data.subjects import presence
from data.subjects.presence import MANDATES

MANDATE_NAMES = {
    "DDR": N_("disarmament, demobilisation and reintegration"),
    "SSR": N_("security sector reform"),
    "CVR": N_("community violence reduction"),
    "mine_action": N_("mine action"),
    "WAM": N_("weapons and ammunition management"),
    "arms_embargo_monitoring": N_("monitoring of an arms embargo"),
    "ceasefire_monitoring": N_("monitoring of a ceasefire"),
}
#: What stands above the column of a mandate; its full name is the help of the column.
_HEADS = {
    "DDR": N_("DDR"),
    "SSR": N_("SSR"),
    "CVR": N_("CVR"),
    "WAM": N_("WAM"),
    "mine_action": N_("Mines"),
    "arms_embargo_monitoring": N_("Embargo"),
    "ceasefire_monitoring": N_("Ceasefire"),
}
FLAGS = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("?")}
PRESENCE_TYPES = {
    "RC office / UNCT": N_("country team"),
    "regional office": N_("regional office"),
    "special political mission": N_("special political mission"),
    "peacekeeping operation": N_("peacekeeping operation"),
    "regional disarmament centre": N_("regional disarmament centre"),
}


def border_presence_panel(countries: tuple[str, ...], filters: Filters, words: Words) -> None:
    """Missions and offices in the years chosen, with what their mandate says."""
    st.markdown(f"**{words.t('Who is present on either side: United Nations')}**")
    found = presence.in_countries(dataset(), countries, filters.years)
    found = found.sort_values("country", key=lambda column: column.map(countries.index), kind="stable")
    if len(found):
        heads = {words.t(_HEADS[flag]): words.t(MANDATE_NAMES[flag]) for flag in MANDATES}
        st.dataframe(
            presence_table(found, words),
            hide_index=True,
            placeholder="",
            key="routes_border_presence",
            column_config={
                words.t("Kind"): st.column_config.TextColumn(width=120),
                **{
                    head: st.column_config.TextColumn(help=meaning, width=72 if len(head) > 5 else 52)
                    for head, meaning in heads.items()
                },
                **SOURCE_LINK,
            },
        )
    st.caption(
        words.t("Missions and offices there in the years chosen; the mandate columns say whether arms-related work is part of "
                "the mandate. ?: the mandate was not read.")
        + uncovered(countries, set(presence.in_countries(dataset(), countries, ()).country), words)
    )  # fmt: skip


def presence_table(found: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Rows of `data.subjects.presence.in_countries` in words."""
    return pd.DataFrame(
        {
            words.t("Side"): words.country(row["country"]),
            words.t("Presence"): row["name"],
            words.t("Kind"): words.t(PRESENCE_TYPES[row["presence_type"]]),
            words.t("Period"): _period(row, words),
            **{words.t(_HEADS[flag]): words.t(FLAGS[row[flag]]) for flag in MANDATES},
            "↗": link_in(row["source_ref"]),
        }
        for row in found.to_dict("records")
    )


def _period(row: dict[Any, Any], words: Words) -> str:
    if pd.isna(row["end"]) and pd.notna(row["until"]) and pd.Timestamp(row["until"]) < pd.Timestamp.today().normalize():
        return words.t("to be checked: known to {date}", date=words.date(row["until"]))
    years = words.years(row["start"].year, None if pd.isna(row["end"]) else row["end"].year)
    if pd.isna(row["mandate_end"]):
        return years
    return words.t("{years} (mandate ended {date})", years=years, date=words.date(row["mandate_end"]))


def uncovered(countries: tuple[str, ...], covered: set[str], words: Words) -> str:
    """Which sides a table says nothing of, as a sentence that follows another; empty when it covers all."""
    missing = [words.country(country) for country in countries if country not in covered]
    return " " + words.t("Not covered by this table: {countries}.", countries=words.join(missing)) if missing else ""
