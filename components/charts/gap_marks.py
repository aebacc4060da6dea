"""Gaps on an axis of years: hatched where places are not known, so that no bar there is not taken for peace; dotted where they
are known in parts of the area.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from components.charts.axes import GAP
from components.text.words import Words
from data.subjects.place_coverage import Span
from geo.style import MUTED

Figure = dict[str, Any]


def hatched(
    gaps: Iterable[Span], span: tuple[int, int], axis: str, words: Words, named: bool = True, name: str = ""
) -> list[Figure]:
    """Traces of bars over the whole height of an axis from 0 to 1: hatched where no place is known, dotted where places are in
    parts of the area. `span`: the years in sight; `name`: what is hatched, where it is not days of which no place is known.
    """
    cut = [(gap, max(place(gap.start), span[0] - 0.5), min(place(gap.end, after=True), span[1] + 0.5)) for gap in gaps]
    shown = [(gap, start, end) for gap, start, end in cut if end - start > 0.02]
    kinds = (
        (False, name or words.t("No place-level data (a gap, not peace)"), {"shape": "/", "size": 7, "solidity": 0.12}),
        (True, words.t("Place-level data of parts of the area"), {"shape": ".", "size": 7, "solidity": 0.06}),
    )
    return [
        _trace([one for one in shown if one[0].part == part], axis, name, pattern, words, named)
        for part, name, pattern in kinds
        if any(gap.part == part for gap, *_ in shown)
    ]


def _trace(shown: list[tuple[Span, float, float]], axis: str, name: str, pattern: Figure, words: Words, named: bool) -> Figure:
    return {
        "type": "bar",
        "x": [(start + end) / 2 for _, start, end in shown],
        "width": [end - start for _, start, end in shown],
        "y": [1] * len(shown),
        "yaxis": axis,
        "name": name,
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}, "pattern": {"fgcolor": MUTED, **pattern}},
        "hovertext": [words.labelled(name, words.period(gap.start, gap.end, "day")) for gap, _, _ in shown],
        "hoverinfo": "text",
        "meta": GAP,
        "showlegend": named,
    }


def over(axis: str) -> Figure:
    """The unseen axis from 0 to 1 that lies over another."""
    return {"overlaying": axis, "range": [0, 1], "visible": False, "fixedrange": True}


def place(day: datetime.date, after: bool = False) -> float:
    """The beginning of a day, or its end, on an axis on which a year reaches from −0.5 to +0.5 around its number."""
    days = datetime.date(day.year, 12, 31).timetuple().tm_yday
    return day.year - 0.5 + (day.timetuple().tm_yday - (0 if after else 1)) / days
