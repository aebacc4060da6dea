"""The one chart of a briefing: events and deaths a year, with UCDP's country totals dotted."""

from __future__ import annotations

from typing import Any

from components.briefing.value import YearChart
from components.screen.chart_axes import count_axis, highest, year_axis
from components.words import Words
from geo.style import INK, MUTED, REDS


def years(chart: YearChart, words: Words) -> dict[str, Any]:
    """The chart as a plain figure: deaths above, events below. A year without data has no bar."""
    events, deaths, totals = chart.names
    x = list(chart.years)
    return {
        "data": [
            {"type": "bar", "name": deaths, "x": x, "y": list(chart.deaths), "yaxis": "y", "marker": {"color": REDS[3]}},
            {"type": "bar", "name": events, "x": x, "y": list(chart.events), "yaxis": "y2", "marker": {"color": "#7B8794"}},
            {
                "type": "scatter", "mode": "lines+markers", "name": totals, "x": x, "y": list(chart.totals), "yaxis": "y",
                "line": {"color": INK, "width": 1.5, "dash": "dot"}, "marker": {"size": 4, "color": INK},
            },
        ],
        "layout": {
            "height": 380,
            "margin": {"l": 56, "r": 8, "t": 8, "b": 8},
            "separators": words.separators,
            "xaxis": {**year_axis(x[0], x[-1]), "fixedrange": True, "anchor": "y2"},
            "yaxis": {"title": {"text": deaths, "font": {"size": 12, "color": MUTED}}, "fixedrange": True, "domain": [0.46, 1],
                      **count_axis(highest(chart.deaths, chart.totals))},
            "yaxis2": {"title": {"text": events, "font": {"size": 12, "color": MUTED}}, "fixedrange": True, "domain": [0, 0.38],
                       **count_axis(highest(chart.events))},
            "legend": {"orientation": "h", "y": -0.12},
            "dragmode": False,
            "hovermode": "x unified",
        },
    }  # fmt: skip
