"""From where, with what, to where: a Sankey by records, or by quantity in one unit."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.charts.flows.sides import NAMES, of_side
from components.charts.flows.streams import streams_chart
from components.current import dataset
from components.screen.flows.picks import choose, clicked
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.markdown_text import paragraph
from components.screen.parts.pictures import chart_head, chart_picture, picture_button
from components.screen.parts.plot import plot
from components.text.words import Words
from data.query.filters import Filters
from data.subjects import flows

_RECORDS = ""


def flow_sankey_panel(side: str, filters: Filters, words: Words) -> None:
    """The drawing of one side, the choice of what it measures, and why it cannot measure more."""
    asked = of_side(filters, side)
    units = flows.units(dataset(), asked)
    key = f"flows_sankey_{side}"
    chart = streams_chart(side, filters, words)
    if chart is None:
        chart_head(words.t(NAMES[side]), note=words.t("Nothing on record."))
        return
    # A picture in a unit has no address.
    by_records = st.session_state.get(f"{key}_unit") not in units
    picture = chart_picture("streams", chart.figure, asked, words) if by_records else ""
    chart_head(words.t(NAMES[side]), picture=picture, words=words)
    unit = _measure(f"{key}_unit", units, words) if units else None
    if unit:
        chart = streams_chart(side, filters, words, unit) or chart
    chosen = chosen_here(filters, words, "supplier", "weapons", "recipient")
    plot(chart.figure, key=key, on_select=partial(_picked, key), selection_mode="points", alt=chart.alt, chosen=chosen)
    st.caption(paragraph(" ".join((*chart.notes, words.t("Click a name to pick it.")))))
    if unit:
        name = f"streams-{side.split()[0]}"
        picture_button("flows", name, chart.figure, chart.title, asked, chart.sources, words, chart.notes)


def _measure(key: str, units: dict[str, int], words: Words) -> str | None:
    """Records, or one of the units that enough records share."""
    shared = [words.t("{unit} ({n})", unit=words.t(unit), n=words.n("{n} record", "{n} records", n)) for unit, n in units.items()]
    chosen = st.selectbox(
        words.t("Width of the bands"),
        [_RECORDS, *units],
        key=key,
        placeholder=words.t("number of records"),
        format_func=lambda unit: words.t(unit or "number of records"),
        help=words.t(
            "Quantities can be added only within one unit, and only where records do not overlap. Choose a unit that at least "
            "three records share."
        )
        + "".join(f"\n- {unit}" for unit in shared),
    )
    return chosen or None


def _picked(key: str) -> None:
    """Callback: a country becomes a pick, a category or class the weapon filter; what is chosen already opens again."""
    name, value = clicked(key) or ("", "")
    if name == "weapon":
        _choose_weapon(value)
    elif name:
        choose(name, value)


def _choose_weapon(code: str) -> None:
    state = st.session_state
    group, classes = (code if code == "NR" else code[0]), [code] if len(code) > 1 and code != "NR" else []
    if state["weapon"] == [group] and state["weapon_class"] == classes:
        state["weapon"], state["weapon_class"] = [], []
    else:
        state["weapon"], state["weapon_class"] = [group], classes
