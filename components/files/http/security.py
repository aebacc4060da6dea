"""Headers on every answer: the browser may fetch from this origin only, runs scripts of this origin only, and nobody may frame
the page.

Streamlit styles its elements inline and deck.gl compiles expressions of map layers, hence the two `unsafe` words.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from functools import cache, lru_cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.files.streamlit_package import static_folder

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Of Streamlit's own addresses, those that nobody in a room needs: how many sessions there are, and of which kind.
_CLOSED = re.compile(r"/_stcore/metrics/?$")
_YEAR = 365 * 24 * 3600


class SecurityHeaders:
    """ASGI middleware that adds HEADERS and a policy to every HTTP answer, also to the one that tells of an unforeseen error."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False
        added = HEADERS | _of_origin(scope.get("scheme", "http"), Headers(scope=scope).get("host", ""))

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        if _CLOSED.search(scope["path"]):
            return await PlainTextResponse("Not found.", 404)(scope, receive, with_headers)
        try:
            await self._app(scope, receive, with_headers)
        except Exception:
            # Starlette answers errors outside of all middleware, hence without the headers.
            if not started:
                await PlainTextResponse("This could not be answered. Please try again.", 500)(scope, receive, with_headers)
            raise


@lru_cache(64)
def _of_origin(scheme: str, host: str) -> dict[str, str]:
    """What depends on how the browser reached us."""
    headers = {"Content-Security-Policy": policy(scheme, host)}
    if scheme == "https":
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    if scheme == "https" or _is_this_machine(host):
        # Elsewhere browsers ignore it, and complain.
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return headers


def policy(scheme: str, host: str) -> str:
    """The Content-Security-Policy of pages at an origin."""
    sockets = "wss" if scheme == "https" else "ws"
    # Older Safari does not count a websocket of this origin as 'self'.
    own_socket = f" {sockets}://{host}" if re.fullmatch(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?", host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self' 'unsafe-eval'", *streamlit_scripts())),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{own_socket}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


@cache
def streamlit_scripts() -> tuple[str, ...]:
    """Digests of the inline scripts of Streamlit's page, which is the only one that holds any."""
    page = (static_folder() / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return tuple(digest(script) for script in scripts)


def digest(text: str) -> str:
    """How a policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _is_this_machine(host: str) -> bool:
    name = host.rsplit(":", 1)[0].strip("[]")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
