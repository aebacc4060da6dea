"""The one chart of a briefing: events and deaths a year, with UCDP's country totals dotted."""

from __future__ import annotations

import datetime
from typing import Any

from components.briefing.value import YearChart
from components.charts.axes import count_axis, highest, legend_height, year_axis
from components.charts.gap_marks import hatched, over
from components.charts.preliminary_marks import in_parts, legend_entry
from components.text.words import Words
from data.subjects.place_coverage import Span
from geo.style import INK, MUTED, REDS


def years(chart: YearChart, words: Words) -> dict[str, Any]:
    """The chart as a plain figure: deaths above, events below. A year without data has no bar, and is hatched."""
    events, deaths, totals = chart.names
    x, span = list(chart.years), (chart.years[0], chart.years[-1])
    # Bars stand for whole years: of a year without one, places can be known in part.
    incomplete = words.t("Not known in full (a gap, not peace)")
    gaps = [Span(datetime.date(x[first], 1, 1), datetime.date(x[last], 12, 31)) for first, last in chart.gaps]
    bars = [
        trace
        for name, counts, axis, colour in ((deaths, chart.deaths, "y", REDS[3]), (events, chart.events, "y2", "#7B8794"))
        for trace in in_parts(
            {"type": "bar", "name": name, "x": x, "y": list(counts), "yaxis": axis, "marker": {"color": colour}},
            {year: n for year, n in zip(x, counts, strict=True) if n and year in chart.revised},
            words,
        )
    ]
    data = [
        *bars,
        *legend_entry(bars, words),
        {
            "type": "scatter", "mode": "lines+markers", "name": totals, "x": x, "y": list(chart.totals), "yaxis": "y",
            "line": {"color": INK, "width": 1.5, "dash": "dot"}, "marker": {"size": 4, "color": INK},
        },
        *hatched(gaps, span, "y3", words, name=incomplete),
        *hatched(gaps, span, "y4", words, named=False, name=incomplete),
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
            "barmode": "stack",
        },
    }  # fmt: skip
