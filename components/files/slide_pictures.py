"""Small pictures of slides for the one who puts them in order or presents them: those that phones are shown, by address."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components.files import follow_pictures
from components.files.downloads import layers_of, sight_of
from components.files.pictures import PICTURES
from components.files.query import BadQuery, asked, query
from components.paper.static_map import ON_A_SLIDE
from components.workshop.value import Slide
from data.store import StoreError, store


def addresses(slide: Slide, language: str) -> list[str]:
    """Where the pictures of a slide are: none of a question, two of a comparison."""
    return [_address(order) for order in follow_pictures.orders(slide, language)]


def _address(order: follow_pictures.Order) -> str:
    name, filters, layers, language, _, sight = order
    found = f"/slides/{name}.webp?{query(filters, language)}"
    if name != "map":
        return found
    camera = f"&camera={sight.camera.lon:.4f},{sight.camera.lat:.4f},{sight.camera.zoom:.2f}" if sight.camera else ""
    return f"{found}&layers={','.join(layers)}{camera}"


async def answer(request: Request) -> Response:
    """The route `/slides/{name}.webp`: 400 with a sentence for a bad query, 404 for a picture that there is not."""
    name = request.path_params["name"]
    if name not in PICTURES:
        return PlainTextResponse(f"No picture {name[:20]!r}: there are {', '.join(PICTURES)}.", 404)
    try:
        wanted = await run_in_threadpool(asked, request, "layers", "camera")
        layers, sight = layers_of(request.query_params), sight_of(request.query_params, ON_A_SLIDE)
    except BadQuery as error:
        return PlainTextResponse(str(error), 400)
    except StoreError as error:
        return PlainTextResponse(str(error), 503)
    body = await follow_pictures.picture((name, wanted.filters, layers, wanted.language, store().version, sight))
    kept = "public, max-age=31536000, immutable" if wanted.current else "no-cache"
    return Response(body, media_type="image/webp", headers={"Cache-Control": kept})
