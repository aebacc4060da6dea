"""Which sources speak of which years: a line a source."""

from __future__ import annotations

from typing import Any

from components.charts.axes import year_axis
from components.charts.gap_marks import place
from components.text.words import N_, Words
from data.analysis.coverage import Coverage
from data.model import source_roles
from data.subjects.place_coverage import Span, runs
from geo.style import ACCENT, INK, MUTED

#: Of single cases, or of parts of the area.
PALE = "#9CCBE4"
NAMES = {
    (source_roles.EVENTS, "incidents"): N_("UCDP events"),
    (source_roles.YEAR_TOTALS, "country_years"): N_("UCDP country totals"),
    (source_roles.MONTH_TOTALS, "country_months"): N_("UCDP totals by month"),
    (source_roles.TRANSFER_REGISTER, "flows"): N_("SIPRI register"),
    (source_roles.OWN_TABLES, "flows"): N_("illicit flows, seizures and collections"),
    (source_roles.OWN_TABLES, "routes"): N_("corridors"),
    (source_roles.SEIZURE_FIGURES, "seizures"): N_("UNODC figures"),
}


def figure(found: list[Coverage], span: tuple[int, int], words: Words) -> dict[str, Any]:
    lines = [_line(line, span, words) for line in found]
    names = [_name(line, words) for line in found]
    return {
        "data": lines,
        "layout": {
            "height": 24 + 21 * len(found),
            "margin": {"l": 4, "r": 8, "t": 2, "b": 22},
            "barmode": "overlay",
            "bargap": 0.2,
            "xaxis": {
                **year_axis(*span),
                "fixedrange": True,
                "showgrid": False,
                "tickfont": {"size": 11, "color": MUTED},
                "automargin": False,
            },
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


def _line(line: Coverage, span: tuple[int, int], words: Words) -> dict[str, Any]:
    """A bar for each run of years, cut to those in sight; it says its own years where there is room."""
    if line.spans:
        return _days(line, span, words)
    seen = [(first, last) for first, last in runs(line.years) if first <= span[1] and last >= span[0]]
    ends = [(max(first, span[0]), min(last, span[1])) for first, last in seen]
    room = (span[1] - span[0] + 1) / 5
    return {
        "type": "bar",
        "orientation": "h",
        "base": [first - 0.5 for first, _ in ends],
        "x": [last - first + 1 for first, last in ends],
        "y": [_name(line, words)] * len(seen),
        "marker": {"color": ACCENT if line.complete else PALE, "line": {"width": 0}},
        "text": [words.years(*run) if cut[1] - cut[0] + 1 >= room else "" for run, cut in zip(seen, ends, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 11, "color": "#FFFFFF" if line.complete else INK},
        "hovertext": [words.labelled(_name(line, words), words.years(*run)) for run in seen],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _days(line: Coverage, span: tuple[int, int], words: Words) -> dict[str, Any]:
    """A bar for each run of days that a source speaks of, pale where in parts of the area only."""
    shown = [one for one in line.spans if one.start.year <= span[1] and one.end.year >= span[0]]
    starts = [max(place(one.start), span[0] - 0.5) for one in shown]
    ends = [min(place(one.end, after=True), span[1] + 0.5) for one in shown]
    room = (span[1] - span[0] + 1) / 5
    widths = [end - start for start, end in zip(starts, ends, strict=True)]
    named = [_period(one, words) for one in shown]
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": widths,
        "y": [_name(line, words)] * len(shown),
        "marker": {"color": [PALE if one.part else ACCENT for one in shown], "line": {"width": 0}},
        "text": [
            words.years(one.start.year, one.end.year) if wide >= room else "" for one, wide in zip(shown, widths, strict=True)
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 11, "color": [INK if one.part else "#FFFFFF" for one in shown]},
        "hovertext": [words.labelled(_name(line, words), name) for name in named],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _name(line: Coverage, words: Words) -> str:
    return words.t(NAMES[line.source, line.subject])


def _period(one: Span, words: Words) -> str:
    said = words.period(one.start, one.end, "day")
    return words.t("{period} (parts of the area)", period=said) if one.part else said


def _periods(line: Coverage, words: Words) -> str:
    if len(line.spans) > 1:
        return ", ".join(_period(one, words) for one in line.spans)
    return words.years(line.years[0], line.years[-1])


def said(found: list[Coverage], words: Words) -> str:
    lines = [
        words.t("{source}: {years}", source=_name(line, words), years=_periods(line, words))
        if line.years or line.spans
        else words.t("{source}: nothing for this area", source=_name(line, words))
        for line in found
    ]
    return words.t("Which years the sources cover. {lines}.", lines="; ".join(lines))
