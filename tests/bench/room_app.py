"""The whole app with one more address, `/bench/show/<number>`: a measurement shows slides by it, from a thread as scripts do."""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from app import MIDDLEWARE, ROUTES, lifespan
from components.workshop import boards, room

BOARD = boards.shipped("mali")


def show(request: Request) -> JSONResponse:
    """Show a slide, and say the room's code and when (on this machine's clock) it was shown."""
    at = time.monotonic()
    return JSONResponse({"code": room.show(BOARD, BOARD.slides[request.path_params["number"]].id), "at": at})


app = st.App(
    Path(__file__).parents[2] / "pages" / "navigation.py",
    lifespan=lifespan,
    routes=[*ROUTES, Route("/bench/show/{number:int}", show)],
    middleware=MIDDLEWARE,
)
