"""Pictures by address: the map, and the charts of the overview."""

from __future__ import annotations

from collections.abc import Callable

from components.paper.figures import figure_png
from components.paper.static_map import AREA_NAMES, LAYER_NAMES, SELECTION, Sight, map_png
from components.screen.crossing_panel import crossing_chart
from components.screen.year_panel import year_chart
from components.words import Words, words
from data.filters import Filters

#: Layers that a map may show, and those it shows unless told otherwise.
MAP_LAYERS = (*LAYER_NAMES, *AREA_NAMES)
FIRST_LAYERS = ("incidents", "flows", "routes")


def draw(name: str, filters: Filters, language: str, layers: tuple[str, ...], sight: Sight = SELECTION) -> bytes:
    """A picture by its name; `layers` and `sight` are for the map."""
    return PICTURES[name](filters, layers, sight, words(language))


def _map(filters: Filters, layers: tuple[str, ...], sight: Sight, say: Words) -> bytes:
    return map_png(filters, layers, say, sight)


def _years(filters: Filters, _layers: tuple[str, ...], _sight: Sight, say: Words) -> bytes:
    figure, notes = year_chart(filters, say)
    sources = ("ucdp-ged", "ucdp-country-years", "arms-lens-curated")
    return figure_png(figure, say.t("Events and deaths a year"), filters.sentence(say), sources, say, tuple(notes))


def _matrix(filters: Filters, _layers: tuple[str, ...], _sight: Sight, say: Words) -> bytes:
    figure, note = crossing_chart(filters, "incidents", say)
    shown = filters.without("phases", "weapons").sentence(say)
    return figure_png(figure, say.t("Conflict phase × weapon category"), shown, ("ucdp-ged", "arms-lens-curated"), say, (note,))


Draw = Callable[[Filters, tuple[str, ...], Sight, Words], bytes]
PICTURES: dict[str, Draw] = {"map": _map, "years": _years, "matrix": _matrix}
