"""Scripts of our own that run in the browser, each fetched by address: the policy lets no inline script run.

`/scripts/<name>.js` answers; what a script must know stands in `data-` attributes of the element that asks for it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

#: By name; each lies beside what it serves.
_SCRIPTS = {file.stem: file for file in (Path(__file__).parents[2] / "screen").rglob("*.js")}


def answer(request: Request) -> Response:
    """A script, for good under its version; 404 when there is none of this name."""
    name = request.path_params["name"]
    if name not in _SCRIPTS:
        return PlainTextResponse("No such script.", 404, {"Cache-Control": "no-store"})
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "ETag": f'"{_version(name)}"'}
    return Response(_text(name), media_type="text/javascript", headers=headers)


def element(name: str, **data: str) -> str:
    """The HTML that runs a script; it finds `data` in `document.currentScript.dataset`."""
    told = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return f'<script src="/scripts/{name}.js?v={_version(name)}"{told}></script>'


def early(name: str) -> str:
    """The same for the first HTML of a page: it has run before the app begins."""
    return f'<script defer src="/scripts/{name}.js?v={_version(name)}"></script>'


@cache
def _text(name: str) -> bytes:
    return _SCRIPTS[name].read_bytes()


@cache
def _version(name: str) -> str:
    return hashlib.blake2s(_text(name), digest_size=6).hexdigest()
