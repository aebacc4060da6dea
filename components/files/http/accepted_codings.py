"""What a client refuses by weight nought is taken out of its header: Streamlit compresses for whoever names gzip at all."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.files.http.compression import weights


class AcceptedCodings:
    """ASGI middleware around all that compresses; it also says each name in `Vary` once, whoever added it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = MutableHeaders(scope=scope)
        asked = weights(",".join(headers.getlist("accept-encoding")))
        if not all(asked.values()):
            headers["accept-encoding"] = ", ".join(f"{name};q={weight:g}" for name, weight in asked.items() if weight)

        async def said_once(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                names = [name.strip() for line in answered.getlist("vary") for name in line.split(",")]
                if names:
                    answered["vary"] = ", ".join({name.lower(): name for name in reversed(names)}.values())
            await send(message)

        await self._app(scope, receive, said_once)
