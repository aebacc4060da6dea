"""Hot spots: where events rose most against the period before. Choosing a row narrows the page to that area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from components.current import cached_by_version, dataset
from components.screen.parts.arrow_table import as_arrow
from components.screen.shell import chips
from components.text.coverage_words import least_complete
from components.text.unplaced_words import not_placed_of
from components.text.words import Words
from data.analysis import comparison, hot_spots
from data.ground.countries import admin1_countries
from data.query.filters import Filters
from geo.style import REDS

_MOST = 30
_HEIGHT = 9 * 35 + 3


def incident_hot_spots_panel(filters: Filters, words: Words) -> None:
    """The list leaves open which area is chosen; periods and guard stand in words under it."""
    st.markdown(f"##### {words.t('Where events rose most')}")
    opened = filters.picking("admin1", None)
    found = hot_spots.rising(dataset(), opened)
    if found is None:
        st.caption(words.t("The chosen years leave no earlier period of the same length inside what the sources cover."))
        return
    now, before = words.years(*found.now), words.years(*found.before)
    if found.frame.empty:
        st.caption(
            words.t("No area has more events in {now} than in {before} and at least {n} in one of them.",
                    now=now, before=before, n=words.number(hot_spots.FEWEST_EVENTS))
        )  # fmt: skip
    else:
        _list(opened, found, dict(filters.picks).get("admin1"), now, before, words)
    st.caption(_notes(found, now, before, opened, words))


def _list(opened: Filters, found: hot_spots.HotSpots, picked: str | None, now: str, before: str, words: Words) -> None:
    shown = found.frame.head(_MOST)
    chosen = [i for i, area in enumerate(shown.admin1) if area == picked]
    # The list remembers the number of the chosen row: where that row moves, the list is a new one.
    key = f"incidents_hot_spots_{picked}_{chosen}"
    risen = words.t("Rise")
    st.dataframe(
        _table(opened, words),
        hide_index=True,
        height=min(_HEIGHT, 35 * (len(shown) + 1) + 3),
        on_select=_on_row(key, list(shown.admin1)),
        selection_mode="single-row",
        selection_default={"selection": {"rows": chosen}},
        column_config={
            words.t("First-level area"): st.column_config.TextColumn(width=148),
            before: st.column_config.NumberColumn(format="localized", width=76, help=words.t("Events in these years")),
            now: st.column_config.NumberColumn(format="localized", width=76, help=words.t("Events in these years")),
            risen: st.column_config.ProgressColumn(
                format="+%d", min_value=0, max_value=int(shown.rise.max()), color=REDS[3], width=76
            ),
        },
        key=key,
        alt=words.t(
            "List of first-level areas by rise in events from {before} to {now}. First: {area}.",
            before=before, now=now, area=_named(shown.admin1.iloc[0], words),
        ),
    )  # fmt: skip


@cached_by_version
def _table(opened: Filters, words: Words) -> pa.Table:
    found = hot_spots.rising(dataset(), opened)
    assert found is not None, "a table stands where there is a list"
    shown = found.frame.head(_MOST)
    return as_arrow(
        {
            words.t("First-level area"): [_named(area, words) for area in shown.admin1],
            words.years(*found.before): shown.before,
            words.years(*found.now): shown.now,
            words.t("Rise"): shown.rise,
        }
    )


def _named(area: str, words: Words) -> str:
    return f"{words.admin1(area)}, {words.country(admin1_countries(dataset())[area])}"


def _notes(found: hot_spots.HotSpots, now: str, before: str, filters: Filters, words: Words) -> str:
    """Which periods are compared and why, and what to keep in mind."""
    if found.asked:
        notes = [
            words.t(
                "{now} against {before}: two periods of the same length, with places known throughout.", now=now, before=before
            )
        ]
    else:
        notes = [
            words.t(
                "{now} against {before}: the latest part of the chosen years for which an earlier period of the same length "
                "is covered in full.",
                now=now, before=before,
            )
        ]  # fmt: skip
    both = (found.before[0], found.now[1])
    if thin := comparison.incomplete(dataset(), replace(filters, years=both)):
        notes += [
            least_complete(thin, words),
            words.t("Where the earlier years are incomplete, a rise can lie in the data alone."),
        ]
    notes.append(words.t("Listed are areas with at least {n} events in one of them.", n=words.number(hot_spots.FEWEST_EVENTS)))
    if len(found.frame) > _MOST:
        notes.append(words.n("{n} more area rose less.", "{n} more areas rose less.", len(found.frame) - _MOST))
    if found.preliminary:
        notes.append(words.t("Some of these events are preliminary: UCDP may still revise them."))
    if vague := not_placed_of(replace(filters, years=both), "area", words):
        notes.append(words.labelled(words.years(*both), vague))
    notes.append(words.t("More events on record can also mean better reporting. Choose a row to see its events only."))
    return " ".join(notes)


def _on_row(key: str, ids: list[str]) -> Callable[[], None]:
    """The callback of the list: the chosen row's area is picked, none opens the pick again."""

    def callback() -> None:
        rows = st.session_state[key].selection.rows
        chips.pick("admin1", ids[rows[0]] if rows else None)

    return callback
