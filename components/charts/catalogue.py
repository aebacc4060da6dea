"""The charts that a slide can show, each made for the slide's question as its page makes it; and comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from components import route_profile
from components.charts.axes import holds_values
from components.charts.borders.sides import sides_chart
from components.charts.chart import Chart
from components.charts.flows.compare import flow_compare
from components.charts.flows.ranking import ranking_chart
from components.charts.flows.sides import shown
from components.charts.flows.streams import streams_chart
from components.charts.flows.timeline import flow_years_chart
from components.charts.incidents.compare import incident_compare
from components.charts.incidents.mix import violence_chart, weapons_chart
from components.charts.incidents.timeline import timeline_chart
from components.charts.overview.crossing import SUBJECT_NAMES, crossing_chart
from components.charts.overview.years import year_chart
from components.charts.routes.compare import route_compare
from components.charts.routes.mix import borders_chart, modes_chart
from components.charts.routes.profile import profile_chart
from components.current import dataset
from components.text.words import N_, Words
from data.analysis.comparison import other_side
from data.ground import borders
from data.model import source_roles
from data.model.categories import FLOW_KINDS
from data.query.filters import Filters
from data.subjects import routes
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
    "timeline": N_("Events and deaths over time"),
}
#: What a chart counts; a matrix counts one subject at a time.
_COUNTED = {
    **dict.fromkeys(("years", "weapons", "violence", "timeline"), ("incidents",)),
    **dict.fromkeys(("flow-years", "streams", "suppliers", "recipients", "mechanisms"), ("flows",)),
    **dict.fromkeys(("modes", "borders"), ("routes",)),
    "profile": ("routes", "incidents"),
    "border-sides": ("incidents",),
}
#: How a chart is shown, by the names that the address of its page has for it; what is missing is as at first.
Ways = Mapping[str, str]
#: The source of a matrix beside the hand-compiled tables, which hold the phases.
_MATRIX_SOURCES = {"incidents": (source_roles.EVENTS,), "authorised": (source_roles.TRANSFER_REGISTER,)}


def _matrix(filters: Filters, ways: Ways, words: Words) -> Chart:
    subject = ways.get("subject", "incidents")
    figure, note = crossing_chart(filters, subject, words)
    title = words.labelled(words.t("Conflict phase × weapon category"), words.t(SUBJECT_NAMES[subject]))
    return Chart(figure, title, note, (note,), (*_MATRIX_SOURCES.get(subject, ()), source_roles.OWN_TABLES))


def _side(filters: Filters) -> str:
    """The side of the flows that the question asks for; the first of both."""
    return shown(filters)[0]


def _profile(filters: Filters, words: Words) -> Chart | None:
    picked = dict(filters.picks).get("route", "")
    found = routes.matching(dataset(), filters)
    names = dict(zip(found.id, map(words.corridor, found.name), strict=True))
    profile = route_profile.profile(filters, picked) if picked in names else None
    return profile_chart(profile, names[picked], words) if profile else None


def _border(filters: Filters, ways: Ways, words: Words) -> Chart | None:
    border = dict(filters.picks).get("border", "")
    if border not in borders.known(dataset()):
        return None
    countries = tuple(sorted(borders.sides(border), key=words.country))
    return sides_chart(filters, border, countries, ways.get("count", "events"), words)


def _timeline(filters: Filters, ways: Ways, words: Words) -> Chart:
    return timeline_chart(filters, "month" if ways.get("bars") == "month" else "year", words)


_BUILT: dict[str, Callable[[Filters, Ways, Words], Chart | None]] = {
    "years": lambda filters, _, words: year_chart(filters, words),
    "timeline": _timeline,
    "matrix": _matrix,
    "weapons": lambda filters, _, words: weapons_chart(filters, words),
    "violence": lambda filters, _, words: violence_chart(filters, words),
    "flow-years": lambda filters, ways, words: flow_years_chart(shown(filters), ways.get("by", "kind"), filters, words),
    "streams": lambda filters, _, words: streams_chart(_side(filters), filters, words),
    "suppliers": lambda filters, _, words: ranking_chart("supplier", _side(filters), filters, words),
    "recipients": lambda filters, _, words: ranking_chart("recipient", _side(filters), filters, words),
    "mechanisms": lambda filters, _, words: ranking_chart("mechanism", "illicit and seized", filters, words),
    "modes": lambda filters, _, words: modes_chart(filters, words),
    "borders": lambda filters, _, words: borders_chart(filters, words),
    "profile": lambda filters, _, words: _profile(filters, words),
    "border-sides": _border,
}
#: Names of the charts.
CHARTS: tuple[str, ...] = tuple(_BUILT)


def chart(name: str, filters: Filters, words: Words, ways: Ways = MappingProxyType({})) -> Chart:
    """A chart by its name, for a question; where nothing is on record it says so."""
    found = _BUILT[name](filters, ways, words)
    return found if found and holds_values(found.figure) else _nothing(name, filters, words)


def counted(name: str, ways: Ways = MappingProxyType({})) -> tuple[str, ...]:
    """The subjects that a chart counts, whose picks narrow it."""
    if name == "matrix":
        subject = ways.get("subject", "incidents")
        return ("flows",) if subject in FLOW_KINDS else (subject,)
    return _COUNTED[name]


def answered(name: str, filters: Filters, ways: Ways = MappingProxyType({})) -> Filters:
    """The question that a chart answers: a matrix shows all phases and weapons, and marks those asked for."""
    asked = filters.about(*counted(name, ways))
    return asked.without("phases", "weapons") if name == "matrix" else asked


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


_COMPARED = {"incidents": incident_compare, "flows": flow_compare, "routes": route_compare}


def side_chart(filters: Filters, compare: str, section: str, side: int, words: Words) -> tuple[Filters, Chart]:
    """One side of a comparison: its question, and the first chart of what its page compares; more the back of the room cannot
    read. ValueError when `compare` names no other side.
    """
    other = other_side(dataset(), filters, compare)
    if other is None:
        raise ValueError(f"compare={compare!r} is no other side: write area:TCD, or year:2005-2011")
    found = _COMPARED[section](filters, other, words)
    pair, asked = found.charts[0], (filters, other)[side]
    alt = words.labelled(pair.title, asked.sentence(words))
    return asked, Chart(pair.figures[side], pair.title, alt, (found.note,), pair.sources)
