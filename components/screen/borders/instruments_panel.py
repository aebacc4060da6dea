"""Which arms-control instruments the sides of a border have joined."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.current import dataset
from components.screen.borders.presence_panel import uncovered
from components.screen.routes.list_panel import SOURCE_LINK, link_in
from components.text.instrument_names import BODY_NAMES, INSTRUMENT_NAMES, STANDINGS
from components.text.words import Words
from data.subjects import instruments
from data.subjects.instruments import BODIES, ENDED, JOINED, OUTSIDE


def border_instruments_panel(countries: tuple[str, ...], words: Words) -> None:
    """A row an instrument, a column a side; what all sides have joined first."""
    title = words.t("What both sides have joined") if len(countries) == 2 else words.t("What all sides have joined")
    st.markdown(f"**{title}**")
    found = instruments.of_countries(dataset(), countries)
    if len(found):
        st.dataframe(
            instruments_table(found, countries, words),
            hide_index=True,
            placeholder="",
            key="routes_border_instruments",
            column_config=SOURCE_LINK,
        )
    st.caption(
        words.t("Standing under the Convention on Certain Conventional Weapons and the Firearms Protocol holds to 2015.")
        + uncovered(countries, set(found.country), words)
    )


def instruments_table(found: pd.DataFrame, countries: tuple[str, ...], words: Words) -> pd.DataFrame:
    """A row an instrument, a column a side; what all have joined stands first."""
    joined = instruments.joined_by_all(found, countries)
    all_of_them = words.t("Both") if len(countries) == 2 else words.t("All")
    said = {True: "✓ " + words.t("joined"), False: words.t("no"), None: words.t("not known")}
    standing = {(row.instrument, row.country): row for row in found.itertuples()}
    links = found.groupby("instrument").source_ref.first()
    order = sorted(joined, key=lambda name: ((True, None, False).index(joined[name]), name))
    return pd.DataFrame(
        {
            words.t("Instrument"): words.t(INSTRUMENT_NAMES[name]),
            all_of_them: said[joined[name]],
            **{words.country(country): _standing(standing.get((name, country)), words) for country in countries},
            "↗": link_in(links[name]),
        }
        for name in order
    )


def _standing(row: Any, words: Words) -> str:
    if row is None:
        return words.t("no entry")
    said = words.t(STANDINGS[row.status])
    if row.status == ENDED:
        return words.t(
            "ratified; left {body} on {date}",
            body=words.t(BODY_NAMES[BODIES[row.instrument]]),
            date=words.date(row.membership_ended),
        )
    if row.status in (*JOINED, *OUTSIDE) and row.confidence == "low":
        return words.t("not verified")
    if row.status in JOINED and isinstance(row.party_since, str):
        return words.t("{standing} since {year}", standing=said, year=row.party_since[:4])
    if row.status in (*JOINED, *OUTSIDE):
        return words.t("{standing}, as known in {year}", standing=said, year=row.source_year)
    return said
