"""Files by URL: `/files/<subject>.<format>?<the page's own filters>&lang=…`, and pictures as `/files/<picture>.png`.

A file is built when somebody asks for it, once for all who ask the same, and sent in pieces from disk. It holds public rows only:
the set that the app answers from holds no others.
"""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import IO

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from components.briefing import render_worker
from components.current import dataset
from components.files.download.content import Content
from components.files.download.download_limit import Delivered, DownloadLimit, refused
from components.files.download.writers import Writer, about, as_csv, as_geojson, as_parquet, as_xlsx, workbook
from components.files.http.compression import taken
from components.files.picture import view_choices
from components.files.picture.built_files import BuiltFiles, Write
from components.files.picture.pictures import FIRST_LAYERS, MAP_LAYERS, PICTURES, SINGLE_LAYERS, Order, draw
from components.files.picture.view_choices import seen_from
from components.files.query import Asked, BadQuery, asked, file_name
from components.paper.map_captions import Sight
from components.text.words import N_
from components.workshop.fields import WAYS
from data.engine.dataset import StoreError, prepared_folder
from data.subjects import national, playback, rows

#: A workbook of more rows takes minutes to write and to open.
MOST_IN_WORKBOOK = 100_000
#: One of so few is written before the press has begun.
FEW_IN_WORKBOOK = 1_000


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


def offered(subject: str) -> dict[str, Format]:
    """The formats of a subject's rows: what has no place is no file for a map program."""
    return {name: made for name, made in FORMATS.items() if name != "geojson" or rows.LISTINGS[subject].placed}


#: What an address of a picture may say of its map.
WAYS_OF_MAPS = ("layers", "look", "camera", "at")
#: Downloads at once, overall and for one address: people behind one router share an address.
LIMIT = DownloadLimit(16, 8)
FILES = BuiltFiles("file")


@dataclass(frozen=True)
class Ordered:
    """A file to be sent: what tells it from others, who writes it, and how it is called."""

    key: Hashable
    write: Write
    name: str
    media_type: str
    coding: str


async def answer(request: Request) -> Response:
    """The route `/files/{subject}.{format}`: 400 with a sentence for a bad query, 404 for what is not offered, 503 with
    Retry-After for more than LIMIT.
    """
    subject, format_ = request.path_params["subject"], request.path_params["format"]
    if not ((subject in rows.LISTINGS and format_ in offered(subject)) or (format_ == "png" and subject in PICTURES)):
        named = {subject: tuple(offered(subject))} if subject in rows.LISTINGS else dict.fromkeys(rows.LISTINGS, ("csv",))
        known = [f"{name}.{kind}" for name, kinds in named.items() for kind in kinds] + [f"{name}.png" for name in PICTURES]
        return PlainTextResponse(f"No file {subject[:20]!r}.{format_[:10]}: there are {', '.join(known)}.", 404)
    place = LIMIT.enter(request)
    if place is None:
        return refused()
    try:
        response = await _answered(request, subject, format_)
    except BaseException:
        place.leave()
        raise
    return Delivered(response, LIMIT, place)


async def _answered(request: Request, subject: str, format_: str) -> Response:
    try:
        ordered = await run_in_threadpool(_picture if format_ == "png" else _file, request, subject, format_)
        path = await FILES.built(ordered.key, ordered.write)
    except BadQuery as error:
        return PlainTextResponse(str(error), 400)
    except StoreError as error:
        return PlainTextResponse(str(error), 503)
    headers = {
        "Content-Disposition": f'attachment; filename="{ordered.name}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if ordered.coding != "identity" or not FORMATS.get(format_, FORMATS["xlsx"]).text:
        # Also where it is none: Streamlit would compress what has no coding once more, between all other answers.
        headers["Content-Encoding"] = ordered.coding
    return FileResponse(path, media_type=ordered.media_type, headers=headers)


def _file(request: Request, subject: str, format_: str) -> Ordered:
    wanted, made = asked(request), FORMATS[format_]
    if subject in national.SUBJECTS and "area" not in request.query_params:
        # The area that an address leaves out is West Africa, of which such a table holds nothing.
        wanted = replace(wanted, filters=replace(wanted.filters, areas=()))
    if format_ == "xlsx" and (found := rows.number(dataset(), subject, wanted.filters)) > MOST_IN_WORKBOOK:
        raise BadQuery(f"{found} rows are too many for a workbook of {MOST_IN_WORKBOOK}: narrow the filters, or take CSV.")
    coding = "gzip" if made.text and taken(request.headers.get("accept-encoding", ""), ("gzip",)) == "gzip" else "identity"
    key = subject, format_, coding, *_asked(wanted)
    name = file_name(subject, format_, rows.asked(subject, wanted.filters), wanted.language)
    return Ordered(key, partial(_write, subject, made, wanted, coding), name, made.media_type, coding)


def _write(subject: str, made: Format, wanted: Asked, coding: str, file: IO[bytes]) -> None:
    content = Content.of(subject, wanted.filters, wanted.language)
    if made.write is as_xlsx and content.table.num_rows > FEW_IN_WORKBOOK:
        # Elsewhere: it is all Python, which would hold up pages, slides and `/healthz` for seconds.
        file.write(render_worker.render_alone(workbook, subject, content.named_table, about(content)))
        return
    if coding == "identity":
        file.writelines(made.write(content))
        return
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0, filename="") as packed:
        for part in made.write(content):
            packed.write(part)


def _picture(request: Request, name: str, _format: str) -> Ordered:
    wanted = asked(request, *WAYS_OF_MAPS, *WAYS.get(name, ()))
    query = request.query_params
    order = Order(name, wanted.filters, wanted.language, layers_of(query), sight_of(query), ways_of(name, query))
    key = order, *_asked(wanted)
    called = file_name(name, "png", order.asked, wanted.language)
    return Ordered(key, lambda file: file.write(draw(order)), called, "image/png", "identity")


def _asked(wanted: Asked) -> tuple[Hashable, ...]:
    """What files depend on beside what they hold: the question, the data, and the day that stands in them."""
    return wanted.filters, wanted.language, str(prepared_folder()), dataset().version, datetime.datetime.now(datetime.UTC).date()


def layers_of(query: Mapping[str, str]) -> tuple[str, ...]:
    """The layers of a picture's map. Raises BadQuery."""
    layers = query.get("layers")
    chosen = FIRST_LAYERS if layers is None else () if layers == view_choices.NO_LAYER else tuple(filter(None, layers.split(",")))
    unknown = [layer for layer in chosen if layer not in MAP_LAYERS]
    single = [layer for layer in chosen if layer in SINGLE_LAYERS]
    if single and len(chosen) > 1:
        raise BadQuery(f"layers={','.join(chosen)[:60]!r}: {single[0]} stands alone on its map; ask for it without other layers.")
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
    if not view_choices.CHOICES["incidents", "at"].allows(at) and at:
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
