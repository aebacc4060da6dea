"""Streamlit's own scripts and styles, compressed: it sends eight megabytes of them as they are."""

from __future__ import annotations

import mimetypes
import re
import threading
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from components.files.http import compression, disk_cache
from components.files.static import basemap, light_typefaces
from components.files.streamlit_package import static_folder
from geo.basemap import SOURCES

#: What shrinks; pictures and typefaces are packed already.
_SHRINKS = (".js", ".css", ".svg", ".json")
#: Each name holds a hash of what it names.
_KEEP = "public, max-age=31536000, immutable"
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
#: Streamlit's chunks that a page with a map needs before it shows words, those that draw the map, and the one that draws
#: charts, by the first part of their names.
WORDS = ("Multiselect", "ButtonGroup", "Slider", "Checkbox", "Button", "LinkButton", "Html")
MAP = ("DeckGlJsonChart", "webgl-device")
_CHARTS = "static/js/PlotlyChart."
_TYPEFACES = "static/media"
#: In the query of a script's address: the script itself, not what waits for it.
_WHOLE = "whole"


class StaticFiles:
    """ASGI middleware before Streamlit's static files. Whoever takes no coding, or a range, gets them from Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self._app(scope, receive, send)
        before, found, name = scope["path"].partition("/static/")
        path = shrinking().get(f"static/{name}") if found and "/" not in before.strip("/") else None
        request = Request(scope, receive)
        if light := found and _light.get(f"static/{name}"):
            # Under Streamlit's name, which does not change with the icons of this app: browsers ask whether it did.
            answer = await compression.answer(request, (name, "light"), lambda: light, "font/woff2", "no-cache")
            return await answer(scope, receive, send)
        if path is None or "range" in request.headers:
            return await self._app(scope, receive, send)
        if path.match(f"{_CHARTS}*.js") and request.url.query != _WHOLE:
            answer = await compression.answer(request, (path, "late"), lambda: _late(path), "text/javascript", "no-cache")
            return await answer(scope, receive, send)
        media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        answer = await compression.answer(request, path, path.read_bytes, media_type, _KEEP)
        await answer(scope, receive, send)


def _late(charts: Path) -> bytes:
    """The script in the charts' place, which loads them when it is their turn."""
    script = Path(__file__).with_name("late_charts.js").read_text(encoding="utf-8")
    whole = f'"./{charts.name}?{_WHOLE}"'
    return script.replace("GROUND", repr(list(SOURCES))).replace("WHOLE", whole).encode()


@cache
def shrinking() -> dict[str, Path]:
    """Streamlit's files that shrink, by their path in its folder."""
    return {
        path.relative_to(static_folder()).as_posix(): path
        for path in (static_folder() / "static").rglob("*")
        if path.suffix in _SHRINKS
    }


@cache
def needed(chunks: tuple[str, ...]) -> tuple[str, ...]:
    """The scripts that chunks are made of, by their path: themselves and all they import, those that others wait for last."""
    found: dict[str, None] = {}

    def follow(name: str) -> None:
        path = shrinking().get(f"static/js/{name}")
        if path is not None and f"static/js/{name}" not in found:
            found[f"static/js/{name}"] = None
            for imported in _IMPORTED.findall(path.read_text(encoding="utf-8")):
                follow(imported)

    for name in shrinking():
        file = Path(name).name
        if name.startswith("static/js/") and file.split(".")[0] in chunks:
            follow(file)
    return tuple(found)


def styles(chunks: tuple[str, ...]) -> tuple[str, ...]:
    """The style sheets of chunks, by their path."""
    return tuple(name for name in shrinking() if name.endswith(".css") and Path(name).name.split(".")[0] in chunks)


#: Typefaces without what no page shows, by their path in Streamlit's folder. Until one is made, Streamlit sends its own.
_light: dict[str, bytes] = {}


def compress_ahead() -> None:
    """Make small what every first visit asks for before words and map, beside all else: no visitor need wait for it."""
    scripts = {name: shrinking()[name] for name in (*needed(("index", *WORDS)), *needed(MAP), *styles(("index", *MAP)))}

    def ahead() -> None:
        lighten(disk_cache.found)
        for path in scripts.values():
            compression.coded(path, "br", path.read_bytes)
        # What follows takes half a minute of a processor at the first start, and is found on disk at the next.
        lighten(lambda recipe, raw: disk_cache.made(recipe, raw, partial(light_typefaces.cut, recipe.split()[0], raw)))
        basemap.pack()
        for path in sorted(scripts.values(), key=lambda path: -path.stat().st_size):
            compression.pack(path, path.read_bytes)

    threading.Thread(target=ahead, name="compression", daemon=True).start()


def lighten(read: Callable[[str, bytes], bytes | None]) -> None:
    """The typefaces of every page, cut to what pages show, from what gives one by recipe and content; None: not yet."""
    for name in (light_typefaces.ICONS, light_typefaces.TEXT):
        for path in (static_folder() / _TYPEFACES).glob(f"{name}.*.woff2"):
            made = read(light_typefaces.recipe(name), path.read_bytes())
            if made is not None:
                _light[f"{_TYPEFACES}/{path.name}"] = made
