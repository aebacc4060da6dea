"""The basemap by URL: a MapLibre style and its GeoJSON, read from the prepared folder once."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data.store import prepared_folder
from geo import basemap

STYLE = "/basemap/style.json"
_KEEP = {"Content-Encoding": "gzip", "Cache-Control": "public, max-age=86400"}


def style_address(version: str) -> str:
    """The style's address, new with each data version so that browsers fetch it once."""
    return f"{STYLE}?v={version}"


def answer(request: Request) -> Response:
    """The route `/basemap/{name}.json`; 404 for what is not there, 503 for what should be."""
    name = request.path_params["name"]
    if name not in ("style", *basemap.SOURCES):
        return PlainTextResponse(f"No basemap file {name[:20]!r}.", 404)
    try:
        body = _compressed(prepared_folder(), name)
    except OSError:
        return PlainTextResponse(f"basemap/{name}.json cannot be read: run `make prepare`, or restore data/prepared", 503)
    return Response(body, media_type="application/json", headers=_KEEP)


@cache
def _compressed(folder: Path, name: str) -> bytes:
    if name == "style":
        return gzip.compress(orjson.dumps(basemap.style()), mtime=0)
    return gzip.compress((folder / "basemap" / f"{name}.json").read_bytes(), mtime=0)
