"""Pictures by address: the map, the charts that a slide can show, and the sides of a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from components.paper.figures import figure_png
from components.paper.static_map import AREA_NAMES, LAYER_NAMES, SELECTION, Sight, map_png
from components.screen.slide_charts import CHARTS, side_chart
from components.words import words
from data.filters import Filters

#: Layers that a map may show, and those it shows unless told otherwise.
MAP_LAYERS = (*LAYER_NAMES, *AREA_NAMES)
FIRST_LAYERS = ("incidents", "flows", "routes")
#: Names of pictures that a question alone describes.
PICTURES = ("map", *CHARTS)


@dataclass(frozen=True)
class Order:
    """A picture to be drawn for a question.

    name           one of PICTURES, or `compare`
    layers, sight  of the map: what it shows, and where it looks
    compare        of a comparison: the other side, as in addresses
    section, side  of a comparison: what is compared, and which side is drawn, 0 or 1
    """

    name: str
    filters: Filters
    language: str
    layers: tuple[str, ...] = FIRST_LAYERS
    sight: Sight = SELECTION
    compare: str = ""
    section: str = "incidents"
    side: int = 0


def draw(order: Order) -> bytes:
    """The picture as PNG. ValueError for a comparison without another side."""
    say, filters = words(order.language), order.filters
    if order.name == "map":
        return map_png(filters, order.layers, say, order.sight)
    if order.name == "compare":
        filters, found = side_chart(filters, order.compare, order.section, order.side, say)
    else:
        found = CHARTS[order.name](filters, say)
    asked = filters.without("phases", "weapons") if order.name == "matrix" else filters
    return figure_png(found.figure, found.title, asked.sentence(say), found.sources, say, found.notes)
