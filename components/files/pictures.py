"""Pictures by address: the map, and the charts of the overview."""

from __future__ import annotations

from collections.abc import Callable

from components.paper.figures import figure_png
from components.paper.static_map import AREA_NAMES, LAYER_NAMES, map_png
from components.screen.crossing_panel import crossing_chart
from components.screen.year_panel import year_chart
from components.words import Words, words
from data.filters import Filters

#: Layers that a map may show, and those it shows unless told otherwise.
MAP_LAYERS = (*LAYER_NAMES, *AREA_NAMES)
FIRST_LAYERS = ("incidents", "flows", "routes")


def draw(name: str, filters: Filters, language: str, layers: tuple[str, ...]) -> bytes:
    """A picture by its name; `layers` is for the map."""
    return PICTURES[name](filters, layers, words(language))


def _years(filters: Filters, _layers: tuple[str, ...], say: Words) -> bytes:
    figure, notes = year_chart(filters, say)
    sources = ("ucdp-ged", "ucdp-country-years", "arms-lens-curated")
    return figure_png(figure, say.t("Events and deaths a year"), filters.sentence(say), sources, say, tuple(notes))


def _matrix(filters: Filters, _layers: tuple[str, ...], say: Words) -> bytes:
    figure, note = crossing_chart(filters, "incidents", say)
    shown = filters.without("phases", "weapons").sentence(say)
    return figure_png(figure, say.t("Conflict phase × weapon category"), shown, ("ucdp-ged", "arms-lens-curated"), say, (note,))


PICTURES: dict[str, Callable[[Filters, tuple[str, ...], Words], bytes]] = {"map": map_png, "years": _years, "matrix": _matrix}
