"""Arms Lens: the app. `streamlit run app.py` serves the pages, the map's files, and `/healthz`."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

import pyarrow
import streamlit as st
from pandas._libs.internals import BlockValuesRefs
from starlette.middleware import Middleware
from starlette.routing import Route

from components.briefing import press
from components.files import basemap, downloads, follow, health, layers, slide_pictures
from components.files.security import SecurityHeaders
from components.files.visitor import Visitor
from components.files.warm_up import warm_up
from components.screen.mishap import show_mishap

#: Seconds between two times that objects are set aside from garbage collection, and between two looks at all of them.
ASIDE, TIDY = 1, 60

log = logging.getLogger("arms_lens")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Answer the first questions before the first visitor asks them."""
    warm_up()
    _send_at_once()
    tidying = asyncio.create_task(_tidy())
    yield
    tidying.cancel()
    press.stop()


async def _tidy() -> None:
    """Set aside what is in use, again and again: Streamlit collects garbage after every run of a script, and would look at
    each answer in the caches each time.
    """
    for second in count(step=ASIDE):
        if second % TIDY == 0:
            gc.unfreeze()
            gc.collect()
            forget_what_is_gone()
            await asyncio.to_thread(_give_back)
        gc.freeze()
        await asyncio.sleep(ASIDE)


def forget_what_is_gone() -> None:
    """Drop pandas' notes on columns that nobody holds any more.

    A frame notes every column that is taken out of it, and looks for those that are gone only once it has noted five hundred.
    Frames in the caches live on and on: their notes grew by two megabytes a minute under load.
    """
    for found in gc.get_objects():
        if type(found) is BlockValuesRefs:
            found.has_reference()


def _give_back() -> None:
    """Give the system back what answers of many sizes left between them; without it memory grows for as long as people ask.

    Only glibc keeps so much for itself, and only it can be told.
    """
    pyarrow.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _send_at_once() -> None:
    """Switch Nagle's algorithm off where visitors connect: else the second half of each file waits 40 ms for their receipt.

    asyncio does so by itself for sockets that say they are TCP; the one that Streamlit binds does not say it.
    """
    for found in gc.get_objects():
        if (
            isinstance(found, socket.socket)
            and found.type == socket.SOCK_STREAM
            and found.family in (socket.AF_INET, socket.AF_INET6)
        ):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


ROUTES = (
    Route("/healthz", health.answer),
    Route("/basemap/{name}.json", basemap.answer),
    Route("/layers/{name}.json", layers.answer),
    Route("/files/{subject}.{format}", downloads.answer),
    Route("/slides/{name}.webp", slide_pictures.answer),
    *follow.ROUTES,
)
app = st.App(
    # The script may not stand beside the folder of the pages: Streamlit would take each of them for a page of its own.
    Path(__file__).parent / "pages" / "navigation.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[Middleware(SecurityHeaders), Middleware(Visitor)],
    on_script_error=show_mishap,
)
