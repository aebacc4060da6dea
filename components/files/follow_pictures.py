"""A slide's pictures for phones: drawn once per slide and language, however many phones ask at once."""

from __future__ import annotations

import asyncio
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

from cachetools import LRUCache
from PIL import Image

from components.files.pictures import FIRST_LAYERS, draw
from components.paper.static_map import ON_A_SLIDE, SELECTION, Sight
from components.screen.slide_charts import CHARTS
from components.workshop.value import Slide
from data.comparison import other_side
from data.countries import in_region
from data.filters import Filters
from data.store import store
from geo.scene import Camera

#: Pixels across: enough to zoom into on a phone, a sixth of the sheet's weight.
WIDTH = 1600
_QUALITY = 80
#: What is drawn: name of the picture, filters, layers, language, data version, where a map looks.
Order = tuple[str, Filters, tuple[str, ...], str, str, Sight]
#: Pictures, also those still being drawn, each some 150 kB.
_drawn: LRUCache[Order, asyncio.Task[bytes]] = LRUCache(200)
#: One draws at a time: the other processor stays free for those who wait for slides.
_artist = ThreadPoolExecutor(1, "phone-pictures")
#: Held while a picture is drawn that nobody has asked for yet: one at most, so that who asks waits for no other.
spare = asyncio.Lock()


def orders(slide: Slide, language: str) -> list[Order]:
    """The pictures of a slide: none of a question, two of a comparison."""
    if slide.view == "question":
        return []
    name = slide.view if slide.view in CHARTS else "map"
    other = other_side(slide.filters, slide.compare, in_region()) if slide.view == "compare" else None
    layers = slide.layers or FIRST_LAYERS
    sight = Sight(camera=Camera(*slide.camera), across=ON_A_SLIDE) if slide.camera else SELECTION
    return [(name, asked, layers, language, store().version, sight) for asked in (slide.filters, other) if asked is not None]


def mark(slide: Slide) -> str:
    """Changes when the pictures do, so that browsers may keep them for good."""
    said = repr((slide.view, slide.filters, slide.layers, slide.compare, slide.camera, store().version))
    return hashlib.blake2s(said.encode(), digest_size=6).hexdigest()


async def picture(order: Order) -> bytes:
    """The picture as WebP. What fails is drawn anew for the next who asks."""
    task = _drawn.get(order)
    if task is None:
        task = asyncio.create_task(_draw(order))
        _drawn[order] = task
        task.add_done_callback(lambda done: _drawn.pop(order, None) if done.cancelled() or done.exception() else None)
    # A phone that hangs up must not stop the picture of all others.
    return await asyncio.shield(task)


async def _draw(order: Order) -> bytes:
    return await asyncio.get_running_loop().run_in_executor(_artist, _webp, order)


def _webp(order: Order) -> bytes:
    name, filters, layers, language, _, sight = order
    with Image.open(io.BytesIO(draw(name, filters, language, layers, sight))) as sheet:
        small = sheet.convert("RGB").resize((WIDTH, round(WIDTH * sheet.height / sheet.width)), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()
