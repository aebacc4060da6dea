"""Bodies that are asked for again and again, compressed once and sent as each browser takes them.

Brotli is understood by all browsers, yet over plain HTTP they ask for it on this machine only: a workshop's phones get gzip.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import brotli
from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from components.files.http import disk_cache

#: Codings by preference, each with what writes it while somebody waits. Brotli's last levels take twenty times as long: `pack`.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=9),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
#: Names what `pack` makes, for the next start.
_BEST = "brotli 11"
#: Bytes that the compressed bodies take at most: all that Streamlit brings takes a third.
_MOST = 40_000_000
#: Bytes handed to the server at a time: it takes the next ones when the reader has taken these.
PIECE = 1 << 16


@dataclass(frozen=True)
class Coded:
    """A body in one coding; `tag` is its own among all codings and versions."""

    body: bytes
    coding: str
    tag: str


_kept: LRUCache[tuple[Hashable, str], Coded] = LRUCache(_MOST, lambda coded: len(coded.body))
_writing = threading.Lock()


def taken(header: str, among: Iterable[str] = tuple(CODINGS)) -> str:
    """The coding to answer with, by the header `Accept-Encoding`; `identity` if it takes none of ours."""
    asked = weights(header)
    found = [coding for coding in among if asked.get(coding, asked.get("*", 0.0)) > 0]
    return max(found, key=lambda coding: asked.get(coding, asked.get("*", 0.0)), default="identity")


def weights(header: str) -> dict[str, float]:
    """How much a client likes each coding that its header `Accept-Encoding` names; nought is a refusal."""
    found = {}
    for part in filter(str.strip, header.lower().split(",")):
        name, _, more = part.partition(";")
        try:
            found[name.strip()] = max(float(more.strip().removeprefix("q=") or 1), 0.0) if more else 1.0
        except ValueError:
            found[name.strip()] = 0.0
    return found


def coded(key: Hashable, coding: str, read: Callable[[], bytes]) -> Coded:
    """What `read` gives, in a coding: read and written once for each key, one after the other."""
    with _writing:
        found = _kept.get((key, coding))
        if found is None:
            raw = read()
            body = (disk_cache.found(_BEST, raw) if coding == "br" else None) or CODINGS.get(coding, bytes)(raw)
            found = _kept[key, coding] = Coded(body, coding, _tag(raw, coding))
        return found


def pack(key: Hashable, read: Callable[[], bytes]) -> None:
    """Have a body in Brotli's best, which takes seconds for a megabyte: scripts get a tenth smaller, coordinates a third."""
    raw = read()
    body = disk_cache.made(_BEST, raw, lambda: brotli.compress(raw, quality=11))
    with _writing:
        _kept[key, "br"] = Coded(body, "br", _tag(raw, "br"))


def _tag(raw: bytes, coding: str) -> str:
    return f'"{hashlib.blake2s(raw, digest_size=9).hexdigest()}-{coding}"'


async def answer(request: Request, key: Hashable, read: Callable[[], bytes], media_type: str, keep: str) -> Response:
    """The body of a key as this browser takes it, or 304 where it has it. Raises what `read` raises."""
    coding = taken(request.headers.get("accept-encoding", ""))
    # One that is there is answered at once, however many are still being written.
    found = _kept.get((key, coding))
    if found is None:
        found = await run_in_threadpool(coded, key, coding, read)
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding", "ETag": found.tag}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {found.tag, "*"}:
        return Response(status_code=304, headers=headers)
    if coding != "identity":
        headers["Content-Encoding"] = coding
    return InPieces(found.body, media_type=media_type, headers=headers)


class InPieces(Response):
    """An answer that is handed over piece by piece: one who does not read holds a piece, not the whole."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        body = memoryview(self.body) if scope["method"] != "HEAD" else memoryview(b"")
        for start in range(0, len(body), PIECE):
            await send({"type": "http.response.body", "body": bytes(body[start : start + PIECE]), "more_body": True})
        await send({"type": "http.response.body", "body": b""})
