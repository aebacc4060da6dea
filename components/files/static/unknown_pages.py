"""Addresses under which there is no page get 404 and the way to those there are: Streamlit answers 200 and its front page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.files.static.first_page import PAGES, language_of
from components.text.words import N_, words
from geo.style import ACCENT, INK, LINK

_SAID = N_("There is no page at this address. Perhaps a letter is missing; these pages there are:")
#: What Streamlit serves under names of its own.
_STREAMLITS = ("_stcore", "component", "media", "static", "app")
_LOOK = f"""
body {{ margin: 0 auto; max-width: 46rem; padding: 3rem 1.25rem; color: {INK};
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }}
h1 {{ font-size: 1.5rem; color: {ACCENT}; }}
a {{ color: {LINK}; display: inline-block; min-height: 24px; }}
"""


class UnknownPages:
    """ASGI middleware before Streamlit: its page for everything is one of `routes`, or it is none."""

    def __init__(self, app: ASGIApp, routes: Sequence[Route]) -> None:
        self._app, self._routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or self._known(scope):
            return await self._app(scope, receive, send)
        missing = False

        async def looked_at(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                kind = dict(message["headers"]).get(b"content-type", b"")
                missing = message["status"] == 200 and kind.startswith(b"text/html")
            if not missing:
                await send(message)

        await self._app(scope, receive, looked_at)
        if missing:
            await HTMLResponse(_page(Request(scope)), 404, {"Cache-Control": "no-store", "Vary": "Accept-Language"})(
                scope, receive, send
            )

    def _known(self, scope: Scope) -> bool:
        first, _, more = scope["path"].strip("/").partition("/")
        ours = any(route.matches(scope)[0] is not Match.NONE for route in self._routes)
        return ours or (bool(more) and first in _STREAMLITS) or scope["path"].endswith("/index.html")


def _page(request: Request) -> str:
    say = words(language_of(request))
    links = "".join(
        f'<li><a href="/{path}?lang={say.language}">{escape(say.t(title))}</a></li>' for path, title in PAGES.items() if path
    )
    return (
        f'<!DOCTYPE html><html lang="{say.language}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>404 – Arms Lens</title><style>{_LOOK}</style></head><body>'
        f"<h1>Arms Lens</h1><p>{escape(say.t(_SAID))}</p><ul>{links}</ul></body></html>"
    )
