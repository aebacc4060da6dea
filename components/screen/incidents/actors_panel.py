"""Actors: who is recorded as involved in the events of a selection. Choosing a row narrows the page to that actor."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import streamlit as st

from components.current import cached_by_version, dataset
from components.screen.parts.arrow_table import as_arrow
from components.screen.shell import chips
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import actors, incidents

#: Rows that travel with the page; the search of the table looks into these.
_MOST = 300
_HEIGHT = 9 * 35 + 3


def incident_actors_panel(filters: Filters, words: Words) -> None:
    """The table leaves open which actor is chosen, so that another one can be."""
    opened = filters.picking("actor", None)
    found = actors.recorded(dataset(), opened)
    st.markdown(f"##### {words.t('Recorded involving')}")
    total = int(incidents.counts(dataset(), opened).events.sum())
    known = actors.events_with_actors(dataset(), opened)
    if found.empty:
        st.caption(words.t("The parties are not known here for any of these events."))
        return
    shown = found.head(_MOST)
    picked = dict(filters.picks).get("actor")
    chosen = [i for i, name in enumerate(shown.actor) if name == picked]
    # The table remembers the number of the chosen row: where that row moves, the table is a new one.
    key = f"incidents_actors_{picked}_{chosen}"
    st.dataframe(
        _table(opened, words),
        hide_index=True,
        height=min(_HEIGHT, 35 * (len(shown) + 1) + 3),
        on_select=_on_row(key, list(shown.actor)),
        selection_mode="single-row",
        selection_default={"selection": {"rows": chosen}},
        column_config={
            words.t("Actor"): st.column_config.TextColumn(width=148),
            words.t("Events"): st.column_config.NumberColumn(format="localized", width=66),
            words.t("Deaths"): st.column_config.NumberColumn(
                format="localized", width=70, help=words.t("Best estimate of the source, all parties and civilians")
            ),
            words.t("Years"): st.column_config.TextColumn(width=90, help=words.t("First and last year on record")),
        },
        key=key,
        alt=words.t("Table of actors recorded as involved, most events first: {names}.", names=words.join(found.actor.head(3))),
    )
    notes = [
        words.t(
            "Events whose parties are known here: {n} of {total}. An event has two or more, so the rows add up to more. "
            "“Involved” is what the source records: it says neither who fired nor who is to blame.",
            n=words.number(known), total=words.number(total),
        ),
        words.t("Choose a row to see its events only."),
    ]  # fmt: skip
    if len(found) > _MOST:
        notes.append(words.n("{n} more actor is not listed.", "{n} more actors are not listed.", len(found) - _MOST))
    st.caption(" ".join(notes))


@cached_by_version
def _table(opened: Filters, words: Words) -> pa.Table:
    found = actors.recorded(dataset(), opened).head(_MOST)
    return as_arrow(
        {
            words.t("Actor"): found.actor.tolist(),
            words.t("Events"): found.events,
            words.t("Deaths"): found.deaths,
            words.t("Years"): [words.years(a, b) for a, b in zip(found["first"], found["last"], strict=True)],
        }
    )


def _on_row(key: str, names: list[str]) -> Callable[[], None]:
    """The callback of the table: the chosen row's actor is picked, none opens the pick again."""

    def callback() -> None:
        rows = st.session_state[key].selection.rows
        chips.pick("actor", names[rows[0]] if rows else None)

    return callback
