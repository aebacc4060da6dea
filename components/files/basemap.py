"""The basemap by URL: a MapLibre style and its GeoJSON, read from the prepared folder once."""

from __future__ import annotations

import gzip
from functools import cache

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
    """The route `/basemap/{name}.json`; 404 for what is not there."""
    name = request.path_params["name"]
    body = _compressed(name)
    if body is None:
        return PlainTextResponse(f"No basemap file {name[:20]!r}.", 404)
    return Response(body, media_type="application/json", headers=_KEEP)


@cache
def _compressed(name: str) -> bytes | None:
    if name == "style":
        return gzip.compress(orjson.dumps(basemap.style()), mtime=0)
    folder = prepared_folder() / "basemap"
    files = {path.stem: path for path in folder.glob("*.json")}
    return gzip.compress(files[name].read_bytes(), mtime=0) if name in files else None
