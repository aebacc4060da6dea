"""A Sankey of three columns, drawn from bars and curves: its nodes can be clicked, which plotly's own cannot here."""

from __future__ import annotations

from typing import Any

from components.charts.flows.figures import GREY, cut
from components.charts.flows.sankey_layout import COLUMNS, HEIGHT, LABEL, OTHER, UNKNOWN, Node, Ribbon, Sankey
from components.charts.overview.figures import SHORT
from components.text.words import Words
from data.model.categories import NOT_REPORTED
from data.subjects.flows import SEVERAL
from geo.style import INK, WEAPON_COLOURS

Figure = dict[str, Any]
_WIDTH = 0.045
#: Letters of a name that fit beside its bar.
_LONGEST = {"origin": 16, "weapon": 14, "destination": 16}
#: Where the columns stand: the names of weapons need the room between the second and the third.
_AT = (0.0, 0.75, 2.0)
#: Where the names of a column begin and end, away from its bars. Plotly hears the mouse within its axes only, so that names of
#: countries have their place there, too, as far as a phone has room for them.
_NAMES = {"origin": (-0.03, -0.8), "weapon": (0.03, 0.5), "destination": (0.03, 0.7)}
_PICKS = dict(zip(COLUMNS, ("supplier", "weapon", "recipient"), strict=True))


def figure(drawn: Sankey, unit: str | None, words: Words) -> Figure:
    """The drawing; customdata of a node is (pick or filter, value), or ("", "") where nothing can be picked.

    With a unit the countries carry no number: it would add up classes that do not compare.
    """
    at = dict(zip(COLUMNS, _AT, strict=True))
    return {
        "data": [
            *(_bars(drawn, column, at[column], unit, words) for column in COLUMNS),
            *(_targets(drawn, column, at[column], unit, words) for column in COLUMNS),
            *(_labels(drawn, column, at[column], unit, words) for column in COLUMNS),
            _handles(drawn, at, unit, words),
        ],
        "layout": {
            "height": HEIGHT + 34,
            "margin": {"l": 48, "r": 40, "t": 30, "b": 4},
            "xaxis": {"range": [_AT[0] + _NAMES["origin"][1], _AT[2] + _NAMES["destination"][1]], "visible": False,
                      "fixedrange": True},
            "yaxis": {"range": [HEIGHT, 0], "visible": False, "fixedrange": True},
            "shapes": [_curve(r, at, _colour(r)) for r in drawn.ribbons],
            "annotations": [
                _head(words.t(head), x, anchor)
                for head, x, anchor in zip(_heads(words), _AT, ("right", "center", "left"), strict=True)
            ],
            "barmode": "overlay",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "separators": words.separators,
            "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
            "plot_bgcolor": "#FFFFFF",
        },
    }  # fmt: skip


def _heads(words: Words) -> tuple[str, str, str]:
    return words.t("from"), words.t("weapon"), words.t("to")


def _head(text: str, x: float, anchor: str) -> Figure:
    return {"text": f"<b>{text}</b>", "x": x, "y": 1, "xref": "x", "yref": "paper", "yanchor": "bottom", "xanchor": anchor,
            "yshift": 6, "showarrow": False, "font": {"size": 12}}  # fmt: skip


def _bars(drawn: Sankey, column: str, x: float, unit: str | None, words: Words) -> Figure:
    nodes = [node for node in drawn.nodes if node.column == column]
    return {
        "type": "bar",
        "x": [x] * len(nodes),
        "width": _WIDTH,
        "base": [round(node.top, 2) for node in nodes],
        "y": [round(node.height, 2) for node in nodes],
        "marker": {"color": [_node_colour(node) for node in nodes], "line": {"width": 0}},
        "customdata": [_picks(node) for node in nodes],
        "hovertext": [_said(node, drawn, unit, words) for node in nodes],
        "hoverinfo": "text",
    }


def _targets(drawn: Sankey, column: str, x: float, unit: str | None, words: Words) -> Figure:
    """Unseen bars over the names, which take their clicks: text itself hears nothing."""
    nodes = [node for node in drawn.nodes if node.column == column]
    first, last = _NAMES[column]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [x + first] * len(nodes),
        "x": [last - first] * len(nodes),
        "y": [round(node.top + node.height / 2, 1) for node in nodes],
        "width": [LABEL] * len(nodes),
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "customdata": [_picks(node) for node in nodes],
        "hovertext": [_said(node, drawn, unit, words) for node in nodes],
        "hoverinfo": "text",
    }


def _labels(drawn: Sankey, column: str, x: float, unit: str | None, words: Words) -> Figure:
    """Names beside the bars."""
    nodes = [node for node in drawn.nodes if node.column == column]
    counted = unit is None or column == "weapon"
    side = "left" if column == "origin" else "right"
    shift = -0.02 if side == "left" else 0.02
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x + shift] * len(nodes),
        "y": [round(node.top + node.height / 2, 1) for node in nodes],
        "text": [
            cut(_name(node, drawn, words, short=True), _LONGEST[column])
            + (f" <b>{words.number(_number(node, unit))}</b>" if counted else "")
            for node in nodes
        ],
        "textposition": f"middle {side}",
        "textfont": {"size": 12, "color": INK, "shadow": "0 0 3px #FFFFFF, 0 0 3px #FFFFFF, 0 0 2px #FFFFFF"},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "selected": {"textfont": {"color": INK}},
        "unselected": {"textfont": {"color": INK}},
    }


def _handles(drawn: Sankey, at: dict[str, float], unit: str | None, words: Words) -> Figure:
    """Invisible points along the curves, which say what a curve holds."""
    x, y, text = [], [], []
    nodes = {(node.column, node.key): node for node in drawn.nodes}
    for ribbon in drawn.ribbons:
        said = _ribbon_said(ribbon, nodes, drawn, unit, words)
        for share, weight in ((0.25, 0.16), (0.5, 0.5), (0.75, 0.84)):
            x.append(at[ribbon.column] + share * (at[_next(ribbon.column)] - at[ribbon.column]))
            y.append(round(ribbon.starts + (ribbon.ends - ribbon.starts) * weight + ribbon.width / 2, 1))
            text.append(said)
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": y, "hovertext": text, "hoverinfo": "text",
        "marker": {"size": 12, "color": "rgba(0,0,0,0)"}, "customdata": [["", ""]] * len(x),
        "selected": {"marker": {"opacity": 0}}, "unselected": {"marker": {"opacity": 0}},
    }  # fmt: skip


def _curve(ribbon: Ribbon, at: dict[str, float], colour: str) -> Figure:
    left, right = at[ribbon.column] + _WIDTH / 2, at[_next(ribbon.column)] - _WIDTH / 2
    middle = (left + right) / 2
    a, b, w = ribbon.starts, ribbon.ends, ribbon.width
    path = (
        f"M {left},{a:.1f} C {middle},{a:.1f} {middle},{b:.1f} {right},{b:.1f} "
        f"L {right},{b + w:.1f} C {middle},{b + w:.1f} {middle},{a + w:.1f} {left},{a + w:.1f} Z"
    )
    return {"type": "path", "path": path, "fillcolor": colour, "opacity": 0.32, "line": {"width": 0}, "layer": "below"}


def _next(column: str) -> str:
    return COLUMNS[COLUMNS.index(column) + 1]


def _colour(ribbon: Ribbon) -> str:
    return weapon_colour(ribbon.target if ribbon.column == "origin" else ribbon.source)


def weapon_colour(key: str) -> str:
    """The hue of a category, for its classes, too."""
    return GREY if key == SEVERAL else WEAPON_COLOURS[key if key == NOT_REPORTED else key[0]]


def _node_colour(node: Node) -> str:
    if node.column == "weapon":
        return weapon_colour(node.key)
    return GREY if node.key in (OTHER, UNKNOWN) else INK


def _picks(node: Node) -> list[str]:
    can_be_picked = node.key not in (OTHER, UNKNOWN, SEVERAL)
    return [_PICKS[node.column], node.key] if can_be_picked else ["", ""]


def _name(node: Node, drawn: Sankey, words: Words, short: bool = False) -> str:
    if node.column == "weapon":
        if node.key == SEVERAL:
            return words.t("several classes")
        return words.t(SHORT[node.key]) if short and node.key in SHORT else words.weapon_briefly(node.key)
    if node.key == OTHER:
        return words.t("other ({n})", n=words.number(drawn.others[node.column]))
    return words.t("not stated") if node.key == UNKNOWN else words.country(node.key)


def _number(node: Node, unit: str | None) -> float:
    """What stands beside a name. Amounts of records add up to whole ones at a country, not at a category."""
    if unit is None:
        return node.records if node.column == "weapon" else round(node.amount)
    return node.amount


def _measured(amount: float, records: int, unit: str | None, words: Words) -> str:
    counted = words.n("{n} record", "{n} records", records)
    return counted if unit is None else f"{words.number(amount)} {words.t(unit)} ({counted})"


def _said(node: Node, drawn: Sankey, unit: str | None, words: Words) -> str:
    name = _name(node, drawn, words)
    if node.column != "weapon":
        records = node.records if unit else round(node.amount)
        return f"{name}: {words.n('{n} record', '{n} records', records)}"
    return f"{name}: {_measured(node.amount, node.records, unit, words)}"


def _ribbon_said(ribbon: Ribbon, nodes: dict[tuple[str, str], Node], drawn: Sankey, unit: str | None, words: Words) -> str:
    ends = (
        _name(nodes[column, key], drawn, words)
        for column, key in ((ribbon.column, ribbon.source), (_next(ribbon.column), ribbon.target))
    )
    return f"{' → '.join(ends)}: {_measured(ribbon.amount, ribbon.records, unit, words)}"
