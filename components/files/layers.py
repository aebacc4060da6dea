"""Map layers by URL: `/layers/<name>.json?<the page's own filters>&lang=…&v=<data version>`.

Each body is made once for all sessions, kept compressed, and kept by the browser for as long as its address.
Only public rows go by URL: the set that the app answers from holds no others.
"""

from __future__ import annotations

import gzip
from functools import cache

import anyio
import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components.current import cached_bytes
from components.files.http.compression import taken
from components.files.query import Asked, BadQuery, asked, query
from components.layers.rows import LAYERS
from components.text.words import words
from data.engine.dataset import StoreError
from data.query.filters import Filters


def address(name: str, filters: Filters, language: str) -> str:
    """The address of a layer for a question; the same question always has the same address."""
    return f"/layers/{name}.json?{query(filters, language)}"


async def answer(request: Request) -> Response:
    """The route `/layers/{name}.json`: 400 with a sentence for a bad query, 404 for an unknown layer."""
    name = request.path_params["name"]
    if name not in LAYERS:
        return PlainTextResponse(f"No layer {name[:20]!r}: there are {', '.join(LAYERS)}.", 404)
    try:
        wanted, body = await anyio.to_thread.run_sync(_answered, request, name, limiter=_limiter())
    except BadQuery as error:
        return PlainTextResponse(str(error), 400)
    except StoreError as error:
        return PlainTextResponse(str(error), 503)
    keep = "public, max-age=31536000, immutable" if wanted.current else "no-cache"
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding"}
    if taken(request.headers.get("accept-encoding", ""), ("gzip",)) != "gzip":
        plain = await anyio.to_thread.run_sync(gzip.decompress, body, limiter=_limiter())
        return Response(plain, media_type="application/json", headers=headers)
    return Response(body, media_type="application/json", headers=headers | {"Content-Encoding": "gzip"})


@cache
def _limiter() -> anyio.CapacityLimiter:
    """Threads of their own: however many layers are asked for, other answers find one."""
    return anyio.CapacityLimiter(8)


def _answered(request: Request, name: str) -> tuple[Asked, bytes]:
    wanted = asked(request)
    return wanted, compressed(name, wanted.filters, wanted.language)


@cached_bytes
def compressed(name: str, filters: Filters, language: str) -> bytes:
    """A layer's rows as gzipped JSON."""
    rows = list(LAYERS[name](filters, words(language)))
    return gzip.compress(orjson.dumps(rows), compresslevel=6, mtime=0)
