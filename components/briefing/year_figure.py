"""The one chart of a briefing: events and deaths a year, with UCDP's country totals dotted."""

from __future__ import annotations

import datetime
from typing import Any

from components.briefing.value import YearChart
from components.charts.axes import count_axis, highest, legend_height, year_axis
from components.charts.gap_marks import hatched, over
from components.text.words import Words
from data.subjects.place_coverage import Span
from geo.style import INK, MUTED, REDS


def years(chart: YearChart, words: Words) -> dict[str, Any]:
    """The chart as a plain figure: deaths above, events below. A year without data has no bar, and is hatched."""
    events, deaths, totals = chart.names
    x, span = list(chart.years), (chart.years[0], chart.years[-1])
    gaps = [Span(datetime.date(x[first], 1, 1), datetime.date(x[last], 12, 31)) for first, last in chart.gaps]
    data = [
        {"type": "bar", "name": deaths, "x": x, "y": list(chart.deaths), "yaxis": "y", "marker": {"color": REDS[3]}},
        {"type": "bar", "name": events, "x": x, "y": list(chart.events), "yaxis": "y2", "marker": {"color": "#7B8794"}},
        {
            "type": "scatter", "mode": "lines+markers", "name": totals, "x": x, "y": list(chart.totals), "yaxis": "y",
            "line": {"color": INK, "width": 1.5, "dash": "dot"}, "marker": {"size": 4, "color": INK},
        },
        *hatched(gaps, span, "y3", words),
        *hatched(gaps, span, "y4", words, named=False),
    ]  # fmt: skip
    return {
        "data": data,
        "layout": {
            "height": 310 + legend_height(data),
            "margin": {"l": 56, "r": 8, "t": 8, "b": 8},
            "separators": words.separators,
            "xaxis": {**year_axis(*span), "fixedrange": True, "anchor": "y2"},
            "yaxis": {"title": {"text": deaths, "font": {"size": 12, "color": MUTED}}, "fixedrange": True, "domain": [0.46, 1],
                      **count_axis(highest(chart.deaths, chart.totals))},
            "yaxis2": {"title": {"text": events, "font": {"size": 12, "color": MUTED}}, "fixedrange": True, "domain": [0, 0.38],
                       **count_axis(highest(chart.events))},
            "yaxis3": over("y"),
            "yaxis4": over("y2"),
            "legend": {"orientation": "h", "y": -0.12},
            "dragmode": False,
            "hovermode": "x unified",
        },
    }  # fmt: skip
