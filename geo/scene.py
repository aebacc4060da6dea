"""A map as a value: the same scene is drawn on screen, in a document and on a slide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["cells", "points", "areas", "lines", "arrows", "rings", "small rings", "labels", "labels-afar", "captions"]


@dataclass(frozen=True)
class Layer:
    """One layer: `source` is the address of its rows, or the rows themselves when they belong to one session.

    Every row holds what its kind draws (see geo.layers) and the four texts of a tooltip. With a `moment`, only rows whose
    `time` lies in it are drawn (first and last included): another moment shows at once, since all rows are there. With an
    `opacity` below 1 the layer stands back behind others.
    """

    id: str
    kind: Kind
    source: str | tuple[dict[str, Any], ...]
    clickable: bool = True
    moment: tuple[float, float] | None = None
    opacity: float = 1.0

    @property
    def browser_id(self) -> str:
        """Its id in the browser, one for each kind: deck.gl takes a layer for the one of the same id that it drew before, and
        fails for good where that was of another type.
        """
        return f"{self.id}~{self.kind.replace(' ', '-')}"


@dataclass(frozen=True)
class Camera:
    """Centre in degrees, Web Mercator zoom, and milliseconds that the map takes to move there: 0 is at once.

    `box` is what the map must show around its centre: width and height as shares of the Mercator world. The browser fits it
    into the size that the map has on its screen; without one it takes the zoom as it is.
    """

    lon: float
    lat: float
    zoom: float
    glide: int = 0
    box: tuple[float, float] | None = None


@dataclass(frozen=True)
class Scene:
    """Layers from bottom to top, where to look, and whom to credit."""

    layers: tuple[Layer, ...]
    camera: Camera
    attribution: tuple[str, ...] = field(default=())
