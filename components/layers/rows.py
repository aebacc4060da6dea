"""Rows of each layer of the map, by the layer's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pandas as pd
from shapely import Polygon, get_parts

from components.current import cached_by_version, dataset
from components.text import tooltips
from components.text.words import Words
from data.ground.countries import admin1_countries, everywhere, label_points
from data.ground.places import for_labels
from data.query.filters import Filters
from data.query.picks import SIDES
from data.subjects import areas, flows, incidents, playback, routes
from geo import layers as draw
from geo.areas import generalised
from geo.cells import cell_text
from geo.layers import Point, Row
from geo.style import BLUES, GUARDED, INK, MUTED, NO_DATA, REDS, deaths_class, share_class

Rows = Callable[[Filters, Words], Iterator[Row]]
#: Kinds of flow by the name of the layer that draws them: those that States authorised are drawn apart from all others.
FLOWS_ON = {"flows": frozenset({"illicit", "collected"}), "transfers": frozenset({"authorised"})}
#: Generalisation of first-level areas and of borders over them (°): a pixel or two at the scale of a country.
AREA_DETAIL, BORDER_DETAIL = 0.06, 0.02


def left_out(filters: Filters) -> frozenset[str]:
    """The layers of flows that hold none of the kind that a question asks for."""
    kind = dict(filters.picks).get("kind")
    return frozenset(name for name, kinds in FLOWS_ON.items() if kind and not kinds & {*SIDES.get(kind, (kind,))})


def _incidents(filters: Filters, say: Words) -> Iterator[Row]:
    marks = incidents.marks(dataset(), filters)
    for row in marks.frame.itertuples():
        texts = tooltips.incidents_mark(row, marks.resolution, say)
        if marks.resolution:
            yield draw.cell(cell_text(row.cell), row.deaths, texts)
        else:
            yield draw.point((row.lon, row.lat), row.events, row.deaths, texts)


@cached_by_version
def _parts(country: str) -> dict[str, list[Polygon]]:
    """The parts of each first-level area of a country, as coarse as a map of areas may be."""
    found = areas.shapes(dataset())
    own = found[found.country == country]
    return dict(zip(own.admin1, generalised(own.geometry.to_numpy(), AREA_DETAIL), strict=True))


def _areas(measure: str) -> Rows:
    """First-level areas coloured by one measure, or as without data. A share of few events would mislead and is not shown."""

    def colour(row: Any) -> str:
        if measure != "share":
            return REDS[deaths_class(getattr(row, measure))]
        return GUARDED if row.events < areas.FEWEST_FOR_SHARE else BLUES[share_class(row.with_weapon / row.events)]

    def rows(filters: Filters, say: Words) -> Iterator[Row]:
        for area in areas.without_data(dataset(), filters):
            texts = tooltips.unknown_area(say.admin1(area), say) | {"admin1": area}
            for part in _parts(admin1_countries(dataset())[area])[area]:
                yield draw.area(part, NO_DATA, texts)
        of_all = measure == "share"
        found = areas.named(dataset(), filters) if of_all else areas.counts(dataset(), filters)
        chosen: tooltips.Chosen = "" if not filters.weapons else "of all" if of_all else "alone"
        for row in found.itertuples():
            texts = tooltips.area(row, say.admin1(row.admin1), say, chosen) | {"admin1": row.admin1}
            for part in _parts(admin1_countries(dataset())[row.admin1])[row.admin1]:
                yield draw.area(part, colour(row), texts)

    return rows


def _picked_area(filters: Filters, _say: Words) -> Iterator[Row]:
    area = dict(filters.picks).get("admin1", "")
    if area in admin1_countries(dataset()):
        for part in _parts(admin1_countries(dataset())[area])[area]:
            yield draw.outline(part)


def _borders(_filters: Filters, _say: Words) -> Iterator[Row]:
    found = areas.country_borders(dataset())
    for status, shape in zip(found.status, found.geometry.simplify(BORDER_DETAIL), strict=True):
        for line in get_parts(shape):
            yield draw.border(line, status)


def _played(step: playback.Step) -> Rows:
    """Incidents step by step, each row with its `time`."""

    def rows(filters: Filters, say: Words) -> Iterator[Row]:
        found = playback.played(dataset(), filters, step)
        for row in found.frame.itertuples():
            texts = tooltips.played(row, step, say)
            if found.resolution:
                mark = draw.cell(cell_text(row.cell), row.deaths, texts)
            else:
                mark = draw.point((row.lon, row.lat), row.events, row.deaths, texts)
            yield mark | {"time": int(row.time)}

    return rows


def _end(row: flows.Link, end: str) -> Point | None:
    """Where a flow's end is drawn: its place, else the label point of its country, else nowhere."""
    lon, lat, country = (getattr(row, f"{end}_{part}") for part in ("lon", "lat", "country"))
    if pd.notna(lon):
        return lon, lat
    return label_points(dataset()).get(country) if isinstance(country, str) else None


@cached_by_version
def _links(filters: Filters) -> list[tuple[flows.Link, Point | None, Point | None]]:
    """Each link and where it is drawn from and to: several layers draw the same ones."""
    return [(row, _end(row, "origin"), _end(row, "destination") or _end(row, "event")) for row in flows.links(dataset(), filters)]


def not_drawn(layers: Collection[str], filters: Filters) -> dict[str, int]:
    """Flows of each kind that belong on these layers and name too few places to be drawn."""
    kinds = frozenset(kind for name, held in FLOWS_ON.items() if name in layers for kind in held)
    return _not_drawn(kinds, filters) if kinds else flows.of_each_kind(())


@cached_by_version
def _not_drawn(kinds: frozenset[str], filters: Filters) -> dict[str, int]:
    placed = [row.ids for row, start, end in _links(filters) if (start and end and start != end) or pd.notna(row.event_lon)]
    drawn = {name for ids in placed for name in ids}
    each = flows.columns(dataset(), filters, "kind", "id")
    return flows.of_each_kind(kind for kind, name in each if kind in kinds and name not in drawn)


def drawn_links(filters: Filters, kinds: frozenset[str]) -> Iterator[tuple[flows.Link, bool]]:
    """The links that a map draws, each with whether as a line; else it is the mark of a place alone."""
    for row, start, end in _links(filters):
        line = bool(start and end and start != end)
        if row.kind in kinds and (line or pd.notna(row.event_lon)):
            yield row, line


def _lines(filters: Filters, kinds: frozenset[str]) -> Iterator[tuple[flows.Link, Point, Point]]:
    for row, start, end in _links(filters):
        if row.kind in kinds and start and end and start != end:
            yield row, start, end


def ends_beside_places(filters: Filters, kinds: frozenset[str]) -> Iterator[tuple[flows.Link, str]]:
    """Links drawn as lines, each with an end that runs to a place which it does not mean exactly."""
    for row, _, _ in _lines(filters, kinds):
        for end in ("origin", "destination"):
            at_event = _at(row, end) == _at(row, "event")
            if pd.notna(getattr(row, f"{end}_lon")) and not exact(row, end) and not at_event:
                yield row, end


def _at(row: flows.Link, end: str) -> Point:
    return getattr(row, f"{end}_lon"), getattr(row, f"{end}_lat")


def exact(row: flows.Link, end: str) -> bool:
    """Whether what is recorded was at the place that is named, not only near it or in an area that it marks."""
    return getattr(row, f"{end}_precision") == "place"


def marks_at(filters: Filters) -> list[Point]:
    """Where flows of a question are marked at a place of their own."""
    return [(row.event_lon, row.event_lat) for row, _, _ in _links(filters) if pd.notna(row.event_lon)]


@cached_by_version
def _corridors(filters: Filters) -> list[Any]:
    return list(routes.matching(dataset(), filters).itertuples())


def _flow_layers(name: str, kinds: frozenset[str]) -> dict[str, Rows]:
    """The layers of some kinds of flow: lines, arrowheads, marks of single places, rings around ends that are no exact place."""

    def lines(filters: Filters, say: Words) -> Iterator[Row]:
        for row, start, end in _lines(filters, kinds):
            texts = tooltips.flow(row, say)
            yield draw.flow_line(start, end, row.kind, row.reliability, row.records, texts) | {"ids": row.ids}

    def arrows(filters: Filters, _say: Words) -> Iterator[Row]:
        for row, start, end in _lines(filters, kinds):
            yield draw.flow_arrow(start, end, row.kind)

    def marks(filters: Filters, say: Words) -> Iterator[Row]:
        for row, _, _ in _links(filters):
            if row.kind in kinds and pd.notna(row.event_lon):
                yield mark(row, "event", say)

    def mark(row: flows.Link, end: str, say: Words) -> Row:
        texts = tooltips.flow_mark(row, end, say)
        return draw.flow_mark(_at(row, end), row.kind, exact(row, end), texts) | {"ids": row.ids}

    def rings(filters: Filters, say: Words) -> Iterator[Row]:
        for row, end in ends_beside_places(filters, kinds):
            yield mark(row, end, say)
        named = {
            getattr(row, f"{end}_country")
            for row, _, _ in _lines(filters, kinds)
            for end in ("origin", "destination")
            if pd.isna(getattr(row, f"{end}_lon"))
        }
        for country in sorted(named & set(label_points(dataset()))):
            yield draw.country_ring(label_points(dataset())[country], tooltips.country_ring(say.country(country), say))

    return {name: lines, f"{name}-arrows": arrows, f"{name}-marks": marks, f"{name}-rings": rings}


def _routes(filters: Filters, say: Words) -> Iterator[Row]:
    for row in _corridors(filters):
        yield draw.route_line(row.shape, row.mode, row.reliability, tooltips.route(row, say)) | {"id": row.id}


def _route_picked(filters: Filters, _say: Words) -> Iterator[Row]:
    if dict(filters.picks).get("route"):
        for row in _corridors(filters):
            yield draw.route_halo(row.shape)


def _route_bands(filters: Filters, _say: Words) -> Iterator[Row]:
    for row in _corridors(filters):
        if row.location_precision == "corridor":
            yield draw.route_band(row.shape, row.mode)


def _route_arrows(filters: Filters, _say: Words) -> Iterator[Row]:
    for row in _corridors(filters):
        if row.direction == "one-way":
            yield draw.route_arrow(row.shape, row.mode)


def _flow_names(filters: Filters, say: Words) -> Iterator[Row]:
    """Names of the countries between which flows are drawn, for a map of all the earth: towns would cover it."""
    named: Counter[str] = Counter()
    for row, start, end in _links(filters):
        if start and end:
            named.update({c: row.records for c in (row.origin_country, row.destination_country) if c in label_points(dataset())})
    names = []
    for country, _ in sorted(named.items(), key=lambda one: (one[0] not in filters.countries, -one[1], one[0])):
        at, rank = label_points(dataset())[country], 0 if country in filters.countries else 1
        names.append((at, draw.label(at, say.country(country), 12, rank, MUTED if rank else INK)))
    yield from draw.beside_rings(names, [label_points(dataset())[country] for country in sorted(named)])


def _labels(_filters: Filters, say: Words) -> Iterator[Row]:
    named = everywhere(dataset())
    for iso3, row in named[named.region != "world"].iterrows():
        size, rank = (14, 0) if row.region == "focus" else (12, 3)
        yield draw.label((row.lon, row.lat), say.country(str(iso3)), size, rank, INK if rank == 0 else MUTED)
    for row in for_labels(dataset(), say.language).itertuples():
        rank = 2 if row.capital else 4 + row.rank
        yield draw.label((row.lon, row.lat), row.name, 12 if row.capital else 11, rank, MUTED)


#: Layers by the name in their address.
LAYERS: dict[str, Rows] = {
    "incidents": _incidents,
    **{f"areas-{measure}": _areas(measure) for measure in ("events", "deaths", "share")},
    "area-picked": _picked_area,
    "borders": _borders,
    **{f"incidents-by-{step}": _played(step) for step in playback.STEPS},
    **_flow_layers("transfers", FLOWS_ON["transfers"]),
    **_flow_layers("flows", FLOWS_ON["flows"]),
    "routes": _routes,
    "route-bands": _route_bands,
    "route-arrows": _route_arrows,
    "route-picked": _route_picked,
    "labels": _labels,
    "flow-names": _flow_names,
}
