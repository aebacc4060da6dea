"""Pictures by address: the map, and the charts that a slide can show."""

from __future__ import annotations

from components.paper.figures import figure_png
from components.paper.static_map import AREA_NAMES, LAYER_NAMES, SELECTION, Sight, map_png
from components.screen.slide_charts import CHARTS
from components.words import words
from data.filters import Filters

#: Layers that a map may show, and those it shows unless told otherwise.
MAP_LAYERS = (*LAYER_NAMES, *AREA_NAMES)
FIRST_LAYERS = ("incidents", "flows", "routes")
#: Names of pictures in addresses.
PICTURES = ("map", *CHARTS)


def draw(name: str, filters: Filters, language: str, layers: tuple[str, ...], sight: Sight = SELECTION) -> bytes:
    """A picture by its name; `layers` and `sight` are for the map."""
    say = words(language)
    if name == "map":
        return map_png(filters, layers, say, sight)
    found = CHARTS[name](filters, say)
    asked = filters.without("phases", "weapons") if name == "matrix" else filters
    return figure_png(found.figure, found.title, asked.sentence(say), found.sources, say, found.notes)
