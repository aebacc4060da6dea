"""The basemap by URL: a MapLibre style and its GeoJSON, read from the prepared folder once.

With `?area=…` the style lights the countries of these areas only: an empty neighbour that nobody asked for would read as one
without events.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from functools import partial
from pathlib import Path

import geopandas as gpd
import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components.current import cached_by_version, dataset
from components.files.http import compression
from components.files.query import BadQuery, asked
from data.engine.dataset import StoreError, fix, prepared_folder
from data.ground.countries import shapes
from geo import basemap

STYLE, FOCUS = "/basemap/style.json", "/basemap/focus.json"
_KEEP = "public, max-age=86400"


def style_address(version: str, countries: Collection[str] = ()) -> str:
    """The style's address, new with each data version so that browsers fetch it once; `countries` are lit, else all in focus."""
    return f"{STYLE}?{_chosen(countries, version) or f'v={version}'}"


def changing(version: str, countries: Collection[str]) -> tuple[str, ...]:
    """What a map fetches anew when it is about other countries."""
    return (style_address(version, countries), f"{FOCUS}?{_chosen(countries, version)}") if countries else ()


def _chosen(countries: Collection[str], version: str) -> str:
    """The query of countries that are lit, the same in whatever order; nothing for none."""
    return f"area={','.join(sorted(countries))}&v={version}" if countries else ""


async def answer(request: Request) -> Response:
    """The route `/basemap/{name}.json`; 404 for what is not there, 503 for what should be, 400 for an unknown area."""
    name = request.path_params["name"]
    if name not in ("style", *basemap.SOURCES):
        return PlainTextResponse(f"No basemap file {name[:20]!r}.", 404)
    folder = prepared_folder()
    try:
        chosen = name in ("style", "focus") and "area" in request.query_params
        countries = tuple(sorted(asked(request).filters.countries)) if chosen else ()
        key = _version(), folder, name, countries
        return await compression.answer(request, key, lambda: _body(folder, name, countries), "application/json", _KEEP)
    except BadQuery as error:
        return PlainTextResponse(str(error), 400)
    except StoreError as error:
        return PlainTextResponse(str(error), 503)
    except OSError:
        return PlainTextResponse(f"basemap/{name}.json cannot be read in {folder}: {fix(folder)}", 503)


def _body(folder: Path, name: str, countries: tuple[str, ...] = ()) -> bytes:
    if name == "style":
        return orjson.dumps(basemap.style(chosen=_chosen(countries, _version())))
    if countries:
        land = _land()
        return basemap.lit(land.geometry[land.country.isin(countries)])
    return (folder / "basemap" / f"{name}.json").read_bytes()


@cached_by_version
def _land() -> gpd.GeoDataFrame:
    return basemap.generalised(shapes(dataset()))


def pack() -> None:
    """Have the ground of the data at hand in its smallest form; where it cannot be read, the route says so."""
    folder = prepared_folder()
    for name in basemap.SOURCES:
        with suppress(OSError):
            compression.pack((_version(), folder, name, ()), partial(_body, folder, name))


def _version() -> str:
    """Of the data; none where only the basemap can be read."""
    try:
        return dataset().version
    except StoreError:
        return ""
