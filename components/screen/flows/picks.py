"""Picks of the flows page: a new pick opens those beside it that would leave no flow."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.current import dataset
from components.screen.shell import address
from components.screen.shell.chips import pick
from data.subjects import flows

#: Picks that narrow flows, the one to open first in front.
_NARROWING = ("mechanism", "supplier", "recipient", "border", "kind")


def choose(name: str, value: str | None) -> None:
    """Callback: set a pick, or open it again; then open others until a flow is left, if there is any."""
    pick(name, value)
    for other in _NARROWING:
        filters = address.from_widgets()
        if other != name and other in dict(filters.picks) and flows.matching(dataset(), filters).empty:
            pick(other, None)


def clicked(key: str) -> list[Any]:
    """Customdata of the mark clicked in the chart `key`, or nothing."""
    points = st.session_state[key].selection.points
    return list(points[0].get("customdata") or ()) if points else []
