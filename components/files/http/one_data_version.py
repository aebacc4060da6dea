"""One answer, one version of the data, also while a newer one is taken in."""

from __future__ import annotations

from contextlib import ExitStack, suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from components.current import one_version
from data.engine.dataset import StoreError

#: What begins so may last for hours.
_STREAMS = "/follow/"


class OneDataVersion:
    """Middleware that has each request answered from the set that was the newest when it came.

    Streams last for hours and are left out: what they send next comes from the newest set.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with ExitStack() as pinned:
            if scope["type"] == "http" and not scope["path"].startswith(_STREAMS):
                with suppress(StoreError):  # each page and file says so itself
                    pinned.enter_context(one_version())
            await self._app(scope, receive, send)
