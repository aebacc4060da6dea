"""Arms Lens: the app. `streamlit run app.py` serves the pages, the map's files, and `/healthz`."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from components.files import basemap, downloads, health, layers
from components.files.security import SecurityHeaders
from components.files.warm_up import warm_up
from components.screen.mishap import show_mishap

log = logging.getLogger("arms_lens")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Answer the first questions before the first visitor asks them."""
    warm_up()
    # Streamlit collects garbage after every script run: what lives for good need not be looked at each time.
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    # The script may not stand beside the folder of the pages: Streamlit would take each of them for a page of its own.
    Path(__file__).parent / "pages" / "navigation.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", health.answer),
        Route("/basemap/{name}.json", basemap.answer),
        Route("/layers/{name}.json", layers.answer),
        Route("/files/{subject}.{format}", downloads.answer),
    ],
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=show_mishap,
)
