"""The pictures of a slide for paper: those that phones are shown, without captions and in larger letters."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops

from components.briefing.paper import maps
from components.briefing.sections.happening import LAYERS
from components.briefing.value import Edition, MapView
from components.files.followers.follow_pictures import orders
from components.files.picture.pictures import draw
from components.paper.captions import Captions
from components.paper.map_captions import AREA_NAMES, SELECTION, captions
from components.paper.sheet import bare
from components.text.words import words
from components.workshop.value import Slide
from data.subjects.playback import LAYERS as PLAYED

#: Millimetres of a map with its legend, which pages show larger, so that its letters grow.
_MAP = (138.0, 96.0)
#: Charts that name no party, no town and no supplier State, whatever is asked.
_NAMELESS = ("years", "matrix", "weapons", "violence", "flow-years", "mechanisms", "modes", "borders", "timeline", "compare")
#: Pixels left white around a picture, and the most pixels across.
_EDGE, _WIDEST = 12, 1800


@dataclass(frozen=True)
class Drawn:
    """A picture as PNG, and what its captions would have said."""

    png: bytes
    captions: Captions


def drawn(slide: Slide, language: str, edition: Edition) -> list[Drawn]:
    """A slide's pictures in an edition. None where the edition cannot show the view: what is shared shows areas alone."""
    found = []
    for order in orders(slide, language):
        if order.name == "map":
            layers = order.layers
            if edition == "shareable" and not set(layers) & set(AREA_NAMES):
                if not {"incidents", *PLAYED} & set(layers):
                    continue
                layers = LAYERS["shareable"]
            say = words(language)
            sight = order.sight if edition == "internal" else SELECTION
            png = maps.picture(MapView("", order.filters, layers, (), ""), say, *_MAP, towns=edition == "internal", sight=sight)
            found.append(Drawn(_trimmed(png), captions(order.filters, layers, say, sight)))
        elif edition == "internal" or order.name in _NAMELESS:
            with bare() as unsaid:
                png = draw(order)
            found.append(Drawn(_trimmed(png), unsaid.captions))
    return found


def webp(png: bytes, width: int) -> bytes:
    """A picture for browsers, no wider than so many pixels."""
    return _saved(png, "WEBP", width, quality=82, method=4)


def jpeg(png: bytes) -> bytes:
    """A picture for pages, whose letters stay sharp."""
    return _saved(png, "JPEG", _WIDEST, quality=88, subsampling=0)


def size(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as found:
        return found.size


def _trimmed(png: bytes) -> bytes:
    """The picture without its white edges."""
    with Image.open(io.BytesIO(png)) as found:
        whole = found.convert("RGB")
    box = ImageChops.difference(whole, Image.new("RGB", whole.size, "white")).getbbox()
    if box is None:
        return png
    left, top, right, bottom = box
    inside = (max(left - _EDGE, 0), max(top - _EDGE, 0), min(right + _EDGE, whole.width), min(bottom + _EDGE, whole.height))
    file = io.BytesIO()
    whole.crop(inside).save(file, "PNG", compress_level=3)
    return file.getvalue()


def _saved(png: bytes, form: str, width: int, **options: int) -> bytes:
    with Image.open(io.BytesIO(png)) as found:
        sheet = found.convert("RGB")
    if sheet.width > width:
        sheet = sheet.resize((width, round(width * sheet.height / sheet.width)), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    sheet.save(file, form, **options)
    return file.getvalue()
