"""Who is asking, when a proxy stands between: its word is taken only where whoever runs the app names the proxy.

ARMS_LENS_PROXIES=127.0.0.1          # addresses or networks, parted by commas; unset: nobody's word is taken
"""

from __future__ import annotations

import ipaddress
import logging
import os
from functools import lru_cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

#: Environment variable that names the proxies.
PROXIES = "ARMS_LENS_PROXIES"
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

log = logging.getLogger("arms_lens")


class Forwarded:
    """ASGI middleware: sets client, scheme and host of a request as a named proxy tells them; as the connection has them else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = dict(scope)
            _settle(scope)
        await self._app(scope, receive, send)


def _settle(scope: Scope) -> None:
    headers = Headers(scope=scope)
    peer, port = scope.get("client") or ("", 0)
    # uvicorn believes proxies on this machine without being told, and then leaves no port: the connection came from there.
    if port == 0 and "x-forwarded-for" in headers and not os.environ.get("FORWARDED_ALLOW_IPS"):
        peer = "127.0.0.1"
        scope["client"] = (peer, 0)
    if not _named(peer, os.environ.get(PROXIES, "")):
        if peer == "127.0.0.1" and "x-forwarded-proto" in headers and not os.environ.get("FORWARDED_ALLOW_IPS"):
            scope["scheme"] = "ws" if scope["type"] == "websocket" else "http"
        return
    # The last entry is the proxy's own; those before it are whatever the client sent.
    if told := ",".join(headers.getlist("x-forwarded-for")).rsplit(",", 1)[-1].strip():
        scope["client"] = (told, 0)
    if (scheme := headers.get("x-forwarded-proto", "").strip()) in ("http", "https"):
        scope["scheme"] = scheme if scope["type"] == "http" else {"http": "ws", "https": "wss"}[scheme]
    if host := headers.get("x-forwarded-host", "").rsplit(",", 1)[-1].strip():
        scope["headers"] = list(scope["headers"])
        MutableHeaders(scope=scope)["host"] = host


def _named(peer: str, proxies: str) -> bool:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in _networks(proxies))


@lru_cache(8)
def _networks(proxies: str) -> tuple[_Network, ...]:
    """What is no address and no network is left out, and the log says so: nobody is trusted by mistake."""
    found = []
    for one in filter(None, map(str.strip, proxies.split(","))):
        try:
            found.append(ipaddress.ip_network(one, strict=False))
        except ValueError:
            log.error("%s names %.60r, which is no address and no network: it is not trusted", PROXIES, one)
    return tuple(found)


def sender(scope: Scope) -> str:
    """The address that limits count by: an IPv6 one by its network of 64 bits, since a client has all of it."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)
