"""Picks of the routes page: a new pick opens those beside it that would leave no corridor."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.current import dataset
from components.screen.shell import address
from components.screen.shell.chips import pick
from data.subjects import routes

#: Picks that narrow corridors, the one to open first in front.
_NARROWING = ("route", "mode", "border")


def choose(name: str, value: str | None) -> None:
    """Callback: set a pick, or open it again; then open others until a corridor is left, if there is any."""
    pick(name, value)
    for other in _NARROWING:
        filters = address.from_widgets()
        if other != name and other in dict(filters.picks) and routes.matching(dataset(), filters).empty:
            pick(other, None)


def on_bar(key: str, name: str) -> Callable[[], None]:
    """What a click on a bar of the chart `key` does: its customdata becomes the pick `name`."""

    def clicked() -> None:
        points = st.session_state[key].selection.points
        if points and (value := points[0].get("customdata")):
            choose(name, value if isinstance(value, str) else value[0])

    return clicked
