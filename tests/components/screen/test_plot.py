"""What a chart on the screen does beside its figure."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from components.charts.incidents.mix import violence_chart, weapons_chart
from components.screen.parts.plot import plot
from components.text.words import words
from data.query.filters import Filters


def drawn(figure: dict[str, Any], monkeypatch: pytest.MonkeyPatch, **how: Any) -> list[dict[str, Any]]:
    """The traces that reach the browser."""
    seen: list[Any] = []
    monkeypatch.setattr(st, "plotly_chart", lambda found, **_: seen.append(found.to_dict()["data"]))
    plot(figure, key="chart", alt="", **how)
    return list(seen[0])


@pytest.mark.parametrize("make", [weapons_chart, violence_chart])
def test_a_click_that_chooses_nothing_leaves_every_bar_as_it_was(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click on a hatched gap faded all bars, and they stayed so, as if everything else had been chosen."""
    figure = make(Filters(areas=("MLI",), weapons=("E",), picks=(("violence", "one-sided"),)), words("en")).figure
    before = [trace.get("marker", {}).get("opacity", 1) for trace in figure["data"]]
    traces = drawn(figure, monkeypatch, on_select=lambda: None)
    assert any("selected" not in trace for trace in figure["data"]), "the figure itself is left as it is: others share it"
    for trace, opacity in zip(traces, before, strict=True):
        for state in ("selected", "unselected"):
            look = trace[state]["marker"]["opacity"]
            assert look == (opacity if isinstance(opacity, int | float) else 1)


def test_a_chart_that_cannot_be_clicked_and_a_stroke_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = violence_chart(Filters(areas=("MLI",)), words("en")).figure
    assert drawn(figure, monkeypatch) == figure["data"]
    assert drawn(figure, monkeypatch, on_select=lambda: None, selection_mode="box") == figure["data"]
