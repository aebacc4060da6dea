"""Files by URL: `/files/<subject>.<format>?<the page's own filters>&lang=…`, and pictures as `/files/<picture>.png`.

A file is built when somebody asks for it and sent in parts. It holds public rows only: the store answers no others.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from components.files.content import Content
from components.files.pictures import FIRST_LAYERS, MAP_LAYERS, PICTURES, Order, draw
from components.files.query import Asked, BadQuery, asked, file_name
from components.files.writers import Writer, as_csv, as_geojson, as_parquet, as_xlsx
from components.paper.map_captions import Sight
from components.screen import shown
from components.screen.shown import seen_from
from components.words import N_
from components.workshop.fields import WAYS
from data import playback, rows
from data.store import StoreError

#: A workbook of more rows takes minutes to write and to open.
MOST_IN_WORKBOOK = 100_000


@dataclass(frozen=True)
class Format:
    """A format: what people call it, what it is good for, its media type, and who writes it."""

    name: str
    help: str
    media_type: str
    write: Writer
    text: bool


FORMATS = {
    "csv": Format("CSV + HXL", N_("Table with humanitarian tags in its second row"), "text/csv; charset=utf-8", as_csv, True),
    "xlsx": Format(
        "XLSX",
        N_("Workbook, with a sheet on sources and columns"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_xlsx,
        False,
    ),
    "geojson": Format("GeoJSON", N_("Points and lines for a map program"), "application/geo+json", as_geojson, True),
    "parquet": Format("Parquet", N_("Typed columns for analysis"), "application/vnd.apache.parquet", as_parquet, False),
}
#: What an address of a picture may say of its map.
WAYS_OF_MAPS = ("layers", "look", "camera", "at")
#: Large files are written one after the other, so that pages stay quick.
_writing = threading.Lock()


def answer(request: Request) -> Response:
    """The route `/files/{subject}.{format}`: 400 with a sentence for a bad query, 404 for what is not offered."""
    subject, format_ = request.path_params["subject"], request.path_params["format"]
    if not ((format_ in FORMATS and subject in rows.LISTINGS) or (format_ == "png" and subject in PICTURES)):
        offered = [f"{name}.{kind}" for name in rows.LISTINGS for kind in FORMATS] + [f"{name}.png" for name in PICTURES]
        return PlainTextResponse(f"No file {subject[:20]!r}.{format_[:10]}: there are {', '.join(offered)}.", 404)
    try:
        if format_ == "png":
            return _picture(subject, asked(request, *WAYS_OF_MAPS, *WAYS.get(subject, ())), request.query_params)
        return _file(subject, format_, asked(request), "gzip" in request.headers.get("accept-encoding", ""))
    except BadQuery as error:
        return PlainTextResponse(str(error), 400)
    except StoreError as error:
        return PlainTextResponse(str(error), 503)


def _file(subject: str, format_: str, wanted: Asked, gzip: bool) -> Response:
    made = FORMATS[format_]
    if format_ == "xlsx" and (found := rows.number(subject, wanted.filters)) > MOST_IN_WORKBOOK:
        raise BadQuery(f"{found} rows are too many for a workbook of {MOST_IN_WORKBOOK}: narrow the filters, or take CSV.")
    content = Content.of(subject, wanted.filters, wanted.language)
    headers = _headers(file_name(subject, format_, wanted.filters, wanted.language))
    parts = _one_at_a_time(made.write(content))
    if gzip and made.text:
        parts = _compressed(parts)
        headers["Content-Encoding"] = "gzip"
    return StreamingResponse(parts, media_type=made.media_type, headers=headers)


def _picture(name: str, wanted: Asked, query: Mapping[str, str]) -> Response:
    body = draw(Order(name, wanted.filters, wanted.language, layers_of(query), sight_of(query), ways_of(name, query)))
    return Response(body, media_type="image/png", headers=_headers(file_name(name, "png", wanted.filters, wanted.language)))


def layers_of(query: Mapping[str, str]) -> tuple[str, ...]:
    """The layers of a picture's map. Raises BadQuery."""
    layers = query.get("layers")
    chosen = FIRST_LAYERS if layers is None else tuple(filter(None, layers.split(",")))
    unknown = [layer for layer in chosen if layer not in MAP_LAYERS]
    if unknown:
        raise BadQuery(f"layers={unknown[0][:20]!r} is unknown: use {', '.join(MAP_LAYERS)}.")
    return chosen


def sight_of(query: Mapping[str, str], across: int = 0) -> Sight:
    """Where the map of a picture looks; `across` as in Sight, where the query says so. Raises BadQuery."""
    look, camera = query.get("look", "selection"), query.get("camera")
    if look not in ("selection", "world"):
        raise BadQuery(f"look={look[:20]!r} is unknown: use selection or world.")
    seen = seen_from(camera) if camera else None
    if camera and not seen:
        raise BadQuery(f"camera={camera[:20]!r} is no place of a map: write longitude, latitude and zoom, as in 2.5,14,5.")
    at = query.get("at", "")
    if not shown.CHOICES["incidents", "at"].allows(at) and at:
        raise BadQuery(f"at={at[:20]!r} is no step of time: write a year, 2014, or a month, 2014-05.")
    return Sight(look == "world", seen, across if seen else 0, playback.time_of(at))


def ways_of(name: str, query: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """How a chart is shown. Raises BadQuery."""
    if name == "map":
        return ()
    found = {way: query[way] for way in WAYS.get(name, ()) if way in query}
    for way, value in found.items():
        if value not in WAYS[name][way]:
            raise BadQuery(f"{way}={value[:20]!r} is unknown: use {', '.join(WAYS[name][way])}.")
    return tuple(sorted(found.items()))


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }


def _one_at_a_time(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same parts, of which one file makes one at a time."""
    while True:
        with _writing:
            part = next(parts, None)
        if part is None:
            return
        yield part


def _compressed(parts: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, wbits=31)
    for part in parts:
        yield packer.compress(part)
    yield packer.flush()
