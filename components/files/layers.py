"""Map layers by URL: `/layers/<name>.json?<the page's own filters>&lang=…&v=<data version>`.

Each body is made once for all sessions, kept compressed, and kept by the browser for as long as its address.
Only public rows go by URL: the store answers no others.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components import tooltips
from components.words import LANGUAGES, Words, words
from data import flows, incidents, routes
from data.countries import everywhere, in_region, label_points
from data.filters import Filters
from data.picks import PICKS
from data.places import for_labels
from data.store import StoreError, answered_once, store
from geo import layers as draw
from geo.cells import cell_text
from geo.layers import Point, Row
from geo.style import INK, MUTED

Rows = Callable[[Filters, Words], Iterator[Row]]
_PARAMETERS = {"area", "year", "phase", "weapon", "evidence", "lang", "v", *PICKS}


def address(name: str, filters: Filters, language: str) -> str:
    """The address of a layer for a question; the same question always has the same address."""
    query = filters.query()
    return f"/layers/{name}.json?{query + '&' if query else ''}lang={language}&v={store().version}"


def answer(request: Request) -> Response:
    """The route `/layers/{name}.json`: 400 with a sentence for a bad query, 404 for an unknown layer."""
    name = request.path_params["name"]
    if name not in LAYERS:
        return PlainTextResponse(f"No layer {name[:20]!r}: there are {', '.join(LAYERS)}.", 404)
    try:
        parameters = dict(request.query_params)
        unknown = sorted(set(parameters) - _PARAMETERS)
        if unknown:
            return _bad(f"Parameter {unknown[0][:20]!r} is unknown: use {', '.join(sorted(_PARAMETERS))}.")
        language = parameters.get("lang", "en")
        if language not in LANGUAGES:
            return _bad(f"lang={language[:20]!r} is unknown: use {', '.join(LANGUAGES)}.")
        filters, problems = Filters.parse(parameters, in_region())
        if problems:
            first = problems[0]
            return _bad(f"{first.parameter}={first.value!r} is not a value of {first.parameter}: correct or leave it out.")
        body = compressed(name, filters, language)
        current = parameters.get("v") == store().version
    except StoreError as error:
        return PlainTextResponse(str(error), 503)
    keep = "public, max-age=31536000, immutable" if current else "no-cache"
    return Response(body, media_type="application/json", headers={"Content-Encoding": "gzip", "Cache-Control": keep})


def _bad(sentence: str) -> Response:
    return PlainTextResponse(sentence, 400)


@answered_once
def compressed(name: str, filters: Filters, language: str) -> bytes:
    """A layer's rows as gzipped JSON."""
    rows = list(LAYERS[name](filters, words(language)))
    return gzip.compress(orjson.dumps(rows), compresslevel=6, mtime=0)


def _incidents(filters: Filters, say: Words) -> Iterator[Row]:
    marks = incidents.marks(filters)
    for row in marks.frame.itertuples():
        texts = tooltips.incidents_mark(row, marks.resolution, say)
        if marks.resolution:
            yield draw.cell(cell_text(row.cell), row.deaths, texts)
        else:
            yield draw.point((row.lon, row.lat), row.events, row.deaths, texts)


def _end(row: Any, end: str) -> Point | None:
    """Where a flow's end is drawn: its place, else the label point of its country, else nowhere."""
    lon, lat, country = (getattr(row, f"{end}_{part}") for part in ("lon", "lat", "country"))
    if pd.notna(lon):
        return lon, lat
    return label_points().get(country) if isinstance(country, str) else None


def _lines(filters: Filters, kinds: frozenset[str]) -> Iterator[tuple[Any, Point, Point]]:
    for row in flows.links(filters).itertuples():
        if row.kind not in kinds:
            continue
        start, end = _end(row, "origin"), _end(row, "destination") or _end(row, "event")
        if start and end and start != end:
            yield row, start, end


def _flow_layers(name: str, kinds: frozenset[str]) -> dict[str, Rows]:
    """The layers of some kinds of flow: lines, arrowheads, marks of single places, rings of whole countries."""

    def lines(filters: Filters, say: Words) -> Iterator[Row]:
        for row, start, end in _lines(filters, kinds):
            texts = tooltips.flow(row, say)
            yield draw.flow_line(start, end, row.kind, row.reliability, row.records, texts) | {"ids": row.ids}

    def arrows(filters: Filters, _say: Words) -> Iterator[Row]:
        for row, start, end in _lines(filters, kinds):
            yield draw.flow_arrow(start, end, row.kind)

    def marks(filters: Filters, say: Words) -> Iterator[Row]:
        for row in flows.links(filters).itertuples():
            if row.kind in kinds and pd.notna(row.event_lon):
                yield draw.flow_mark((row.event_lon, row.event_lat), row.kind, tooltips.flow(row, say)) | {"ids": row.ids}

    def rings(filters: Filters, say: Words) -> Iterator[Row]:
        named = {
            getattr(row, f"{end}_country")
            for row, _, _ in _lines(filters, kinds)
            for end in ("origin", "destination")
            if pd.isna(getattr(row, f"{end}_lon"))
        }
        for country in sorted(named & set(label_points())):
            yield draw.country_ring(label_points()[country], tooltips.country_ring(say.country(country), say))

    return {name: lines, f"{name}-arrows": arrows, f"{name}-marks": marks, f"{name}-rings": rings}


def _routes(filters: Filters, say: Words) -> Iterator[Row]:
    for row in routes.matching(filters).itertuples():
        yield draw.route_line(row.shape, row.mode, row.reliability, tooltips.route(row, say)) | {"id": row.id}


def _route_bands(filters: Filters, _say: Words) -> Iterator[Row]:
    for row in routes.matching(filters).itertuples():
        if row.location_precision == "corridor":
            yield draw.route_band(row.shape, row.mode)


def _route_arrows(filters: Filters, _say: Words) -> Iterator[Row]:
    for row in routes.matching(filters).itertuples():
        if row.direction == "one-way":
            yield draw.route_arrow(row.shape, row.mode)


def _labels(_filters: Filters, say: Words) -> Iterator[Row]:
    named = everywhere()
    for iso3, row in named[named.region != "world"].iterrows():
        size, rank = (14, 0) if row.region == "focus" else (12, 3)
        yield draw.label((row.lon, row.lat), say.country(str(iso3)), size, rank, INK if rank == 0 else MUTED)
    for row in for_labels(say.language).itertuples():
        rank = 2 if row.capital else 4 + row.rank
        yield draw.label((row.lon, row.lat), row.name, 12 if row.capital else 11, rank, MUTED, below=9)


#: Layers by the name in their address. Flows that States authorised are drawn apart from all others.
LAYERS: dict[str, Rows] = {
    "incidents": _incidents,
    **_flow_layers("transfers", frozenset({"authorised"})),
    **_flow_layers("flows", frozenset({"illicit", "collected"})),
    "routes": _routes,
    "route-bands": _route_bands,
    "route-arrows": _route_arrows,
    "labels": _labels,
}
