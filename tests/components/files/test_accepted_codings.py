"""Whoever refuses a coding gets none, also where a library looks for its name only; and `Vary` says each name once."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

import app
from components.files import layers
from components.files.download import downloads
from components.files.http.accepted_codings import AcceptedCodings

TEXT = "word " * 1000


async def text(_request: Request) -> Response:
    return PlainTextResponse(TEXT, headers={"Vary": "Accept-Language, Accept-Encoding"})


#: Streamlit compresses with Starlette's own, inside of what is ours.
CLIENT = TestClient(
    Starlette(
        routes=[
            Route("/text", text),
            Route("/files/{subject}.{format}", downloads.answer),
            Route("/layers/{name}.json", layers.answer),
        ],
        middleware=[Middleware(AcceptedCodings), Middleware(GZipMiddleware)],
    )
)
PATHS = ("/text", "/layers/incidents.json?area=MLI", "/files/routes.csv?area=MLI", "/files/routes.geojson?area=MLI")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", ["gzip;q=0", "identity", "", "gzip;q=0, br", "br;q=1, *;q=0", "gzip; q=0.0"])
def test_who_refuses_gzip_gets_plain_bytes(path: str, header: str) -> None:
    plain = CLIENT.get(path, headers={"Accept-Encoding": header})
    assert plain.status_code == 200 and "content-encoding" not in plain.headers
    packed = CLIENT.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and packed.content == plain.content


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", ["gzip", "identity"])
def test_vary_says_each_name_once(path: str, header: str) -> None:
    names = CLIENT.get(path, headers={"Accept-Encoding": header}).headers.get_list("vary", split_commas=True)
    assert len(names) == len({name.lower() for name in names}) and "accept-encoding" in map(str.lower, names)


def test_it_stands_around_all_that_compresses() -> None:
    kinds: list[Any] = [middleware.cls for middleware in app.MIDDLEWARE]
    assert kinds.index(AcceptedCodings) < kinds.index(app.static_files.StaticFiles)
