"""A token in a cookie, by which a visitor finds the storyboards kept on this machine again. It says nothing about anybody."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "arms_lens_visitor"
_SECONDS = 400 * 24 * 3600


class Visitor:
    """ASGI middleware that gives the token to a browser that opens a page for the first time; phones that follow need none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _opens_a_page(scope):
            return await self._app(scope, receive, send)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Not `Strict`: a visitor who comes by a link in a mail would be given another token.
                attributes = f"Max-Age={_SECONDS}; Path=/; HttpOnly; SameSite=Lax"
                secure = "; Secure" if scope.get("scheme") == "https" else ""
                MutableHeaders(scope=message).append("Set-Cookie", f"{COOKIE}={secrets.token_urlsafe(16)}; {attributes}{secure}")
            await send(message)

        await self._app(scope, receive, with_cookie)


def _opens_a_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith("/follow/"):
        return False
    headers = Headers(scope=scope)
    return "text/html" in headers.get("accept", "") and not _known(headers.get("cookie", ""))


def _known(cookies: str) -> bool:
    try:
        return COOKIE in SimpleCookie(cookies)
    except CookieError:
        return False
