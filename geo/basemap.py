"""The basemap: its look, its GeoJSON files, and the MapLibre style over them. It asks no server but the app's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.borders import land_borders
from geo.coverage import shared_edges


@dataclass(frozen=True)
class Look:
    """Colours and lines of the ground, the same on screen and on paper. Widths in px on screen, in pt on paper."""

    sea: str = "#DFE9EF"
    land_focus: str = "#FBFAF6"
    land_other: str = "#ECEBE6"
    lake: str = "#DFE9EF"
    river: str = "#C3D5E1"
    coast: str = "#A9BAC5"
    admin1: str = "#D3D0C8"
    border: str = "#8D8A83"
    river_width: float = 0.7
    coast_width: float = 0.6
    admin1_width: float = 0.6
    border_width: float = 1.0
    dotted_width: float = 1.8
    #: Dash and gap as multiples of the line's width.
    undetermined_dash: tuple[float, float] = (4, 3)
    dotted_dash: tuple[float, float] = (0.1, 2.2)
    admin1_from_zoom: float = 4.5


LOOK = Look()

#: Decimals of a degree in the files (3: about 100 m), and the generalisation of land (°, as the side of the smallest
#: bump kept) and of water (°, as the distance a line may move).
DECIMALS = 3
LAND_DETAIL = 0.015
WATER_DETAIL = 0.02

#: Zooms at which more lakes and rivers appear: those whose own zoom lies above the number, up to the next.
WATER_FROM = (0, 4, 5.5, 7)

#: All that a Mercator map shows, and a little more, so that the sea has no edge.
_WORLD = shapely.box(-180, -89, 180, 89)

#: Files of the basemap, by the name of their source in the style.
SOURCES = ("sea", "focus", "coast", "lakes", "rivers", "admin1", "borders")


def assets(
    countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame, lakes: gpd.GeoDataFrame, rivers: gpd.GeoDataFrame
) -> dict[str, bytes]:
    """GeoJSON files by name (`sea.json`, …): same input, same bytes.

    countries      columns `country`, `region` (focus, neighbour, world); one coverage
    admin1         column `country`; areas that fill their country. Only the lines inside a country are drawn
    lakes, rivers  column `min_zoom`: the zoom they appear at

    Sea, focus, coast and borders come from one generalised coverage, so that they fit each other. Borders between two
    countries outside the region are not drawn: the shapes are coarse there, and disputed lines are not ours to draw.
    """
    land = generalised(countries)
    whole = shapely.coverage_union_all(land.geometry.to_numpy())
    inner = [_inner_lines(own.geometry.to_numpy()) for _, own in admin1.groupby("country", sort=True)]
    borders = land_borders(land)
    files = {
        "sea": _features([_WORLD.difference(whole)]),
        "focus": lit(land.geometry[land["region"] == "focus"]),
        "coast": _features([shapely.line_merge(shapely.boundary(whole))]),
        "lakes": _features(lakes.geometry.simplify(WATER_DETAIL), _from_zoom(lakes)),
        "rivers": _features(rivers.geometry.simplify(WATER_DETAIL), _from_zoom(rivers)),
        "admin1": _features(inner),
        "borders": _features(borders.geometry, borders[["border", "status"]]),
    }
    return {f"{name}.json": files[name] for name in SOURCES}


def generalised(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Countries as coarse as the land of the basemap, still edge to edge."""
    return countries.set_geometry(shapely.coverage_simplify(countries.geometry.to_numpy(), LAND_DETAIL))


def lit(land: gpd.GeoSeries) -> bytes:
    """GeoJSON of the `generalised` countries that stand out from all other land, as one shape."""
    return _features([shapely.coverage_union_all(land.to_numpy())])


def style(root: str = "", chosen: str = "") -> dict[str, Any]:
    """MapLibre style (version 8) over the files under `<root>/basemap/`; it has no text, so it needs no glyphs.

    `chosen` is the query of the countries that are lit instead of those in focus. From one choice to the next only the address
    of that file changes: the browser keeps all else that it has drawn.

    The sea is drawn over the land, not the land over the sea: where a browser is slow, what is not drawn yet is blank
    ground, and no mark ever seems to lie in the sea.
    """
    look = LOOK
    files = {name: f"{root}/basemap/{name}.json" for name in SOURCES}
    if chosen:
        files["focus"] += f"?{chosen}"
    return {
        "version": 8,
        "name": "Arms Lens",
        "sources": {name: {"type": "geojson", "data": file} for name, file in files.items()},
        "layers": [
            {"id": "land", "type": "background", "paint": {"background-color": look.land_other}},
            {"id": "focus", "type": "fill", "source": "focus", "paint": {"fill-color": look.land_focus}},
            {"id": "sea", "type": "fill", "source": "sea", "paint": {"fill-color": look.sea}},
            *(_from(zoom, _lakes()) for zoom in WATER_FROM),
            *(_from(zoom, _line("rivers", look.river, look.river_width)) for zoom in WATER_FROM),
            _line("coast", look.coast, look.coast_width),
            _line("admin1", look.admin1, look.admin1_width, minzoom=look.admin1_from_zoom),
            _border("international", look.border_width),
            _border("undetermined", look.border_width, look.undetermined_dash),
            _border("dotted", look.dotted_width, look.dotted_dash),
        ],
    }


def _lakes() -> dict[str, Any]:
    paint = {"fill-color": LOOK.lake, "fill-outline-color": LOOK.coast}
    return {"id": "lakes", "type": "fill", "source": "lakes", "paint": paint}


def _from(zoom: float, layer: dict[str, Any]) -> dict[str, Any]:
    """The part of a water layer that appears at this zoom. MapLibre takes no zoom inside a filter."""
    following = min((later for later in WATER_FROM if later > zoom), default=99)
    shown = ["all", [">", ["get", "zoom"], zoom], ["<=", ["get", "zoom"], following]]
    return {**layer, "id": f"{layer['id']}-{zoom:g}", "minzoom": zoom, "filter": shown}


def _border(status: str, width: float, dash: tuple[float, float] | None = None) -> dict[str, Any]:
    layer = _line("borders", LOOK.border, width, filter=["==", ["get", "status"], status])
    layer["id"] = f"borders-{status}"
    if dash:
        layer["paint"]["line-dasharray"] = list(dash)
        layer["layout"]["line-cap"] = "round" if status == "dotted" else "butt"
    return layer


def _line(source: str, colour: str, width: float, **extra: Any) -> dict[str, Any]:
    """A line layer that grows with the zoom: its own width at zoom 4, more when closer."""
    widths = ["interpolate", ["linear"], ["zoom"], 2, width * 0.7, 4, width, 8, width * 1.8]
    return {
        "id": source,
        "type": "line",
        "source": source,
        "layout": {"line-join": "round", "line-cap": "round"},
        "paint": {"line-color": colour, "line-width": widths},
        **extra,
    }


def _inner_lines(areas: np.ndarray) -> BaseGeometry:
    """Lines between the areas of one country, as one geometry."""
    edges = shared_edges(areas)["line"].to_numpy(dtype=object)
    return shapely.line_merge(shapely.union_all(edges))


def _from_zoom(water: gpd.GeoDataFrame) -> pd.DataFrame:
    return pd.DataFrame({"zoom": water["min_zoom"].astype(float).round(1).to_numpy()}, index=water.index)


def _features(shapes: Iterable[BaseGeometry], properties: pd.DataFrame | None = None) -> bytes:
    """A FeatureCollection; a shape that vanishes at this precision is left out."""
    coarser = shapely.set_precision(np.array(list(shapes), dtype=object), 10**-DECIMALS)
    rounded = shapely.transform(coarser, lambda vertices: vertices.round(DECIMALS))
    rows: list[Any] = [{}] * len(rounded) if properties is None else properties.to_dict("records")
    features = [
        {"type": "Feature", "properties": row, "geometry": shape.__geo_interface__}
        for row, shape in zip(rows, rounded, strict=True)
        if not shape.is_empty
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})
