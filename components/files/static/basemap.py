"""The basemap by URL: a MapLibre style and its GeoJSON, read from the prepared folder once."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components.current import dataset
from components.files.http import compression
from data.engine.dataset import StoreError, fix, prepared_folder
from geo import basemap

STYLE = "/basemap/style.json"
_KEEP = "public, max-age=86400"


def style_address(version: str) -> str:
    """The style's address, new with each data version so that browsers fetch it once."""
    return f"{STYLE}?v={version}"


async def answer(request: Request) -> Response:
    """The route `/basemap/{name}.json`; 404 for what is not there, 503 for what should be."""
    name = request.path_params["name"]
    if name not in ("style", *basemap.SOURCES):
        return PlainTextResponse(f"No basemap file {name[:20]!r}.", 404)
    folder = prepared_folder()
    try:
        key = _version(), folder, name
        return await compression.answer(request, key, lambda: _body(folder, name), "application/json", _KEEP)
    except OSError:
        return PlainTextResponse(f"basemap/{name}.json cannot be read in {folder}: {fix(folder)}", 503)


def _body(folder: Path, name: str) -> bytes:
    return orjson.dumps(basemap.style()) if name == "style" else (folder / "basemap" / f"{name}.json").read_bytes()


def pack() -> None:
    """Have the ground of the data at hand in its smallest form; where it cannot be read, the route says so."""
    folder = prepared_folder()
    for name in basemap.SOURCES:
        with suppress(OSError):
            compression.pack((_version(), folder, name), partial(_body, folder, name))


def _version() -> str:
    """Of the data; none where only the basemap can be read."""
    try:
        return dataset().version
    except StoreError:
        return ""
