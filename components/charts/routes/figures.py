"""Charts of routes as plain figures: corridors by mode, corridors by border, and the profile along one corridor."""

from __future__ import annotations

from typing import Any

from components.charts.axes import count_axis, highest
from components.route_profile import Profile
from components.text.words import Words
from geo.style import INK, MUTED, REDS, ROUTE_COLOURS, medium

Figure = dict[str, Any]
#: What is not picked, while something is.
_FADED = 0.3
#: Letters of a name that stands in one line.
_LONGEST_LINE = 34
_EVENTS = "#8A94A0"
#: Places nearer to each other than this share of the length would write over each other.
_TOO_CLOSE = 0.045


def by_mode(found: dict[str, int], picked: str | None, words: Words) -> Figure:
    """Corridors by mode, most first, in the colours of the map; customdata is the mode."""
    names = [words.t(mode) for mode in found]
    colours = [ROUTE_COLOURS[medium(mode)] for mode in found]
    return _bars(found, names, colours, picked, words)


def by_reliability(found: dict[str, int], words: Words) -> Figure:
    """Corridors by reliability."""
    return _bars(found, [words.t(name) for name in found], [ROUTE_COLOURS["land"]] * len(found), None, words)


def by_border(found: dict[str, int], picked: tuple[str, ...], words: Words) -> Figure:
    """Corridors by land border crossed, most first; customdata is the border."""
    names = [words.border(border) for border in found]
    return _bars(found, names, [ROUTE_COLOURS["land"]] * len(found), picked, words)


def _in_two_lines(name: str) -> str:
    """A long name with what stands in brackets below it: beside a bar there is room for some thirty letters."""
    return name.replace(" (", "<br>(", 1) if len(name) > _LONGEST_LINE else name


def _bars(
    found: dict[str, int], names: list[str], colours: list[str], picked: str | tuple[str, ...] | None, words: Words
) -> Figure:
    chosen = (picked,) if isinstance(picked, str) else picked or ()
    opacity = [1 if not chosen or name in chosen else _FADED for name in found]
    top = highest(found.values())
    return {
        "data": [
            {
                "type": "bar", "orientation": "h", "y": [_in_two_lines(name) for name in names], "x": list(found.values()),
                "text": [words.number(n) for n in found.values()], "textposition": "outside", "cliponaxis": False,
                "marker": {"color": colours, "opacity": opacity},
                "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": _FADED}},
                "customdata": list(found),
                "hovertext": [
                    f"{name}: {words.n('{n} corridor', '{n} corridors', n)}"
                    for name, n in zip(names, found.values(), strict=True)
                ],
                "hoverinfo": "text",
            }
        ],
        "layout": {
            "height": 20 + 26 * len(found),
            "margin": {"l": 4, "r": 30, "t": 4, "b": 4},
            "xaxis": {"visible": False, "fixedrange": True, **count_axis(top)},
            "yaxis": {"autorange": "reversed", "fixedrange": True, "automargin": True, "tickfont": {"size": 13, "color": INK},
                      "showgrid": False},
            "bargap": 0.3,
            "dragmode": False,
            "showlegend": False,
            "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }  # fmt: skip


def along(found: Profile, words: Words) -> Figure:
    """Deaths above, events below, for each 25 km of a corridor; its places and borders as lines across both."""
    steps = found.steps
    middle = ((steps.from_km + steps.to_km) / 2).tolist()
    width = (steps.to_km - steps.from_km).mul(0.92).tolist()
    text = [
        words.t("km {first} to {last}", first=words.number(round(row.from_km)), last=words.number(round(row.to_km)))
        + "<br>" + words.n("{n} event", "{n} events", row.events)
        + ", " + words.n("{n} death", "{n} deaths", row.deaths)
        for row in steps.itertuples()
    ]  # fmt: skip
    bars = [
        {
            "type": "bar", "x": middle, "y": steps[column].tolist(), "width": width, "yaxis": axis,
            "marker": {"color": colour, "line": {"width": 0}}, "hovertext": text, "hoverinfo": "text", "showlegend": False,
        }
        for column, axis, colour in (("deaths", "y", REDS[3]), ("events", "y2", _EVENTS))
    ]  # fmt: skip
    shapes, notes = _marks(found, words)
    places = {
        "type": "scatter", "mode": "markers", "x": [mark.km for mark in found.places], "y": [0] * len(found.places),
        "yaxis": "y2", "marker": {"symbol": "diamond", "size": 9, "color": "#FFFFFF", "line": {"width": 1.5, "color": INK}},
        "hovertext": [
            words.t("{place}, km {km}", place=mark.name, km=words.number(round(mark.km))) for mark in found.places
        ],
        "hoverinfo": "text", "showlegend": False, "cliponaxis": False,
    }  # fmt: skip
    axis = {"fixedrange": True, "gridcolor": "#E4E8EC", "zeroline": False, "automargin": True,
            "separatethousands": True}  # fmt: skip
    deaths, events = count_axis(highest(steps.deaths)), count_axis(highest(steps.events))
    return {
        "data": [*bars, places],
        "layout": {
            "height": 420,
            "margin": {"l": 4, "r": 48, "t": 96, "b": 4},
            "xaxis": {"range": [-found.km * 0.015, found.km * 1.015], "fixedrange": True, "anchor": "y2", "showgrid": False,
                      "zeroline": False, "title": {"text": words.t("km along the line")}, "separatethousands": True},
            "yaxis": {**axis, **deaths, "domain": [0.53, 1], "title": {"text": words.t("deaths")}},
            "yaxis2": {**axis, **events, "domain": [0, 0.45], "title": {"text": words.t("events")}},
            "shapes": shapes,
            "annotations": notes,
            "separators": words.separators,
            "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }  # fmt: skip


def _marks(found: Profile, words: Words) -> tuple[list[Figure], list[Figure]]:
    """Lines and names of places (thin) and borders (strong); names that would collide are left to the line."""
    shapes: list[Figure] = []
    notes: list[Figure] = []
    borders = [(mark.km, mark.km, words.border(mark.name) + ("" if mark.exact else " *"), True) for mark in found.borders]
    places = [(mark.km, mark.km, mark.name, False) for mark in found.places]
    named: list[float] = []
    # Borders are named first, then both ends, then what lies between.
    for km, at, name, border in [*borders, places[0], places[-1], *places[1:-1]]:
        shapes.append(_across(km, INK if border else "#B8C0C8", 1.6 if border else 1, "dash" if border else "dot"))
        if any(abs(at - other) < found.km * _TOO_CLOSE for other in named):
            continue
        named.append(at)
        notes.append(
            {"xref": "x", "yref": "paper", "x": at, "y": 1.01, "xanchor": "left", "yanchor": "bottom", "textangle": -40,
             "showarrow": False, "text": f"<b>{name}</b>" if border else name,
             "font": {"size": 12, "color": INK if border else MUTED}}
        )  # fmt: skip
    return shapes, notes


def _across(x: float, colour: str, width: float, dash: str) -> Figure:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below",
        "line": {"color": colour, "width": width, "dash": dash},
    }  # fmt: skip
