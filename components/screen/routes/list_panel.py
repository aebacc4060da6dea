"""The corridors as a table, in which a row picks its corridor."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.current import cached_by_version, dataset
from components.screen.parts.arrow_table import as_arrow
from components.screen.routes.picks import choose
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import routes

#: Rows in sight, of which the last is cut in half so that one sees that more follow; height with the head, in pixels.
_ROWS = 8
_HEIGHT = round((_ROWS + 1.5) * 35) + 3
#: The column that leads to the cited document.
SOURCE_LINK = {"↗": st.column_config.LinkColumn(display_text=":material/open_in_new:", width=40)}
_SHOWN, _TIMES = "routes_list_shown", "routes_list_times"


def route_list_panel(filters: Filters, words: Words) -> None:
    """Table of the corridors of a question, whichever of them is picked."""
    found = routes.matching(dataset(), filters.picking("route", None))
    st.markdown(f"##### {words.t('Corridors: choose one to see what lies along it')}")
    if found.empty:
        st.caption(words.t("No corridor is on record for this selection. That is not proof that there is none."))
        return
    ids = tuple(found.id)
    picked = dict(filters.picks).get("route")
    key = _key(ids, picked)
    st.dataframe(
        _table(filters.picking("route", None), words),
        hide_index=True,
        height=min(_HEIGHT, (len(found) + 1) * 35 + 3),
        column_config={
            **SOURCE_LINK,
            words.t("Corridor"): st.column_config.TextColumn(width=330, pinned=True),
            words.t("Weapons"): st.column_config.TextColumn(width=170),
            words.t("Borders crossed"): st.column_config.TextColumn(width=150),
            words.t("Length (km)"): st.column_config.NumberColumn(format="localized"),
        },
        placeholder="",
        key=key,
        on_select=_chosen(key, ids),
        selection_mode="single-row",
        selection_default={"selection": {"rows": [ids.index(picked)]}} if picked in ids else None,
        alt=words.n("{n} corridor", "{n} corridors", len(found)),
    )
    if len(found) > _ROWS:
        said = words.t("{n} corridors; the first {shown} are in sight, the others by scrolling in the table.",
                       n=words.number(len(found)), shown=_ROWS)  # fmt: skip
        st.caption(said)


@cached_by_version
def _table(opened: Filters, words: Words) -> pa.Table:
    rows = [row_of(row, words) for row in routes.matching(dataset(), opened).itertuples()]
    return as_arrow({name: [row[name] for row in rows] for name in rows[0]})


def row_of(row: Any, words: Words) -> dict[str, Any]:
    """A row of `data.subjects.routes.matching` as the table says it."""
    cited = (row.source_publisher, row.source_year)
    return {
        words.t("Corridor"): words.corridor(row.name),
        words.t("From → to"): f"{words.country(row.from_country)} {arrow(row.direction)} {words.country(row.to_country)}",
        words.t("Mode"): words.t(row.mode),
        words.t("Reliability"): words.t(row.reliability),
        words.t("Our confidence"): words.t(row.confidence) if isinstance(row.confidence, str) else "–",
        words.t("Period"): words.years(row.start_year, row.end_year),
        words.t("Borders crossed"): ", ".join(words.border(border) for border in row.borders) or "–",
        words.t("Weapons"): words.join(words.weapon_briefly(code) for code in row.weapons) or words.weapons(()),
        words.t("Length (km)"): round(row.length_km),
        words.t("Source"): ", ".join(str(part) for part in cited if pd.notna(part)),
        "↗": link_in(row.source_ref),
    }


def arrow(direction: str) -> str:
    return "→" if direction == "one-way" else "↔"


def link_in(reference: object) -> str | None:
    """The first address in a reference, or None: some references are symbols of documents."""
    found = re.search(r"https?://[^\s)]+", reference) if isinstance(reference, str) else None
    return found.group() if found else None


def _key(ids: tuple[str, ...], picked: str | None) -> str:
    """Key of the table: another one when its rows, or the pick, changed elsewhere, so that no old selection stays."""
    state = st.session_state
    if state.get(_SHOWN) != (ids, picked):
        state[_SHOWN], state[_TIMES] = (ids, picked), state.get(_TIMES, 0) + 1
    return f"routes_list_{state[_TIMES]}"


def _chosen(key: str, ids: tuple[str, ...]) -> Callable[[], None]:
    """What a click on a row does: it picks the corridor; a click on the picked row opens the pick again."""

    def clicked() -> None:
        rows = st.session_state[key].selection.rows
        value = ids[rows[0]] if rows and rows[0] < len(ids) else None
        st.session_state[_SHOWN] = (ids, value)
        if dict(st.session_state["picks"]).get("route") != value:
            choose("route", value)

    return clicked
