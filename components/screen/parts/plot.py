"""A chart on the screen: our figures are plain values, drawn as they are.

Streamlit would have plotly build and copy each figure once more to check it, on every run of a page: half of what a page
costs. The tests check them instead, every chart once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Literal

import plotly.io
import streamlit as st
from plotly.basedatatypes import BaseFigure

from components.charts.axes import holds_values
from components.text.words import words

#: The bar of plotly has no place on a small chart, and a picture of it is taken elsewhere.
_CONFIG = {"displayModeBar": False}


class _Checked(BaseFigure):
    """A figure that needs no second look."""

    def __init__(self, figure: dict[str, Any]) -> None:
        self._figure = figure

    def to_dict(self) -> dict[str, Any]:
        return {**self._figure, "layout": {"template": _template(), **self._figure["layout"]}}


@cache
def _template() -> dict[str, Any]:
    """Streamlit's look, which plotly would add."""
    found: dict[str, Any] = plotly.io.templates["streamlit"].to_plotly_json()
    return found


def _undimmed(trace: dict[str, Any]) -> dict[str, Any]:
    """A click is answered by another figure, not by plotly's own dimming: that would stay after a click which chooses nothing."""
    opacity = trace.get("marker", {}).get("opacity", 1)
    look = {"marker": {"opacity": opacity if isinstance(opacity, int | float) else 1}}
    return {"selected": look, "unselected": look, **trace}


def plot(
    figure: dict[str, Any],
    key: str,
    alt: str,
    on_select: Literal["ignore"] | Callable[[], None] = "ignore",
    selection_mode: Literal["points", "box"] = "points",
    height: Literal["content", "stretch"] = "content",
    nothing: str = "",
    chosen: str = "",
) -> None:
    """Draw a plotly figure (`data`, `layout`) under its words for those who do not see it. Where it holds no value a sentence
    stands in its place, `nothing` or that nothing is on record. Under it, what was `chosen` in it.
    """
    if not holds_values(figure):
        said = nothing or words(str(st.session_state.get("lang", "en"))).t("Nothing on record.")
        st.caption(" ".join(filter(None, (said, chosen))))
        return
    if selection_mode == "points" and on_select != "ignore":
        figure = {**figure, "data": [_undimmed(trace) for trace in figure["data"]]}
    st.plotly_chart(
        _Checked(figure), height=height, key=key, alt=alt, on_select=on_select, selection_mode=selection_mode, config=_CONFIG
    )
    if chosen:
        st.caption(f"**{chosen}**")
