"""Slides in small, by address: the same picture as phones are shown, kept by the browser; bad addresses get a sentence."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route

from components.files import slide_pictures
from components.files.follow_pictures import orders
from components.workshop.boards import SHIPPED, shipped
from components.workshop.value import Slide

APP = Starlette(routes=[Route("/slides/{name}.webp", slide_pictures.answer)])


async def _get(address: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=APP), base_url="http://test", timeout=60) as client:
        return await client.get(address)


def get(address: str) -> httpx.Response:
    return asyncio.run(_get(address))


def of(board: str, slide_id: str) -> Slide:
    return next(slide for slide in shipped(board).slides if slide.id == slide_id)


def test_the_address_asks_for_what_the_slide_shows() -> None:
    slide = replace(of("mali", "from-the-north"), camera=(6.5, 20.5, 4.2))
    (address,) = slide_pictures.addresses(slide, "fr")
    found = get(address)
    assert found.status_code == 200 and "immutable" in found.headers["cache-control"]
    assert Image.open(io.BytesIO(found.content)).size == (1600, 1120)
    ((name, filters, layers, language, _, sight),) = orders(slide, "fr")
    assert (name, layers, language, sight.camera and sight.camera.zoom) == ("map", ("flows", "routes"), "fr", 4.2)
    assert filters == slide.filters


def test_each_slide_has_its_pictures() -> None:
    for board in SHIPPED:
        for slide in shipped(board).slides:
            wanted = {"question": 0, "compare": 2}.get(slide.view, 1)
            assert len(slide_pictures.addresses(slide, "es")) == wanted, f"{board}: {slide.id}"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/slides/pie.webp", 404, "pie"),
        ("/slides/map.webp?area=XXX", 400, "XXX"),
        ("/slides/map.webp?layers=towns", 400, "towns"),
        ("/slides/map.webp?camera=north", 400, "north"),
        ("/slides/map.webp?horse=1", 400, "horse"),
    ],
)
def test_a_bad_address_gets_a_sentence(address: str, status: int, said: str) -> None:
    found = get(address)
    assert found.status_code == status and said in found.text
