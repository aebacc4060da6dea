"""Charts of the incidents page: events and deaths over time, and what events are made of over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.charts.axes import count_axis, highest, legend_height, stacked, year_axis
from components.charts.gap_marks import hatched, over
from components.charts.preliminary_marks import in_parts, legend_entry
from components.text.tooltips import step_name
from components.text.words import Words
from data.subjects.place_coverage import Span
from data.subjects.playback import Step
from geo.style import INK, MUTED, REDS

Figure = dict[str, Any]
_GREY = "#8A94A0"
_PALE = 0.28
_AXIS = {"fixedrange": True, "gridcolor": "#E4E8EC", "zeroline": False, "separatethousands": True, "automargin": True}


def timeline(
    found: pd.DataFrame,
    preliminary: pd.DataFrame,
    step: Step,
    years: tuple[int, ...],
    span: tuple[int, int],
    gaps: tuple[Span, ...],
    words: Words,
    totals: pd.DataFrame | None = None,
) -> Figure:
    """Deaths above, events below, one bar a year or month; bars outside the chosen years are pale.

    found   the step's own column (`year` or `month`), events, deaths
    preliminary  the same, of what UCDP may still revise: striped
    gaps    days of which places are not known: hatched
    totals  month, deaths, final: country totals, drawn where places are not known; those not final are dashed
    """
    times = [int(time) for time in found[step]]
    x = [_centre(time, step) for time in times]
    year_of = times if step == "year" else [time // 12 for time in times]
    chosen = [not years or years[0] <= year <= years[-1] for year in year_of]
    names = [step_name(time, step, words) for time in times]
    bars = [
        {
            "type": "bar",
            "x": x,
            "y": found[what].tolist(),
            "width": 0.8 if step == "year" else 1 / 13,
            "yaxis": axis,
            "marker": {"color": colour, "opacity": [1 if one else _PALE for one in chosen], "line": {"width": 0}},
            "customdata": year_of,
            "hovertext": [f"{name}: {words.number(n)} {unit}" for name, n in zip(names, found[what], strict=True)],
            "hoverinfo": "text",
            "showlegend": False,
        }
        for what, unit, axis, colour in (
            ("deaths", words.t("deaths"), "y", REDS[3]),
            ("events", words.t("events"), "y2", _GREY),
        )
    ]
    at = [_centre(int(time), step) for time in preliminary[step]]
    parts = [dict(zip(at, preliminary[what].tolist(), strict=True)) for what in ("deaths", "events")]
    bars = [trace for bar, part in zip(bars, parts, strict=True) for trace in in_parts(bar, part, words)]
    bars += legend_entry(bars, words)
    lines = [] if totals is None else _months(totals, gaps, words)
    bars += [*lines, *hatched(gaps, span, "y3", words), *hatched(gaps, span, "y4", words, named=False)]
    bars += [_targets(span, axis) for axis in ("y3", "y4")]
    tops = (found.deaths, *(line["y"] for line in lines))
    per = words.t("a year") if step == "year" else words.t("a month")
    return {
        "data": bars,
        "layout": {
            "height": 230 + legend_height(bars),
            "margin": {"l": 4, "r": 8, "t": 18, "b": 4},
            "xaxis": _years_axis(span) | {"anchor": "y2"},
            "yaxis": {**_AXIS, **count_axis(highest(*tops)), "domain": [0.54, 1],
                      "title": _title(f"{words.t('deaths')}<br>{per}")},
            "yaxis2": {**_AXIS, **count_axis(highest(found.events)), "domain": [0, 0.44],
                       "title": _title(f"{words.t('events')}<br>{per}")},
            "yaxis3": over("y"),
            "yaxis4": over("y2"),
            "legend": {"orientation": "h", "traceorder": "normal", "y": -0.16, "yanchor": "top", "x": 0, "font": {"size": 12}},
            "showlegend": True,
            "dragmode": "select",
            "selectdirection": "h",
            "newselection": {"line": {"width": 1, "color": INK}},
            "bargap": 0,
            "barmode": "stack",
            **_common(words),
        },
    }  # fmt: skip


def _months(totals: pd.DataFrame, gaps: tuple[Span, ...], words: Words) -> list[Figure]:
    """Country totals by month inside the gaps: a line that breaks wherever places are known or a month has no total."""
    spans = [(gap.start.year * 12 + gap.start.month - 1, gap.end.year * 12 + gap.end.month - 1) for gap in gaps]
    known = zip(totals.month.astype(int), totals.deaths.astype(int), totals.final.astype(bool), strict=True)
    within = [row for row in known if any(first <= row[0] <= last for first, last in spans)]
    looks = {
        True: (words.t("Deaths, UCDP country totals by month"), {"dash": "solid", "color": INK, "width": 1.4}),
        False: (words.t("Deaths, UCDP country totals by month, preliminary"), {"dash": "dash", "color": MUTED, "width": 1.4}),
    }
    lines = []
    for final, (name, line) in looks.items():
        own = {month: deaths for month, deaths, settled in within if settled == final}
        if own:
            months = range(min(own), max(own) + 1)
            lines.append(
                {
                    "type": "scatter", "mode": "lines+markers", "x": [_centre(month, "month") for month in months],
                    "y": [own.get(month) for month in months], "connectgaps": False, "yaxis": "y", "name": name, "line": line,
                    "marker": {"size": 3}, "hoverinfo": "text",
                    "hovertext": [
                        f"{step_name(month, 'month', words)}: {words.number(own.get(month, 0))} {words.t('deaths')}"
                        for month in months
                    ],
                }
            )  # fmt: skip
    return lines


def _targets(span: tuple[int, int], axis: str) -> Figure:
    """Unseen marks close together: a stroke counts as soon as it covers one, where it might miss the middle of a bar."""
    x = [year + part / 6 for year in range(span[0], span[1] + 1) for part in range(-2, 4)]
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": [0.5] * len(x), "yaxis": axis, "hoverinfo": "skip",
        "showlegend": False,
        "marker": {"opacity": 0, "size": 1}, "selected": {"marker": {"opacity": 0}}, "unselected": {"marker": {"opacity": 0}},
    }  # fmt: skip


def mix(
    found: pd.DataFrame,
    preliminary: pd.DataFrame,
    groups: Mapping[str, tuple[str, str]],
    apart: str | None,
    chosen: Sequence[str],
    span: tuple[int, int],
    words: Words,
    gaps: tuple[Span, ...] = (),
) -> Figure:
    """Events a year as bars stacked by group; the group that is set `apart` stands below on a scale of its own.

    found   year, group, events
    preliminary  the same, of what UCDP may still revise: striped
    groups  name and colour of each group, from bottom to top
    chosen  groups in force: the others are pale. None in force: all are strong
    """
    bars: list[Figure] = []
    revised = {(group, year): n for year, group, n in preliminary[["year", "group", "events"]].itertuples(index=False)}
    counted: dict[str, list[tuple[int, int]]] = {group: [] for group in groups}
    for year, group, events in zip(found.year.tolist(), found.group, found.events.tolist(), strict=True):
        counted[group].append((year, events))
    for group, (name, colour) in groups.items():
        own = counted[group]
        bar = {
            "type": "bar",
            "name": name,
            "x": [year for year, _ in own],
            "y": [events for _, events in own],
            "width": 0.8,
            "yaxis": "y2" if group == apart else "y",
            "marker": {"color": colour, "opacity": 1 if not chosen or group in chosen else _PALE, "line": {"width": 0}},
            "customdata": [group] * len(own),
            "hovertext": [f"{year}, {name}: {words.number(n)}" for year, n in own],
            "hoverinfo": "text",
            "showlegend": bool(own),
        }
        bars += in_parts(bar, {year: revised.get((group, year), 0) for year, _ in own}, words)
    split = apart is not None
    above = [row for group, own in counted.items() if group != apart for row in own]
    below = counted[apart] if apart is not None else []
    named = words.t("events that<br>name a weapon") if split else words.t("events<br>a year")
    bars += [*legend_entry(bars, words), *hatched(gaps, span, "y3", words)]
    layout = {
        "height": 260 + legend_height(bars),
        "margin": {"l": 4, "r": 8, "t": 6, "b": 4},
        "barmode": "stack",
        "xaxis": _years_axis(span) | {"anchor": "y2" if split else "y"},
        "yaxis": {
            **_AXIS,
            **count_axis(_stacked(above)),
            "domain": [0.4, 1] if split else [0, 1],
            "title": _title(named),
        },
        "legend": {"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0, "font": {"size": 12}, "traceorder": "normal"},
        "dragmode": False,
        "bargap": 0.2,
        **_common(words),
    }
    if split:
        layout["yaxis2"] = {
            **_AXIS, **count_axis(_stacked(below), 3), "domain": [0, 0.3],
            "title": _title(words.t("events that<br>name none")),
        }  # fmt: skip
    layout["yaxis3"] = over("y")
    return {"data": bars, "layout": layout}


def _stacked(rows: list[tuple[int, int]]) -> float:
    return stacked([year for year, _ in rows], [events for _, events in rows])


def _centre(time: int, step: Step) -> float:
    """Where a bar stands on the axis of years, on which a year reaches from −0.5 to +0.5 around its number."""
    return time if step == "year" else time // 12 - 0.5 + (time % 12 + 0.5) / 12


def _years_axis(span: tuple[int, int]) -> Figure:
    return {**year_axis(*span), "fixedrange": True, "showgrid": False}


def _title(text: str) -> Figure:
    return {"text": text, "font": {"size": 12}}


def _common(words: Words) -> Figure:
    return {
        "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
        "separators": words.separators,
        "plot_bgcolor": "rgba(0,0,0,0)",
    }
