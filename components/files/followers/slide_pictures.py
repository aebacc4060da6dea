"""Small pictures of slides for the one who puts them in order or presents them: those that phones are shown, by address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from components.current import dataset
from components.files.download.download_limit import DownloadLimit, refused
from components.files.download.downloads import WAYS_OF_MAPS, layers_of, sight_of, ways_of
from components.files.followers import follow_pictures
from components.files.picture.built_files import BuiltFiles
from components.files.picture.pictures import PICTURES, Order
from components.files.query import Asked, BadQuery, asked, query
from components.paper.map_captions import ON_A_SLIDE
from components.workshop.fields import COMPARED, WAYS
from components.workshop.value import Slide
from data.analysis.comparison import other_side
from data.engine.dataset import StoreError
from data.subjects import playback
from data.subjects.playback import LAYERS as PLAYED

#: A desk shows a storyboard of up to sixty slides at once, some with two pictures.
LIMIT = DownloadLimit(240, 120)
PICTURES_KEPT = BuiltFiles("picture", 64_000_000)


def addresses(slide: Slide, language: str) -> list[str]:
    """Where the pictures of a slide are: none of a question, two of a comparison."""
    return [_address(order) for order in follow_pictures.orders(slide, language)]


def _address(order: Order) -> str:
    found = f"/slides/{order.name}.webp?{query(order.filters, order.language)}"
    if order.name == "compare":
        return f"{found}&compare={order.compare}&section={order.section}&side={order.side}"
    if order.name != "map":
        return found + "".join(f"&{name}={value}" for name, value in order.shown)
    seen, step = order.sight.camera, next((PLAYED[name] for name in order.layers if name in PLAYED), None)
    more = {
        "layers": ",".join(order.layers),
        "camera": f"{seen.lon:.4f},{seen.lat:.4f},{seen.zoom:.2f}" if seen else "",
        "look": "world" if order.sight.wide else "",
        "at": playback.spelled(order.sight.moment, step) if step and order.sight.moment else "",
    }
    return found + "".join(f"&{name}={value}" for name, value in more.items() if value)


async def answer(request: Request) -> Response:
    """The route `/slides/{name}.webp`: 400 with a sentence for a bad query, 404 for a picture that there is not."""
    name = request.path_params["name"]
    offered = (*PICTURES, "compare")
    if name not in offered:
        return PlainTextResponse(f"No picture {name[:20]!r}: there are {', '.join(offered)}.", 404)
    place = LIMIT.enter(request)
    if place is None:
        return refused()
    try:
        return await _answered(request, name)
    finally:
        place.leave()


async def _answered(request: Request, name: str) -> Response:
    try:
        more = ("compare", "section", "side") if name == "compare" else (*WAYS_OF_MAPS, *WAYS.get(name, ()))
        wanted = await run_in_threadpool(asked, request, *more)
        order = _ordered(name, wanted, request.query_params)
        # Not by the hand that draws for the room's phones: they wait for nobody's desk.
        path = await PICTURES_KEPT.built((order, dataset().version), lambda file: file.write(follow_pictures.webp(order)))
    except BadQuery as error:
        return PlainTextResponse(str(error), 400)
    except StoreError as error:
        return PlainTextResponse(str(error), 503)
    kept = "public, max-age=31536000, immutable" if wanted.current else "no-cache"
    return FileResponse(path, media_type="image/webp", headers={"Cache-Control": kept})


def _ordered(name: str, wanted: Asked, query: Mapping[str, str]) -> Order:
    """What an address orders. Raises BadQuery."""
    if name != "compare":
        sight = replace(sight_of(query, ON_A_SLIDE), close=True)
        return Order(name, wanted.filters, wanted.language, layers_of(query), sight, ways_of(name, query))
    compare, section, side = query.get("compare", ""), query.get("section", COMPARED[0]), query.get("side", "0")
    if other_side(dataset(), wanted.filters, compare) is None:
        raise BadQuery(f"compare={compare[:20]!r} is no other side: write area:TCD, or year:2005-2011.")
    if section not in COMPARED:
        raise BadQuery(f"section={section[:20]!r} is unknown: use {', '.join(COMPARED)}.")
    if side not in ("0", "1"):
        raise BadQuery(f"side={side[:20]!r} is unknown: use 0 or 1.")
    return Order(name, wanted.filters, wanted.language, compare=compare, section=section, side=int(side))
