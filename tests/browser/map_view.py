"""The map in the browser: what it draws, where it looks, and where on the page a place is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

#: Finds deck.gl and MapLibre where React keeps them: neither offers itself to the page.
REACH_THE_MAP = """
window.reachTheMap = () => {
  const found = (start, pick) => {
    const key = start && Object.keys(start).find((name) => name.startsWith('__reactFiber'));
    for (let fibre = key && start[key]; fibre; fibre = fibre.return)
      for (let hook = fibre.memoizedState; hook && typeof hook === 'object'; hook = hook.next) {
        const one = pick(hook.memoizedState);
        if (one) return one;
      }
    return null;
  };
  const overlay = document.querySelector('#deckgl-overlay');
  const ground = document.querySelector('.mapboxgl-map, .maplibregl-map');
  return {
    canvas: overlay,
    deck: found(overlay, (kept) => kept && kept.current && kept.current.deck && kept.current.deck.layerManager
      ? kept.current.deck : null),
    ground: found(ground, (kept) => kept && typeof kept.getStyle === 'function' ? kept : null),
  };
};
"""
DRAWN = """() => {
  const { deck, ground } = window.reachTheMap();
  if (!deck || !ground || !deck.getViewports().length) return false;
  const layers = deck.layerManager.getLayers();
  return layers.length > 0 && layers.every((layer) => layer.isLoaded) && ground.isStyleLoaded() && ground.areTilesLoaded();
}"""
_LAYERS = """() => Object.fromEntries(window.reachTheMap().deck.layerManager.getLayers()
  .filter((layer) => !layer.parent).map((layer) => [layer.id.split('~')[0], layer.props.data.length]))"""
_CAMERA = """() => { const view = window.reachTheMap().deck.getViewports()[0];
  return { lon: view.longitude, lat: view.latitude, zoom: view.zoom }; }"""
_GROUND_CAMERA = """() => { const { ground } = window.reachTheMap(); const at = ground.getCenter();
  return { lon: at.lng, lat: at.lat, zoom: ground.getZoom() }; }"""
_AT = """([lon, lat]) => { const { deck, canvas } = window.reachTheMap();
  const [x, y] = deck.getViewports()[0].project([lon, lat]); const box = canvas.getBoundingClientRect();
  return [box.x + x, box.y + y]; }"""
_ROWS = (
    """(name) => window.reachTheMap().deck.layerManager.getLayers().find((layer) => layer.id.split('~')[0] === name).props.data"""
)
_PICKED = """([name, x, y]) => { const { deck, canvas } = window.reachTheMap(); const box = canvas.getBoundingClientRect();
  const { id } = deck.layerManager.getLayers().find((layer) => layer.id.split('~')[0] === name);
  const hit = deck.pickObject({ x: x - box.x, y: y - box.y, layerIds: [id] }); return hit ? hit.index : -1; }"""
_TOP = """([x, y]) => { const { deck, canvas } = window.reachTheMap(); const box = canvas.getBoundingClientRect();
  const hit = deck.pickObject({ x: x - box.x, y: y - box.y }); return hit ? hit.layer.id.split('~')[0] : ''; }"""
_QUICK = """([x, y]) => { const { deck, canvas } = window.reachTheMap(); const box = canvas.getBoundingClientRect();
  const began = performance.now(); deck.pickObject({ x: x - box.x, y: y - box.y }); return performance.now() - began < 80; }"""


@dataclass(frozen=True)
class Look:
    """Where a map looks."""

    lon: float
    lat: float
    zoom: float

    def close_to(self, other: Look, degrees: float = 0.02, zoom: float = 0.01) -> bool:
        near = max(abs(self.lon - other.lon), abs(self.lat - other.lat)) < degrees
        return near and abs(self.zoom - other.zoom) < zoom


class MapView:
    """The map of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.frame = page.get_by_test_id("stDeckGlJsonChart")

    def drawn(self) -> MapView:
        """Wait until every layer has its rows and the ground is there."""
        self.frame.scroll_into_view_if_needed()
        self._page.wait_for_function(DRAWN, polling=200)
        return self

    def layers(self) -> dict[str, int]:
        """Rows by layer."""
        return dict(self._page.evaluate(_LAYERS))

    def rows(self, layer: str) -> list[dict[str, Any]]:
        return list(self._page.evaluate(_ROWS, layer))

    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        width, height = self._page.evaluate("() => { const { canvas } = window.reachTheMap(); "
                                            "return [canvas.clientWidth, canvas.clientHeight]; }")  # fmt: skip
        return width, height

    def look(self) -> Look:
        return Look(**self._page.evaluate(_CAMERA))

    def ground_look(self) -> Look:
        """Where the basemap looks. MapLibre and deck.gl count zoom alike."""
        return Look(**self._page.evaluate(_GROUND_CAMERA))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """A place on the page, in CSS pixels of the window."""
        x, y = self._page.evaluate(_AT, [lon, lat])
        return x, y

    def hit(self, layer: str, at: tuple[float, float]) -> dict[str, Any] | None:
        """The row of a layer under a point of the page, were it alone on the map."""
        index = self._page.evaluate(_PICKED, [layer, *at])
        return None if index < 0 else self.rows(layer)[index]

    def top(self, at: tuple[float, float]) -> str:
        """The layer that lies on top at a point of the page, empty where there is none."""
        return str(self._page.evaluate(_TOP, list(at)))

    def press(self, at: tuple[float, float]) -> None:
        """Point at a place of the page, and click it once the map answers. deck.gl looks what lies under a press before it hears
        of its end, and a press of a quarter of a second is no click to it: drawn in software, the first look takes that long.
        """
        self._page.mouse.move(*at)
        self._page.wait_for_function(_QUICK, arg=list(at), polling=100)
        self._page.mouse.click(*at)
