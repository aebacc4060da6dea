"""Arms Lens: the app. `streamlit run app.py` serves the pages, the map's files, and `/healthz`."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from compat import free_memory, pandas_references, server_sockets, streamlit_theme
from components import current
from components.briefing import render_worker
from components.files import layers
from components.files.download import downloads
from components.files.followers import follow, presenter_link, slide_pictures
from components.files.http import health, log_format, one_data_version, visitor
from components.files.http.accepted_codings import AcceptedCodings
from components.files.http.allowed_hosts import AllowedHosts
from components.files.http.forwarded import Forwarded
from components.files.http.security import SecurityHeaders
from components.files.http.visitor import Visitor
from components.files.static import basemap, first_page, scripts, static_files
from components.files.static.unknown_pages import UnknownPages
from components.files.warm_up import fill_memory, first_answers, warm_up
from components.screen.error_page import show_error
from components.workshop import notes
from components.workshop.database import OutOfReach
from data.engine.dataset import StoreError

#: Seconds between two times that objects are set aside from garbage collection, between two looks for newer data, between two
#: times that memory is given back, between two looks at all objects, for which everybody waits a quarter of a second, and between
#: two looks at what of the notes is too old.
ASIDE, NEWER, GIVE_BACK, TIDY, AGE = 1, 5, 60, 300, 3600
#: Seconds after which a connection ends whose other end takes nothing of what was sent.
UNREAD = 60

log = logging.getLogger("arms_lens")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Answer the first questions before the first visitor asks them."""
    log_format.set_up()
    streamlit_theme.remember()
    warm_up()
    static_files.compress_ahead()
    server_sockets.send_at_once(UNREAD)
    tidying = asyncio.create_task(_tidy())
    yield
    tidying.cancel()
    render_worker.stop()
    current.close()


async def _tidy() -> None:
    """Set aside what is in use, again and again: Streamlit collects garbage after every run of a script, and would look at
    each answer in the caches each time.
    """
    await asyncio.to_thread(fill_memory)
    for second in count(step=ASIDE):
        if second % AGE == 0:
            await asyncio.to_thread(_delete_old_notes)
        if second % NEWER == 0:
            await asyncio.to_thread(_take_in_newer_data)
        if second % TIDY == 0:
            gc.unfreeze()
            gc.collect()
            pandas_references.drop_old()
        if second % GIVE_BACK == 0:
            await asyncio.to_thread(free_memory.give_back)
        gc.freeze()
        await asyncio.sleep(ASIDE)


def _take_in_newer_data() -> None:
    """Answer from the set that `prepare` has put into the folder since, where it can be read; the log says so once."""
    before = current.refused
    try:
        if current.renew(first_answers):
            fill_memory()
            basemap.pack()
            log.info("newer data taken in: version %s", current.newest().version)
    except StoreError as error:
        if str(error) != before:
            log.error(
                "newer data cannot be read, %s: %s", "the set before stays" if current.held() else "and there is no other", error
            )


def _delete_old_notes() -> None:
    try:
        notes.delete_old()
    except OutOfReach as error:
        log.error("old notes cannot be deleted: %s", error)


ROUTES = (
    Route("/healthz", health.answer),
    Route("/basemap/{name}.json", basemap.answer),
    Route("/layers/{name}.json", layers.answer),
    Route("/files/{subject}.{format}", downloads.answer),
    Route("/slides/{name}.webp", slide_pictures.answer),
    Route("/scripts/{name}.js", scripts.answer),
    Route("/visitor/keep", visitor.keep, methods=["POST"]),
    *follow.ROUTES,
    *presenter_link.ROUTES,
    *first_page.ROUTES,
)
#: From the outside in: who is asking comes first, and every refusal has the headers, too.
MIDDLEWARE = (
    Middleware(Forwarded),
    Middleware(SecurityHeaders),
    Middleware(AllowedHosts),
    Middleware(AcceptedCodings),
    Middleware(Visitor),
    Middleware(static_files.StaticFiles),
    Middleware(one_data_version.OneDataVersion),
    Middleware(UnknownPages, routes=ROUTES),
)
app = st.App(
    # The script may not stand beside the folder of the pages: Streamlit would take each of them for a page of its own.
    Path(__file__).parent / "pages" / "navigation.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=MIDDLEWARE,
    on_script_error=show_error,
)
