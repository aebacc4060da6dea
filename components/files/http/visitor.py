"""A token in a cookie, by which a visitor finds storyboards kept on this machine again, and moves the rooms that they began.

It says nothing about anybody. The browser forgets it when it is closed, unless a storyboard is kept: then after 400 days.
"""

from __future__ import annotations

import re
import secrets

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.workshop import saved_boards
from components.workshop.database import OutOfReach
from components.workshop.rights import VISITOR

_KEPT_SECONDS = 400 * 24 * 3600
_TOKEN = re.compile(r"[\w\-]{16,64}", re.ASCII)


class Visitor:
    """ASGI middleware that gives the token to a browser that opens a page for the first time; phones that follow need none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _opens_a_page(scope):
            return await self._app(scope, receive, send)
        token = known(HTTPConnection(scope))
        lasting = token is not None and await run_in_threadpool(_keeps_something, token)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and (token is None or lasting):
                MutableHeaders(scope=message).append("Set-Cookie", _cookie(token or secrets.token_urlsafe(16), lasting, scope))
            await send(message)

        await self._app(scope, receive, with_cookie)


async def keep(request: Request) -> Response:
    """Have the browser keep its token, where a storyboard is kept under it. A page asks for this once one is."""
    token = known(request)
    answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
    if token is not None and await run_in_threadpool(_keeps_something, token):
        answer.headers["Set-Cookie"] = _cookie(token, True, request.scope)
    return answer


def known(connection: HTTPConnection) -> str | None:
    """The token of a browser that has one."""
    token = connection.cookies.get(VISITOR, "")
    return token if _TOKEN.fullmatch(token) else None


def cookie(name: str, value: str, scope: Scope, path: str = "/", seconds: int | None = None) -> str:
    """A cookie that no script reads. Not `Strict`: who comes by a link in a mail, or by a QR code, is known, too."""
    age = f"; Max-Age={seconds}" if seconds else ""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{name}={value}{age}; Path={path}; HttpOnly; SameSite=Lax{secure}"


def _cookie(token: str, lasting: bool, scope: Scope) -> str:
    return cookie(VISITOR, token, scope, seconds=_KEPT_SECONDS if lasting else None)


def _opens_a_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(("/follow/", "/present/")):
        return False
    return "text/html" in HTTPConnection(scope).headers.get("accept", "")


def _keeps_something(token: str) -> bool:
    try:
        return saved_boards.has_any(token)
    except OutOfReach:
        return False
