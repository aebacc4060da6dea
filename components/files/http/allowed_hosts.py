"""The names under which the app answers. A page elsewhere, whose name was led to this machine (DNS rebinding), gets nothing.

ARMS_LENS_HOSTS=lens.example.org,*.example.net       # names of one's own, for a server
"""

from __future__ import annotations

import ipaddress
import os
import socket
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

#: Environment variable with the names of a server.
HOSTS = "ARMS_LENS_HOSTS"
_REFUSED = f"The app does not answer under this name. Whoever runs it allows a name by the environment variable {HOSTS} (README)."


class AllowedHosts:
    """ASGI middleware, for HTTP and websockets: refuses a request whose `Host` names neither this machine nor one of HOSTS."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or allowed(Headers(scope=scope).get("host", ""), _reached(scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(_REFUSED, 421)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def allowed(host: str, reached: str) -> bool:
    """Whether a `Host` header may be answered by the address of this machine that the connection reached."""
    try:
        named = urlsplit(f"//{host}")
        name = (named.hostname or "").rstrip(".")
        # Reading the port checks it.
        odd = named.port is not None and named.port < 1
    except ValueError:
        return False
    if not name or odd or named.netloc != host or "@" in host:
        return False
    if name in ("localhost", _plain(reached)) or _is_loopback(name):
        return True
    if not _is_loopback(reached) and name in _own_names():
        return True
    listed = (one.strip().lower().rstrip(".") for one in os.environ.get(HOSTS, "").split(","))
    return any(name.endswith(one[1:]) if one.startswith("*.") else name == one for one in listed if one)


def _reached(scope: Scope) -> str:
    return str((scope.get("server") or ("", 0))[0])


def _plain(address: str) -> str:
    """An address of IPv4 as such, also where the system hands it over in the form of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address.lower()
    return str(getattr(found, "ipv4_mapped", None) or found)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(_plain(name)).is_loopback
    except ValueError:
        return False


@cache
def _own_names() -> frozenset[str]:
    """What the laptop is called in its network: `laptop` and `laptop.local`."""
    name = socket.gethostname().lower().rstrip(".")
    return frozenset({name, f"{name.split('.')[0]}.local"} - {""})
