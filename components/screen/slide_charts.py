"""The charts that a slide can show, each made for the slide's question as the page beside it makes it; and comparisons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from components import route_profile
from components.screen.border_sides_panel import sides_chart
from components.screen.chart import Chart
from components.screen.crossing_panel import crossing_chart
from components.screen.flow_compare import flow_compare
from components.screen.flow_ranking_panel import ranking_chart
from components.screen.flow_sankey_panel import streams_chart
from components.screen.flow_switch import shown
from components.screen.flow_timeline_panel import flow_years_chart
from components.screen.incident_compare import incident_compare
from components.screen.incident_mix_panel import violence_chart, weapons_chart
from components.screen.route_compare import route_compare
from components.screen.route_mix_panel import borders_chart, modes_chart
from components.screen.route_profile_panel import profile_chart
from components.screen.year_panel import year_chart
from components.words import N_, Words
from components.workshop.value import ChartName
from data import borders, routes
from data.comparison import other_side
from data.countries import in_region
from data.filters import Filters
from geo.style import MUTED

#: Names of charts, as lists offer them.
CHART_NAMES: dict[str, str] = {
    "years": N_("Events and deaths a year"),
    "matrix": N_("Conflict phase × weapon category"),
    "weapons": N_("Weapons named in events"),
    "violence": N_("Events by type of violence"),
    "flow-years": N_("Records of flows a year"),
    "streams": N_("From where, with what, to where"),
    "suppliers": N_("Suppliers and countries of origin"),
    "recipients": N_("Recipients and countries of destination"),
    "mechanisms": N_("How the arms moved"),
    "modes": N_("Corridors by mode"),
    "borders": N_("Corridors by land border crossed"),
    "profile": N_("Along a corridor"),
    "border-sides": N_("Both sides of a border"),
}


def _years(filters: Filters, words: Words) -> Chart:
    figure, notes = year_chart(filters, words)
    alt = words.t("Events and deaths a year") + ". " + filters.sentence(words)
    return Chart(
        figure, words.t("Events and deaths a year"), alt, tuple(notes), ("ucdp-ged", "ucdp-country-years", "arms-lens-curated")
    )


def _matrix(filters: Filters, words: Words) -> Chart:
    figure, note = crossing_chart(filters, "incidents", words)
    return Chart(figure, words.t("Conflict phase × weapon category"), note, (note,), ("ucdp-ged", "arms-lens-curated"))


def _side(filters: Filters) -> str:
    """The side of the flows that the question asks for; the first of both."""
    return shown(filters)[0]


def _profile(filters: Filters, words: Words) -> Chart | None:
    picked = dict(filters.picks).get("route", "")
    found = routes.matching(filters)
    names = dict(zip(found.id, found.name, strict=True))
    profile = route_profile.profile(filters, picked) if picked in names else None
    return profile_chart(profile, names[picked], words) if profile else None


def _border(filters: Filters, words: Words) -> Chart | None:
    border = dict(filters.picks).get("border", "")
    if border not in borders.known():
        return None
    return sides_chart(filters, border, tuple(sorted(borders.sides(border), key=words.country)), "events", words)


_BUILT: dict[ChartName, Callable[[Filters, Words], Chart | None]] = {
    "years": _years,
    "matrix": _matrix,
    "weapons": weapons_chart,
    "violence": violence_chart,
    "flow-years": lambda filters, words: flow_years_chart(shown(filters), "kind", filters, words),
    "streams": lambda filters, words: streams_chart(_side(filters), filters, words),
    "suppliers": lambda filters, words: ranking_chart("supplier", _side(filters), filters, words),
    "recipients": lambda filters, words: ranking_chart("recipient", _side(filters), filters, words),
    "mechanisms": lambda filters, words: ranking_chart("mechanism", "illicit and seized", filters, words),
    "modes": modes_chart,
    "borders": borders_chart,
    "profile": _profile,
    "border-sides": _border,
}


def _built(name: ChartName) -> Callable[[Filters, Words], Chart]:
    return lambda filters, words: _BUILT[name](filters, words) or _nothing(name, filters, words)


def _nothing(name: str, filters: Filters, words: Words) -> Chart:
    """Where nothing is on record the slide says so, instead of a hole."""
    said = words.t("Nothing on record.")
    axis: dict[str, Any] = {"visible": False, "range": [0, 1], "fixedrange": True}
    note = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False, "text": said,
            "font": {"size": 18, "color": MUTED}}  # fmt: skip
    # A figure without a trace stops the browser's library.
    empty = {"type": "scatter", "x": [0.5], "y": [0.5], "mode": "markers", "marker": {"opacity": 0}, "hoverinfo": "skip"}
    layout = {"height": 240, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "xaxis": axis, "yaxis": axis, "annotations": [note]}
    return Chart({"data": [empty], "layout": layout}, words.t(CHART_NAMES[name]), f"{filters.sentence(words)}: {said}", (), ())


#: A chart by its name, for a question.
CHARTS: dict[str, Callable[[Filters, Words], Chart]] = {name: _built(name) for name in _BUILT}

_COMPARED = {"incidents": incident_compare, "flows": flow_compare, "routes": route_compare}


def side_chart(filters: Filters, compare: str, section: str, side: int, words: Words) -> tuple[Filters, Chart]:
    """One side of a comparison: its question, and the first chart of what its page compares; more the back of the room cannot
    read. ValueError when `compare` names no other side.
    """
    other = other_side(filters, compare, in_region())
    if other is None:
        raise ValueError(f"compare={compare!r} is no other side: write area:TCD, or year:2005-2011")
    found = _COMPARED[section](filters, other, words)
    pair, asked = found.charts[0], (filters, other)[side]
    alt = words.labelled(pair.title, asked.sentence(words))
    return asked, Chart(pair.figures[side], pair.title, alt, (found.note,), pair.sources)
