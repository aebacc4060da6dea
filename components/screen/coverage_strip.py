"""The coverage strip: which sources speak of which years for this area, under every chart over time."""

from __future__ import annotations

from typing import Any

from components.screen.plot import plot
from components.words import N_, Words
from data.coverage import Coverage, coverage
from data.filters import FIRST_YEAR, LAST_YEAR, Filters
from geo.style import ACCENT, MUTED

_NAMES = {
    ("ucdp-ged", "incidents"): N_("UCDP events at places"),
    ("ucdp-country-years", "country_years"): N_("UCDP country totals"),
    ("sipri-transfers", "flows"): N_("SIPRI register"),
    ("arms-lens-curated", "flows"): N_("documented flows"),
    ("arms-lens-curated", "routes"): N_("documented routes"),
    ("unodc-iafq", "seizures"): N_("UNODC figures"),
}


def coverage_strip(page: str, subject: str, filters: Filters, words: Words) -> None:
    """One line a source: full where it looked at every year, pale where it holds single cases."""
    found = coverage(filters.countries, subject)
    span = (filters.years[0], filters.years[-1]) if filters.years else (FIRST_YEAR, LAST_YEAR)
    plot(_figure(found, span, words), key=f"{page}_coverage", alt=_said(found, words))


def _figure(found: list[Coverage], span: tuple[int, int], words: Words) -> dict[str, Any]:
    lines = [
        {
            "type": "bar",
            "orientation": "h",
            "base": [year - 0.5 for year in line.years],
            "x": [1] * len(line.years),
            "y": [_name(line, words)] * len(line.years),
            "marker": {"color": ACCENT if line.complete else "#9CCBE4", "line": {"width": 0}},
            "hovertext": [f"{_name(line, words)}: {year}" for year in line.years],
            "hoverinfo": "text",
            "showlegend": False,
        }
        for line in found
    ]
    names = [_name(line, words) for line in found]
    return {
        "data": lines,
        "layout": {
            "height": 34 + 20 * len(found),
            "margin": {"l": 4, "r": 8, "t": 2, "b": 2},
            "barmode": "overlay",
            "bargap": 0.35,
            "xaxis": {"range": [span[0] - 0.6, span[1] + 0.6], "fixedrange": True, "showgrid": False, "tickformat": "d"},
            "yaxis": {
                "autorange": "reversed",
                "fixedrange": True,
                "automargin": True,
                "categoryorder": "array",
                "categoryarray": names,
                "tickfont": {"size": 11, "color": MUTED},
            },
            "plot_bgcolor": "#F4F6F8",
        },
    }


def _name(line: Coverage, words: Words) -> str:
    return words.t(_NAMES[line.source, line.subject])


def _said(found: list[Coverage], words: Words) -> str:
    lines = [
        words.t("{source}: {years}", source=_name(line, words), years=words.years(line.years[0], line.years[-1]))
        if line.years
        else words.t("{source}: nothing for this area", source=_name(line, words))
        for line in found
    ]
    return words.t("Which years the sources cover. {lines}.", lines="; ".join(lines))
