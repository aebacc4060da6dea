"""How many downloads run at once, overall and for one address, and how long one may wait for its reader."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

log = logging.getLogger("arms_lens")

#: Seconds after which a reader that takes nothing is let go: a piece of 64 kB comes through the slowest telephone in that time.
STALL = 20.0
#: Seconds after which one is let go that never took anything beyond what the line holds by itself, and after which one that
#: waits gives its place to others.
UNREAD, RESTS = 6.0, 2.0
#: Seconds after which what was sent did not just go into the line: somebody took it.
_WAITED = 0.1
#: Seconds after which one who was refused may come again.
_AGAIN = 5


class Place:
    """A place of one download. It is given up while its reader rests, and given back at the end."""

    def __init__(self, limit: DownloadLimit, address: str) -> None:
        self._limit, self._address, self._in = limit, address, limit.working
        self._in[address] += 1

    def rest(self) -> bool:
        """Make room for others; False where as many readers rest as may."""
        if self._in is self._limit.working and not self._limit.full(self._limit.resting, self._address):
            self._move(self._limit.resting)
            return True
        return self._in is self._limit.resting

    def leave(self) -> None:
        """Give the place back; once is enough."""
        self._move(Counter())

    def _move(self, there: Counter[str]) -> None:
        self._in[self._address] -= 1
        if not self._in[self._address]:
            del self._in[self._address]
        self._in = there
        there[self._address] += 1


class DownloadLimit:
    """At most `most` downloads at once, and `most_from_one` for one address; and as many whose readers rest. Used on the event
    loop only.
    """

    def __init__(self, most: int, most_from_one: int, stall: float = STALL, unread: float = UNREAD, rests: float = RESTS) -> None:
        self.most, self.most_from_one, self.stall, self.unread, self.rests = most, most_from_one, stall, unread, rests
        self.working, self.resting = Counter[str](), Counter[str]()

    def running(self) -> int:
        return self.working.total()

    def full(self, places: Counter[str], address: str) -> bool:
        return places.total() >= self.most or places[address] >= self.most_from_one

    def enter(self, request: Request) -> Place | None:
        """Take a place, or None when there is none."""
        address = request.client.host if request.client else ""
        return None if self.full(self.working, address) else Place(self, address)


def refused() -> Response:
    said = f"More files are being fetched than this server can send at once. Please try again in {_AGAIN} seconds."
    return PlainTextResponse(said, 503, {"Retry-After": str(_AGAIN), "Cache-Control": "no-store"})


class Delivered(Response):
    """Another answer, delivered within a limit: a reader that stalls is let go, and the place is given back at the end."""

    def __init__(self, inner: Response, limit: DownloadLimit, place: Place) -> None:
        self._inner, self._limit, self._place = inner, limit, place
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        #: Whether the reader ever took what had to wait for it.
        read = False

        async def patient(message: Message) -> None:
            nonlocal read
            sending, began = asyncio.ensure_future(send(message)), time.monotonic()
            try:
                done, _ = await asyncio.wait({sending}, timeout=self._limit.rests)
                if not done:
                    if not self._place.rest():
                        raise TimeoutError
                    async with asyncio.timeout(max((self._limit.stall if read else self._limit.unread) - self._limit.rests, 0)):
                        await asyncio.shield(sending)
                sending.result()
                read = read or time.monotonic() - began > _WAITED
            finally:
                sending.cancel()

        try:
            await self._inner(scope, receive, patient)
        except TimeoutError:
            # The server closes the connection of an answer that has no end.
            log.warning("a download was let go whose reader took nothing: %s", scope["path"])
        finally:
            self._place.leave()
