"""How many downloads run at once, overall and for one address, and how long one may wait for its reader."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

log = logging.getLogger("arms_lens")

#: Seconds after which a reader that takes nothing is let go: a piece of 64 kB comes through the slowest telephone in that time.
STALL = 20.0
#: Seconds after which one who was refused may come again.
_AGAIN = 5


class DownloadLimit:
    """At most `most` downloads at once, and `most_from_one` for one address. Used on the event loop only."""

    def __init__(self, most: int, most_from_one: int, stall: float = STALL) -> None:
        self.most, self.most_from_one, self.stall = most, most_from_one, stall
        self._running: Counter[str] = Counter()

    def running(self) -> int:
        return self._running.total()

    def enter(self, request: Request) -> Callable[[], None] | None:
        """Take a place; returns what gives it back, to be called once, or None when there is none."""
        address = request.client.host if request.client else ""
        if self.running() >= self.most or self._running[address] >= self.most_from_one:
            return None
        self._running[address] += 1

        def leave() -> None:
            self._running[address] -= 1
            if not self._running[address]:
                del self._running[address]

        return leave


def refused() -> Response:
    said = f"More files are being fetched than this server can send at once. Please try again in {_AGAIN} seconds."
    return PlainTextResponse(said, 503, {"Retry-After": str(_AGAIN), "Cache-Control": "no-store"})


class Delivered(Response):
    """Another answer, delivered within a limit: a reader that stalls is let go, and the place is given back at the end."""

    def __init__(self, inner: Response, stall: float, leave: Callable[[], None]) -> None:
        self._inner, self._stall, self._leave = inner, stall, leave
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def patient(message: Message) -> None:
            async with asyncio.timeout(self._stall):
                await send(message)

        try:
            await self._inner(scope, receive, patient)
        except TimeoutError:
            # The server closes the connection of an answer that has no end.
            log.warning("a download stalled for %g s and was let go: %s", self._stall, scope["path"])
        finally:
            self._leave()
