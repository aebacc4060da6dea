"""Charts of flows as plain figures: rankings as bars, and records a year with embargoes behind them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.charts.axes import count_axis, highest, stacked, year_axis
from components.charts.overview.figures import SHORT
from components.current import dataset
from components.text.instrument_names import BODY_NAMES
from components.text.words import FLOW_KIND_PLURALS, N_, Words
from data.model.categories import FLOW_KINDS, NOT_REPORTED, level1
from data.query.years import FIRST_YEAR, all_years, last_year
from geo.style import FLOW_COLOURS, INK, WEAPON_COLOURS, rgb

Figure = dict[str, Any]
#: Neither a kind nor a category: what is summed up or not stated is grey.
GREY = "#A9B1BA"
EMBARGO_COLOUR = "#7B4EA3"
_PALE = 0.28
_ROW = 24
#: Names of the sides that fit beside an axis.
_AXES = {"authorised": N_("Authorised"), "illicit and seized": N_("Illicit or seized")}


def bars(rows: list[tuple[str, str, int]], chosen: str | None, colour: str | Mapping[str, str], words: Words) -> Figure:
    """Horizontal bars, the first row on top; each row is (value of the pick or "", label, records).

    Without a value a bar cannot be picked and is grey. While one is chosen, the others are pale. One colour serves all, or
    each value has its own.
    """

    def tint(value: str) -> str:
        own = colour if isinstance(colour, str) else colour.get(value, GREY)
        return _tint(own if value else GREY, chosen is None or value == chosen)

    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [n for _, _, n in rows],
                "y": list(range(len(rows))),
                "text": [words.number(n) for _, _, n in rows],
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"color": INK, "size": 12},
                "marker": {"color": [tint(value) for value, _, _ in rows]},
                "customdata": [[value] for value, _, _ in rows],
                "hovertext": [f"{label}: {words.n('{n} record', '{n} records', n)}" for _, label, n in rows],
                "hoverinfo": "text",
            }
        ],
        "layout": {
            "height": 14 + _ROW * max(len(rows), 1),
            "margin": {"l": 4, "r": 44, "t": 4, "b": 4},
            "xaxis": {"visible": False, "fixedrange": True, **count_axis(highest([n for _, _, n in rows]))},
            "yaxis": {
                "autorange": "reversed", "fixedrange": True, "automargin": True, "showgrid": False, "ticksuffix": " ",
                "tickvals": list(range(len(rows))), "ticktext": [cut(label, 26) for _, label, _ in rows],
                "tickfont": {"size": 12},
            },
            "bargap": 0.28,
            "dragmode": False,
            "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
            "plot_bgcolor": "#FFFFFF",
        },
    }  # fmt: skip


def kind_bars(rows: list[tuple[str, str, dict[str, int]]], chosen: str | None, words: Words) -> Figure:
    """Bars as `bars` draws them, each row with its records by kind: a part of the bar for each kind, in its colour, and behind
    the last of them the number of each (`9 + 3`).
    """
    figure = bars([(value, label, sum(kinds.values())) for value, label, kinds in rows], chosen, GREY, words)
    [whole] = figure["data"]
    held = [kinds for *_, kinds in rows]
    drawn = [kind for kind in FLOW_KINDS if any(kinds[kind] for kinds in held)] or FLOW_KINDS[:1]
    parts = []
    for kind in drawn:
        before = drawn[: drawn.index(kind)]
        tints = [FLOW_COLOURS[kind] if value else GREY for value, *_ in rows]
        parts.append(
            whole
            | {
                "x": [kinds[kind] or (None if any(kinds.values()) else 0) for kinds in held],
                "base": [sum(kinds[other] for other in before) for kinds in held],
                "text": [_apart(kinds, words) if kind == _last(kinds, drawn) else "" for kinds in held],
                "marker": {
                    "color": [_tint(tint, chosen in (None, value)) for tint, (value, *_) in zip(tints, rows, strict=True)]
                },
                "hovertext": [f"{label}: {words.flows(kinds)}" for _, label, kinds in rows],
            }
        )
    figure["data"] = parts
    figure["layout"] |= {"barmode": "overlay", "showlegend": False}
    return figure


def _last(kinds: dict[str, int], drawn: Sequence[str]) -> str:
    """The kind whose part ends a bar; of a bar without length the first."""
    return next((kind for kind in reversed(drawn) if kinds[kind]), drawn[0])


def _apart(kinds: dict[str, int], words: Words) -> str:
    return " + ".join(words.number(n) for n in kinds.values() if n) or words.number(0)


def years(found: dict[str, pd.DataFrame], by: str, chosen: tuple[int, ...], embargoes: pd.DataFrame, words: Words) -> Figure:
    """Records a year, stacked by kind or weapon; one chart a side, below one another, each on its own scale.

    found      side → columns year, group, records
    chosen     years in force, or empty; others are pale
    embargoes  arms embargoes of one country, or empty: bars above by who imposed them, those of the UN as bands, too
    """
    bodies = list(dict.fromkeys(embargoes.imposing_body)) if len(embargoes) else []
    room = 0.075 * len(bodies)
    data: list[Figure] = []
    layout: Figure = {}
    drawn: set[str] = set()
    part = (1 - room) / len(found)
    for i, (side, counted) in enumerate(found.items()):
        axis = "" if i == 0 else str(i + 1)
        top = 1 - room - i * part
        groups = _by_group(counted)
        drawn.update(groups)
        layout[f"yaxis{axis}"] = {
            "domain": [max(top - part + (0.09 if i < len(found) - 1 else 0), 0), top - (0.03 if room else 0)],
            "title": {"text": words.t(_AXES[side]), "font": {"size": 12}}, "automargin": True, "fixedrange": True,
            "gridcolor": "#E4E8EC", "zeroline": False, **count_axis(stacked(counted.year, counted.records)),
        }  # fmt: skip
        data += [_year_bars(groups[group], group, by, f"y{axis}", chosen, words) for group in _order(by) if group in groups]
        if not groups:
            data.append(_nothing(f"y{axis}"))
    height = 38 + 145 * len(found) + 26 * len(bodies)
    bottom = "y" if len(found) == 1 else f"y{len(found)}"
    shapes = []
    if bodies:
        layout["yaxis9"] = {
            "domain": [1 - room, 1], "fixedrange": True, "automargin": True, "showgrid": False, "autorange": "reversed",
            "categoryorder": "array", "categoryarray": [words.t(BODY_NAMES[body]) for body in bodies],
            "tickfont": {"size": 11}, "type": "category",
        }  # fmt: skip
        data += [_embargo(row, words) for row in embargoes.itertuples()]
        shapes = [_band(row) for row in embargoes.itertuples() if row.imposing_body == "UN"]
    data += [_legend_entry(*_group(group, by, words)) for group in _order(by) if group in drawn]
    return {
        "data": data,
        "layout": {
            **layout,
            "height": height + 82,
            "margin": {"l": 4, "r": 8, "t": 8, "b": 4},
            "barmode": "stack",
            "bargap": 0.2,
            "xaxis": {**year_axis(*all_years(dataset())), "anchor": bottom, "fixedrange": True, "showgrid": False},
            "legend": {"orientation": "h", "y": -32 / height, "yanchor": "top", "x": 0, "font": {"size": 12}, "itemclick": False,
                       "traceorder": "normal"},
            "shapes": shapes,
            "dragmode": False,
            "separators": words.separators,
            "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }  # fmt: skip


def _nothing(axis: str) -> Figure:
    """Nothing to see, without which plotly would leave out the axis and give its room to others."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "yaxis": axis,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _by_group(counted: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Years and records of each group there is."""
    found: dict[str, list[tuple[int, int]]] = {}
    for year, group, records in zip(counted.year.tolist(), counted.group, counted.records.tolist(), strict=True):
        found.setdefault(group, []).append((year, records))
    return found


def _order(by: str) -> tuple[str, ...]:
    return FLOW_KINDS if by == "kind" else (*level1(), NOT_REPORTED)


def _legend_entry(colour: str, name: str) -> Figure:
    """A bar may be pale; the legend never is."""
    return {
        "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": name, "hoverinfo": "skip",
        "marker": {"symbol": "square", "size": 12, "color": colour},
    }  # fmt: skip


def _year_bars(counted: list[tuple[int, int]], group: str, by: str, axis: str, chosen: tuple[int, ...], words: Words) -> Figure:
    colour, name = _group(group, by, words)
    first, last = (chosen[0], chosen[-1]) if chosen else all_years(dataset())
    return {
        "type": "bar",
        "x": [year for year, _ in counted],
        "y": [records for _, records in counted],
        "yaxis": axis,
        "name": name,
        "showlegend": False,
        "marker": {"color": [_tint(colour, first <= year <= last) for year, _ in counted]},
        "customdata": [[year] for year, _ in counted],
        "hovertext": [_of_year(year, name, group, by, records, words) for year, records in counted],
        "hoverinfo": "text",
    }


def _of_year(year: int, name: str, group: str, by: str, records: int, words: Words) -> str:
    if by == "kind":
        return f"{year}: {words.flows({group: records})}"
    return f"{year}, {name}: {words.n('{n} record', '{n} records', records)}"


def _group(group: str, by: str, words: Words) -> tuple[str, str]:
    if by == "kind":
        return FLOW_COLOURS[group], words.t(FLOW_KIND_PLURALS[group])
    return WEAPON_COLOURS[group], words.t(SHORT[group])


def _embargo(row: Any, words: Words) -> Figure:
    start, end = _period(row)
    return {
        "type": "bar", "orientation": "h", "yaxis": "y9", "base": [start], "x": [end - start],
        "y": [words.t(BODY_NAMES[row.imposing_body])],
        "marker": {"color": EMBARGO_COLOUR, "line": {"color": "#FFFFFF", "width": 1}}, "showlegend": False,
        "hovertext": [f"{row.target}: {embargo_period(row.start, row.end, words, row.until)}<br>{_broken(row.scope)}"],
        "hoverinfo": "text", "customdata": [[0]],
    }  # fmt: skip


def _band(row: Any) -> Figure:
    start, end = _period(row)
    return {
        "type": "rect", "xref": "x", "yref": "paper", "x0": start, "x1": end, "y0": 0, "y1": 1, "layer": "below",
        "fillcolor": EMBARGO_COLOUR, "opacity": 0.11, "line": {"width": 0},
    }  # fmt: skip


def _period(row: Any) -> tuple[float, float]:
    """Start and end on the axis of years, where the bar of a year stands from −0.5 to +0.5; open ends reach the edge."""
    known = row.until if pd.isna(row.end) else row.end
    end = last_year(dataset()) + 0.5 if pd.isna(known) else min(_as_year(known), last_year(dataset()) + 0.5)
    return max(_as_year(row.start), FIRST_YEAR - 0.5), end


def _as_year(day: datetime.date) -> float:
    return day.year - 0.5 + (day.timetuple().tm_yday - 1) / 365


def embargo_period(start: datetime.date, end: Any, words: Words, until: Any = None) -> str:
    """From when to when, or since when; what has run out and is not known to be renewed is to be checked."""
    if pd.isna(end):
        if until is not None and pd.notna(until) and pd.Timestamp(until) < pd.Timestamp.today().normalize():
            return words.t("to be checked: known to {date}", date=words.date(until))
        return words.t("since {year}", year=words.date(start))
    return f"{words.date(start)} – {words.date(end)}"


def _broken(text: Any) -> str:
    """A long text in lines that fit a tooltip."""
    lines, line = [], ""
    for word in str(text).split() if isinstance(text, str) else ():
        if len(line) + len(word) > 48:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "<br>".join([*lines, line]).replace("<br><br>", "<br>")


def cut(text: str, longest: int) -> str:
    """A name that fits beside a chart."""
    return text if len(text) <= longest else text[: longest - 1].rstrip(" ,(") + "…"


def _tint(colour: str, strong: bool) -> str:
    red, green, blue = rgb(colour)
    return f"rgba({red},{green},{blue},{1 if strong else _PALE})"
