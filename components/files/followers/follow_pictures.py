"""A slide's pictures for phones: drawn once per slide and language, however many phones ask at once."""

from __future__ import annotations

import asyncio
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

from cachetools import LRUCache
from PIL import Image

from components.charts.catalogue import CHARTS
from components.current import dataset
from components.files.picture.pictures import FIRST_LAYERS, Order, draw
from components.paper.map_captions import ON_A_SLIDE, Sight
from components.workshop.value import Slide, plays
from data.subjects import playback
from geo.scene import Camera

#: Pixels across: enough to zoom into on a phone, a sixth of the sheet's weight.
WIDTH = 1600
_QUALITY = 80
#: Pictures by order and data version, also those still being drawn, each some 150 kB.
_drawn: LRUCache[tuple[Order, str], asyncio.Task[bytes]] = LRUCache(200)
#: One draws at a time: the other processor stays free for those who wait for slides.
_artist = ThreadPoolExecutor(1, "phone-pictures")
#: Held while a picture is drawn that nobody has asked for yet: one at most, so that who asks waits for no other.
spare = asyncio.Lock()


def orders(slide: Slide, language: str) -> list[Order]:
    """The pictures of a slide: none of a question, two of a comparison. A briefing's is the map of its area."""
    if slide.view == "question":
        return []
    if slide.view == "compare":
        section = slide.section or "incidents"
        return [Order("compare", slide.filters, language, compare=slide.compare, section=section, side=side) for side in (0, 1)]
    if slide.view in CHARTS:
        return [Order(slide.view, slide.filters, language, shown=slide.shown)]
    layers = slide.layers or FIRST_LAYERS
    if plays(slide):
        # A picture stands still: it shows all steps at once.
        layers = ("incidents",)
    return [Order("map", slide.filters, language, layers, sight(slide))]


def sight(slide: Slide) -> Sight:
    """Where and when the map of a slide looks."""
    shown = dict(slide.shown)
    camera = Camera(*slide.camera) if slide.camera else None
    at = playback.time_of(shown.get("at", ""))
    return Sight(shown.get("look") == "world" and camera is None, camera, ON_A_SLIDE if camera else 0, at, close=True)


def mark(slide: Slide) -> str:
    """Changes when the pictures do, so that browsers may keep them for good."""
    said = repr((orders(slide, ""), dataset().version))
    return hashlib.blake2s(said.encode(), digest_size=6).hexdigest()


async def picture(order: Order) -> bytes:
    """The picture as WebP. What fails is drawn anew for the next who asks."""
    key = order, dataset().version
    task = _drawn.get(key)
    if task is None:
        task = asyncio.create_task(_draw(order))
        _drawn[key] = task
        task.add_done_callback(lambda done: _drawn.pop(key, None) if done.cancelled() or done.exception() else None)
    # A phone that hangs up must not stop the picture of all others.
    return await asyncio.shield(task)


async def _draw(order: Order) -> bytes:
    return await asyncio.get_running_loop().run_in_executor(_artist, webp, order)


def webp(order: Order) -> bytes:
    """Draw a picture as WebP, here and now."""
    with Image.open(io.BytesIO(draw(order))) as sheet:
        small = sheet.convert("RGB").resize((WIDTH, round(WIDTH * sheet.height / sheet.width)), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()
