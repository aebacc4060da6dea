"""Pictures by address: the map, the charts that a slide can show, and the sides of a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.catalogue import CHARTS, answered, chart, counted, side_chart
from components.paper.map_captions import AREA_NAMES, LAYER_NAMES, SELECTION, Sight, applied
from components.text.words import words
from data.query.filters import Filters
from data.subjects.playback import LAYERS as PLAYED

#: Layers that a map may show, and those it shows unless told otherwise.
MAP_LAYERS = (*LAYER_NAMES, *AREA_NAMES, *PLAYED)
FIRST_LAYERS = ("incidents", "flows", "routes")
#: Layers that take the whole map.
SINGLE_LAYERS = (*AREA_NAMES, *PLAYED)
#: Names of pictures that a question alone describes.
PICTURES = ("map", *CHARTS)


@dataclass(frozen=True)
class Order:
    """A picture to be drawn for a question.

    name           one of PICTURES, or `compare`
    layers, sight  of the map: what it shows, and where and when it looks
    shown          of a chart: how it is shown, as the address of its page says it
    compare        of a comparison: the other side, as in addresses
    section, side  of a comparison: what is compared, and which side is drawn, 0 or 1
    """

    name: str
    filters: Filters
    language: str
    layers: tuple[str, ...] = FIRST_LAYERS
    sight: Sight = SELECTION
    shown: tuple[tuple[str, str], ...] = ()
    compare: str = ""
    section: str = "incidents"
    side: int = 0

    @property
    def asked(self) -> Filters:
        """What of the question narrows the picture: what it is called and says of itself."""
        if self.name == "map":
            return applied(self.filters, self.layers)
        return self.filters.about(*((self.section,) if self.name == "compare" else counted(self.name, dict(self.shown))))


def draw(order: Order) -> bytes:
    """The picture as PNG. ValueError for a comparison without another side."""
    # What draws takes a quarter of the time to load all that the app needs at its start.
    from components.paper.figures import figure_png
    from components.paper.static_map import map_png

    say, filters = words(order.language), order.asked
    if order.name == "map":
        return map_png(filters, order.layers, say, order.sight)
    if order.name == "compare":
        filters, found = side_chart(filters, order.compare, order.section, order.side, say)
    else:
        found = chart(order.name, filters, say, dict(order.shown))
        filters = answered(order.name, filters, dict(order.shown))
    return figure_png(found.figure, found.title, filters, found.sources, say, found.notes)
