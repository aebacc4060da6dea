"""Charts as plain figures: the crossing of phase and weapon, and the years."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from components.charts.axes import count_axis, highest, legend_height, year_axis
from components.charts.gap_marks import hatched, over
from components.charts.preliminary_marks import in_parts, legend_entry
from components.text.words import N_, Words
from data.model.categories import NOT_CLASSIFIED, NOT_REPORTED, PHASES, level1
from data.subjects.place_coverage import Span
from geo.style import INK, MUTED, REDS

#: Words that fit above a column of the matrix; the full name stands in the tooltip and in the filters.
SHORT = {
    "A": N_("Small arms"),
    "B": N_("Light weapons"),
    "C": N_("Major weapons"),
    "D": N_("Ammunition"),
    "E": N_("Explosives"),
    "F": N_("Drones"),
    "G": N_("Parts"),
    "H": N_("Other"),
    NOT_REPORTED: N_("Not reported"),
}
#: Phase and level-1 category of a cell of the matrix.
Cell = tuple[str, str]
PHASE_TINTS = {
    "pre-emptive prevention": "#E8EEF3",
    "armed conflict": "#F6D9CF",
    "peace mediation": "#F7EBC9",
    "peacekeeping": "#CFE6F2",
    "peacebuilding": "#D9EDD9",
    NOT_CLASSIFIED: "#F2F2F2",
}
_BLUES = [[0, "#F7F9FB"], [0.001, "#E3F0F7"], [0.35, "#9CCBE4"], [0.7, "#3E9AC7"], [1, "#00588A"]]
Figure = dict[str, Any]


def matrix(cells: dict[tuple[str, str], int], chosen: set[tuple[str, str]], unit: str, words: Words) -> Figure:
    """Phase × weapon category: colour by number on a logarithmic scale, the number in each cell.

    Invisible squares over the heat map take the clicks; their customdata is (phase, category).
    """
    phases = [*PHASES, *([NOT_CLASSIFIED] if any(phase == NOT_CLASSIFIED for phase, _ in cells) else [])]
    groups = [*level1(), NOT_REPORTED]
    keys = [(phase, group) for phase in phases for group in groups]
    top = max(cells.values(), default=1)
    x = [words.t(SHORT[group]) for group in groups]
    y = [_in_two_lines(words.phase(phase)) for phase in phases]
    strength = [[math.log1p(cells.get((p, g), 0)) / math.log1p(top) for g in groups] for p in phases]
    return {
        "data": [
            {
                "type": "heatmap", "x": x, "y": y, "z": strength, "zmin": 0, "zmax": 1, "colorscale": _BLUES,
                "showscale": False, "xgap": 2, "ygap": 2, "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [words.t(SHORT[g]) for _, g in keys],
                "y": [_in_two_lines(words.phase(p)) for p, _ in keys],
                "text": [words.number(cells[key]) if cells.get(key) else "·" for key in keys],
                "textfont": {
                    "size": 11,
                    "color": ["#FFFFFF" if math.log1p(cells.get(k, 0)) / math.log1p(top) > 0.62 else INK for k in keys],
                },
                "marker": {
                    "symbol": "square", "size": 28, "color": "rgba(0,0,0,0)",
                    "line": {"width": [2.5 if key in chosen else 0 for key in keys], "color": INK},
                },
                "customdata": [list(key) for key in keys],
                "hovertext": [
                    words.labelled(f"{words.phase(p)} × {words.weapon(g)} ({unit})", words.number(cells.get((p, g), 0)))
                    for p, g in keys
                ],
                "hoverinfo": "text",
            },
        ],
        "layout": {
            "height": 88 + 36 * len(phases),
            "margin": {"l": 94, "r": 30, "t": 84, "b": 4},
            "xaxis": {"side": "top", "tickangle": -50, "fixedrange": True, "automargin": False, "tickfont": {"size": 11},
                      "showgrid": False},
            "yaxis": {"autorange": "reversed", "fixedrange": True, "automargin": False, "tickfont": {"size": 12},
                      "showgrid": False},
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
            "plot_bgcolor": "#FFFFFF",
        },
    }  # fmt: skip


def _in_two_lines(name: str) -> str:
    """A name broken where its longer line is shortest, so that it fits beside the matrix."""
    parts = name.split()
    breaks = [(" ".join(parts[:i]), " ".join(parts[i:])) for i in range(1, len(parts))]
    return "<br>".join(min(breaks, key=lambda lines: max(map(len, lines)), default=(name,)))


def years(
    found: pd.DataFrame,
    totals: pd.DataFrame,
    phases: pd.DataFrame,
    span: tuple[int, int],
    gaps: tuple[Span, ...],
    preliminary: pd.DataFrame,
    later: pd.DataFrame,
    words: Words,
) -> Figure:
    """Deaths above, events below, one bar a year; country totals dotted; phases as bands behind.

    found   year, events, deaths; totals: year, deaths, or empty; phases: rows of `data.subjects.phases.of_country`, or empty
    gaps         days of which places are not known: hatched
    preliminary  year, events, deaths: what of `found` UCDP may still revise: striped
    later        year, deaths: totals after the others, which UCDP may revise: dashed
    """
    data: list[Figure] = [
        *_bars(found, preliminary, "deaths", "y", REDS[3], words.t("Deaths, place-level events"), words),
        *_bars(found, preliminary, "events", "y2", "#8A94A0", words.t("Events"), words),
    ]
    if len(totals):
        data.append(
            {
                "type": "scatter", "mode": "lines+markers", "x": totals.year.tolist(), "y": totals.deaths.tolist(),
                "name": words.t("Deaths, UCDP country totals to {year}", year=int(totals.year.max())),
                "line": {"dash": "dot", "color": INK, "width": 1.6}, "marker": {"size": 4}, "yaxis": "y",
                "hovertemplate": "%{x}: %{y:,}",
            }
        )  # fmt: skip
    shapes, named = _bands(phases, span, words)
    if len(later):
        joined = pd.concat([totals[["year", "deaths"]].tail(1), later])
        line = {
            "type": "scatter", "mode": "lines", "x": joined.year.tolist(), "y": joined.deaths.tolist(), "hoverinfo": "skip",
            "name": words.t("Deaths, UCDP country totals, preliminary"), "line": {"dash": "dash", "color": MUTED, "width": 1.4},
            "yaxis": "y",
        }  # fmt: skip
        # The line starts at the last final total, which has its own mark.
        marks = {
            "type": "scatter", "mode": "markers", "x": later.year.tolist(), "y": later.deaths.tolist(), "name": line["name"],
            "marker": {"size": 6, "color": MUTED}, "yaxis": "y", "hovertemplate": "%{x}: %{y:,}", "showlegend": False,
        }  # fmt: skip
        data += [line, marks]
    data += legend_entry(data, words)
    data += [*hatched(gaps, span, "y3", words), *hatched(gaps, span, "y4", words, named=False)]
    axis = {"fixedrange": True, "gridcolor": "#E4E8EC", "zeroline": False, "separatethousands": True, "automargin": True}
    deaths, events = count_axis(highest(found.deaths, totals.deaths, later.deaths)), count_axis(highest(found.events))
    return {
        "data": [*data, *named],
        "layout": {
            "height": 310 + legend_height([*data, *named]),
            "margin": {"l": 4, "r": 8, "t": 24, "b": 4},
            "xaxis": {**year_axis(*span), "fixedrange": True, "anchor": "y2", "showgrid": False},
            "yaxis": {**axis, **deaths, "domain": [0.46, 1], "title": {"text": f"{words.t('deaths')}<br>{words.t('a year')}"}},
            "yaxis2": {**axis, **events, "domain": [0, 0.36], "title": {"text": f"{words.t('events')}<br>{words.t('a year')}"}},
            "legend": {"orientation": "h", "traceorder": "normal", "y": -0.14, "yanchor": "top", "x": 0, "font": {"size": 12}},
            "yaxis3": over("y"),
            "yaxis4": over("y2"),
            "shapes": shapes,
            "bargap": 0.25,
            "barmode": "stack",
            "separators": words.separators,
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }  # fmt: skip


def _bars(
    found: pd.DataFrame, preliminary: pd.DataFrame, what: str, axis: str, colour: str, name: str, words: Words
) -> list[Figure]:
    years, counts = found.year.tolist(), found[what].tolist()
    bar = {
        "type": "bar", "x": years, "y": counts, "yaxis": axis, "name": name, "marker": {"color": colour}, "hoverinfo": "text",
        "hovertext": [f"{year}: {words.number(n)}" for year, n in zip(years, counts, strict=True)],
    }  # fmt: skip
    return in_parts(bar, dict(zip(preliminary.year.tolist(), preliminary[what].tolist(), strict=True)), words)


def _bands(phases: pd.DataFrame, span: tuple[int, int], words: Words) -> tuple[list[Figure], list[Figure]]:
    """Tinted bands behind the years, and an entry of the legend for each phase among them."""
    bands, named = [], {}
    for row in phases.itertuples():
        start = max(_as_year(row.start), span[0] - 0.6)
        end = span[1] + 0.6 if pd.isna(row.end) else min(_as_year(row.end), span[1] + 0.6)
        if start >= end:
            continue
        tint = PHASE_TINTS[row.phase]
        bands.append(
            {"type": "rect", "xref": "x", "yref": "paper", "x0": start, "x1": end, "y0": 0, "y1": 1, "layer": "below",
             "fillcolor": tint, "line": {"width": 0}}
        )  # fmt: skip
        named[row.phase] = {
            "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": words.phase(row.phase),
            "marker": {"symbol": "square", "size": 12, "color": tint, "line": {"width": 1, "color": "#CBD2D9"}},
        }  # fmt: skip
    return bands, list(named.values())


def _as_year(day: pd.Timestamp) -> float:
    """A day on the axis of years, where a bar stands from −0.5 to +0.5 around its year."""
    return day.year - 0.5 + (day.day_of_year - 1) / 365
