"""The border lens as a plain figure: each side of a border by year, stacked by distance."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.axes import count_axis, highest
from components.charts.preliminary_marks import in_parts, legend_entry
from components.text.words import Words
from data.ground.borders import BANDS
from geo.style import INK, MUTED, REDS

Figure = dict[str, Any]
#: From the border outwards: the nearer, the darker. Deaths keep the reds of the map.
BAND_COLOURS = {"events": ("#3C4753", "#87929E", "#C9D0D7"), "deaths": (REDS[4], REDS[2], REDS[0])}
#: Room between two sides of one border for the years, and between several countries, as shares of the width.
_MIDDLE, _BETWEEN = 0.13, 0.05


def band_name(band: int) -> str:
    """Lower and upper limit of a band, in km."""
    return "{}–{}".format(*BANDS[band])


def sides(
    found: pd.DataFrame, revised: pd.DataFrame, covered: dict[str, int], span: tuple[int, int], measure: str, words: Words
) -> Figure:
    """Bars by year for each country, one scale for all: two countries mirror each other, more stand side by side.

    found    columns side, band, year, events, deaths; `revised` of it is striped
    covered  the countries, and the last year that place-level data cover in each: later years are marked
    measure  `events` or `deaths`; customdata is the year
    """
    countries = tuple(covered)
    mirrored = len(countries) == 2
    totals = found.groupby(["side", "year"])[measure].sum()
    counts = count_axis(highest(totals), 5 if len(countries) < 4 else 3)
    years = list(range(span[0], span[1] + 1))
    tall = max(14 * len(years), 150)
    data: list[Figure] = []
    layout: Figure = {}
    notes: list[Figure] = []
    shapes: list[Figure] = []
    for i, country in enumerate(countries):
        x, y = (f"{axis}{i + 1 if i else ''}" for axis in ("x", "y"))
        domain = _domain(i, len(countries))
        for band in range(len(BANDS)):
            data += _bars((found, revised), country, band, years, measure, (x, y), i == 0, words)
        layout[x.replace("x", "xaxis")] = {
            "domain": domain, "anchor": y, **counts, "range": counts["range"][:: -1 if mirrored and i == 0 else 1],
            "fixedrange": True, "gridcolor": "#E4E8EC", "zeroline": False, "separatethousands": True,
        }  # fmt: skip
        layout[y.replace("y", "yaxis")] = {
            "range": [span[1] + 0.6, span[0] - 0.6], "anchor": x, "fixedrange": True, "showgrid": False, "zeroline": False,
            "tickformat": "d", "showticklabels": (i == 1) if mirrored else (i == 0), "dtick": _every(len(years)),
            "tickfont": {"size": 12, "color": INK}, "automargin": not mirrored, "ticks": "",
        }  # fmt: skip
        if covered[country] < span[1]:
            uncovered, said = _uncovered(x, max(covered[country], span[0] - 1), span[1], words)
            shapes.append(uncovered)
            notes.append(said)
        total = int(found.loc[found.side == country, measure].sum())
        notes.append(
            {"xref": "paper", "yref": "paper", "x": domain[1] if mirrored and i == 0 else domain[0], "y": 1.0,
             "xanchor": "right" if mirrored and i == 0 else "left", "yanchor": "bottom", "showarrow": False,
             "text": f"<b>{words.country(country)}</b><br>{words.number(total)}", "font": {"size": 14, "color": INK}}
        )  # fmt: skip
    data += legend_entry(data, words)
    return {
        "data": data,
        "layout": {
            **layout,
            "barmode": "stack",
            "bargap": 0.18,
            "height": 108 + tall,
            "margin": {"l": 4, "r": 8, "t": 46, "b": 4},
            "legend": {"orientation": "h", "y": -30 / tall, "yanchor": "top", "x": 0, "font": {"size": 12}},
            "shapes": shapes,
            "annotations": notes,
            "separators": words.separators,
            "dragmode": False,
            "hoverlabel": {"bgcolor": "#FFFFFF", "font": {"color": INK}},
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }  # fmt: skip


def _domain(i: int, n: int) -> list[float]:
    """The i-th of n panels, from left to right."""
    gap = _MIDDLE if n == 2 else _BETWEEN
    width = (1 - gap * (n - 1)) / n
    return [i * (width + gap), i * (width + gap) + width]


def _bars(
    of: tuple[pd.DataFrame, pd.DataFrame], country: str, band: int, years: list[int], measure: str, axes: tuple[str, str],
    named: bool, words: Words,
) -> list[Figure]:  # fmt: skip
    whole, revised = (found[(found.side == country) & (found.band == band)].set_index("year") for found in of)
    here = whole[["events", "deaths"]].reindex(years, fill_value=0)
    counted = [
        words.n("{n} event", "{n} events", row.events) + ", " + words.n("{n} death", "{n} deaths", row.deaths)
        for row in here.itertuples()
    ]
    name = words.t("{band} km from the border", band=band_name(band))
    bar = {
        "type": "bar", "orientation": "h", "y": years, "x": here[measure].tolist(), "xaxis": axes[0], "yaxis": axes[1],
        "name": name, "legendgroup": str(band), "showlegend": named,
        "marker": {"color": BAND_COLOURS[measure][band], "line": {"width": 0}},
        "customdata": years, "hoverinfo": "text",
        "hovertext": [f"{words.country(country)}, {year}, {name}<br>{said}" for year, said in zip(years, counted, strict=True)],
    }  # fmt: skip
    return in_parts(bar, revised[measure].to_dict(), words)


def _every(years: int) -> int:
    return 1 if years <= 12 else 2 if years <= 24 else 5


def _uncovered(x: str, last: int, end: int, words: Words) -> tuple[Figure, Figure]:
    """The years of one panel that no place-level data cover, as a tinted band and its words."""
    band = {
        "type": "rect", "xref": f"{x} domain", "yref": "y", "x0": 0, "x1": 1, "y0": last + 0.5, "y1": end + 0.5,
        "fillcolor": "#EEF1F4", "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
    said = {
        "xref": f"{x} domain", "yref": "y", "x": 0.5, "y": (last + 1 + end) / 2, "showarrow": False,
        "text": words.t("no place-level data"), "font": {"size": 11, "color": MUTED},
    }  # fmt: skip
    return band, said
