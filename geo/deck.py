"""A scene for the browser: the one place that knows pydeck.

pydeck reads a plain string as an expression over a row: constants need quotes inside the string.
"""

from __future__ import annotations

from typing import Any

import pydeck as pdk

from compat import pydeck_json
from geo.layers import SMALL_RING
from geo.scene import Layer, Scene
from geo.style import ACCENT, INK, rgb

pydeck_json.without_widget()

#: The fields that every row carries for the tooltip: a title and up to three lines.
TOOLTIP_FIELDS = ("t", "a", "b", "c")
_TOOLTIP = {
    "html": "<b>{t}</b><div>{a}</div><div>{b}</div><div>{c}</div>",
    "style": {
        "background": "#FFFFFF",
        "color": INK,
        "border": "1px solid #CBD2D9",
        "borderRadius": "6px",
        "padding": "8px 10px",
        "maxWidth": "300px",
        "fontSize": "14px",
        "boxShadow": "0 2px 8px rgba(0,0,0,.15)",
    },
}
_PIXELS = '"pixels"'


def deck(scene: Scene, basemap: str, wheel: bool = True) -> pdk.Deck:
    """The scene over a MapLibre style at `basemap`. `wheel` says whether the mouse's wheel zooms it, or scrolls the page."""
    camera = scene.camera
    more: dict[str, Any] = {"transition_duration": camera.glide} if camera.glide else {}
    if camera.box:
        more["box"] = camera.box
    return pydeck_json.CompactDeck(
        layers=[_layer(layer) for layer in scene.layers],
        initial_view_state=pdk.ViewState(longitude=camera.lon, latitude=camera.lat, zoom=camera.zoom, max_zoom=11, **more),
        # Two fingers move the map: one scrolls the page.
        views=[pdk.View(type="MapView", controller={"multiTouchDrag": "pan"} | ({} if wheel else {"scrollZoom": False}))],
        map_provider="maplibre",
        map_style=basemap,
        tooltip=_TOOLTIP,
    )


def _layer(layer: Layer) -> pdk.Layer:
    data: Any = layer.source if isinstance(layer.source, str) else list(layer.source)
    kind, options = _DRAWN[layer.kind]
    if layer.moment:
        options = options | _at(layer.moment)
    if layer.opacity < 1:
        options = options | {"opacity": layer.opacity}
    return pdk.Layer(
        kind,
        id=layer.browser_id,
        data=data,
        pickable=layer.clickable,
        auto_highlight=layer.clickable,
        highlight_color=[*rgb(ACCENT), 110],
        **options,
    )


def _at(moment: tuple[float, float]) -> dict[str, Any]:
    """Drawn is only what lies in a moment, which the graphics card decides row by row."""
    return {
        "get_filter_value": "time",
        "filter_range": list(moment),
        "extensions": [{"@@type": "DataFilterExtension", "filterSize": 1}],
    }


#: Names with a white rim, legible over lines.
_NAMES: dict[str, Any] = {
    "get_position": "at",
    "get_text": "mark",
    "get_size": "size",
    "get_color": "line",
    "size_units": _PIXELS,
    "get_pixel_offset": "offset",
    "character_set": '"auto"',
    "font_family": '"Source Sans, sans-serif"',
    "font_weight": 600,
    "font_settings": {"sdf": True, "fontSize": 48, "buffer": 6, "radius": 14, "smoothing": 0.25},
    "outline_width": 0.35,
    "outline_color": [255, 255, 255, 235],
}


def _kept_apart(scale: float) -> dict[str, Any]:
    """Names of a size, of which the less important give way where they collide."""
    return {
        **_NAMES,
        "size_scale": scale,
        "extensions": [{"@@type": "CollisionFilterExtension"}],
        "collision_enabled": True,
        # Names give way to each other as if they were this much larger, since only their middles are compared.
        "collision_test_props": {"sizeScale": 3 * scale},
        "get_collision_priority": "rank",
        "collision_group": '"labels"',
    }


_RINGS: dict[str, Any] = {
    "get_position": "at",
    "get_radius": "size",
    "radius_units": _PIXELS,
    "filled": True,
    "get_fill_color": "fill",
    "stroked": True,
    "get_line_color": "line",
    "line_width_units": _PIXELS,
    "get_line_width": 2,
}

_DRAWN: dict[str, tuple[str, dict[str, Any]]] = {
    "cells": (
        "H3HexagonLayer",
        {
            "get_hexagon": "cell",
            "get_fill_color": "fill",
            "stroked": True,
            "get_line_color": [255, 255, 255, 160],
            "line_width_units": _PIXELS,
            "get_line_width": 0.6,
            "extruded": False,
            "filled": True,
            "opacity": 0.8,
        },
    ),
    "points": (
        "ScatterplotLayer",
        {
            "get_position": "at",
            "get_radius": "size",
            "radius_units": _PIXELS,
            "get_fill_color": "fill",
            "stroked": True,
            "get_line_color": [90, 30, 30, 150],
            "line_width_units": _PIXELS,
            "get_line_width": 0.8,
        },
    ),
    "areas": (
        "PolygonLayer",
        {
            "get_polygon": "polygon",
            "get_fill_color": "fill",
            "stroked": True,
            "get_line_color": [255, 255, 255, 230],
            "line_width_units": _PIXELS,
            "get_line_width": 1,
        },
    ),
    "rings": ("ScatterplotLayer", _RINGS),
    "small rings": ("ScatterplotLayer", _RINGS | {"radius_scale": SMALL_RING, "get_line_width": 1.3}),
    "lines": (
        "PathLayer",
        {
            "get_path": "path",
            "get_color": "line",
            "get_width": "width",
            "width_units": _PIXELS,
            "cap_rounded": False,
            "joint_rounded": True,
            "get_dash_array": "dash",
            "dash_justified": True,
            "dash_gap_pickable": True,
            "extensions": [{"@@type": "PathStyleExtension", "dash": True}],
        },
    ),
    "arrows": (
        "TextLayer",
        {
            "get_position": "at",
            "get_text": "mark",
            "get_angle": "angle",
            "get_size": "size",
            "get_color": "line",
            "size_units": _PIXELS,
            "character_set": '"▲"',
            "billboard": True,
        },
    ),
    "captions": ("TextLayer", _NAMES),
    "labels": ("TextLayer", _kept_apart(1)),
    # From the back of a room a name of 11 pixels is none.
    "labels-afar": ("TextLayer", _kept_apart(1.5)),
}
