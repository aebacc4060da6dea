"""Axes of counts, from nought to above the highest value, and of years: with whole numbers as ticks, however few there are;
and the room that a legend takes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

Figure = dict[str, Any]
#: An axis never ends below so many, so that a single event does not fill its chart.
_LEAST = 4


def count_axis(top: float, most_ticks: int = 5) -> Figure:
    """Range and ticks of an axis whose highest value is `top`. Left to itself plotly draws −1 to 1 around noughts."""
    top = max(float(top), _LEAST)
    # Both are named, so that the axis can take the place of another.
    step = 1 if top <= most_ticks else None
    return {"range": [0, top * 1.06], "tickformat": ",d", "dtick": step, "nticks": most_ticks}


def year_axis(first: float, last: float) -> Figure:
    """Range and ticks of an axis of years, on which the bar of a year stands from −0.5 to +0.5 around its number. Left to itself
    plotly writes a year twice where there are few.
    """
    years = last - first + 1
    return {"range": [first - 0.6, last + 0.6], "tickformat": "d", "dtick": 1 if years <= 8 else 2 if years <= 16 else 5}


def highest(*series: Iterable[float | None]) -> float:
    """The highest value of some series; 0 where there is none."""
    return max((float(n) for values in series for n in values if n is not None and n == n), default=0.0)


def stacked(years: Iterable[int], counts: Iterable[float]) -> float:
    """The highest stack of bars, each given by its year and its count."""
    sums: dict[int, float] = {}
    for year, count in zip(years, counts, strict=True):
        sums[year] = sums.get(year, 0.0) + float(count)
    return max(sums.values(), default=0.0)


#: Pixels: a chart beside a map or on a phone; a line of a legend; its mark, and a letter of a name.
_NARROW, _LINE, _MARK, _LETTER = 390, 19, 46, 6.5


def legend_height(traces: Iterable[Mapping[str, Any]]) -> int:
    """Pixels that a legend under a narrow chart takes: without room of its own it would take the plot's."""
    names = [trace["name"] for trace in traces if trace.get("name") and trace.get("showlegend", True)]
    if not names:
        return 0
    columns = max(1, int(_NARROW / (_MARK + _LETTER * max(map(len, names)))))
    return _LINE * math.ceil(len(names) / columns)


#: Marks a trace that shows where nothing is known: it counts nothing.
GAP = "gap"
#: Marks bars of what may still be revised.
PRELIMINARY = "preliminary"


def holds_values(figure: Mapping[str, Any]) -> bool:
    """Whether a chart of counts shows any: otherwise a sentence says more than its axes."""
    counts = [trace for trace in figure["data"] if trace.get("meta") != GAP]
    return any(trace["type"] not in ("bar", "scatter") or _has_values(trace) for trace in counts)


def _has_values(trace: Mapping[str, Any]) -> bool:
    if trace["type"] == "scatter" and trace.get("mode", "").startswith("markers") and "text" not in trace.get("mode", ""):
        # Marks of a legend, targets of a stroke, places on the way.
        return False
    along = "x" if trace.get("orientation") == "h" else "y"
    return highest(value for value in trace.get(along) or () if not isinstance(value, str)) > 0
