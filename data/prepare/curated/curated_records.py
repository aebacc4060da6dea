"""The hand-compiled records: routes, illicit flows and holdings. `data/curated/README.md` says how to read them.

Flows are of kind *collected* where authorities or a mission seized arms or took them in (mechanisms `seizure` and
`DDR collection`, the two transit detentions among them). All else is *illicit*: trafficking, diversion from stockpile,
civil purchase diversion, craft production outside the law, a reported embargo breach (which says what a source
reported, not what was proven: the mechanism keeps that wording) and battlefield capture, because all four captures
are by armed groups from State forces. Where a source shows arms in use and says nothing of their way, the mechanism is
`supply not stated`: nothing is put down as reported that is our own reading.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from shapely import LineString

from data.model.categories import RELIABILITY, ROUTE_MODES
from data.prepare.core.intake import Intake
from data.prepare.curated.curated_csv import CITED, BadRow, Row, intake, known_country, position

ROUTE_COLUMNS = (
    *("route_id", "name", "from_country", "to_country", "transit_countries", "waypoints", "waypoint_countries", "mode"),
    *("weapon_categories", "other_goods", "actors_described", "period_start", "period_end", "direction"),
    *("location_precision", "geometry_basis", "reliability"),
    *CITED,
)
ENDS = ("origin", "destination", "event")
FLOW_COLUMNS = (
    "flow_id",
    *(f"{end}_{part}" for end in ENDS for part in ("place", "country", "lat", "lon", "precision")),
    *("weapon_category", "item", "quantity", "unit", "year_start", "year_end", "mechanism", "status"),
    *("actors_described", "reliability"),
    *CITED,
)
HOLDING_COLUMNS = (
    *("country", "holder", "holder_type", "weapon_category", "quantity", "unit", "year", "figure_type"),
    *CITED,
)

#: Precision as the compiler wrote it → data.model.categories.LOCATION_PRECISION.
ROUTE_PRECISION = {"town-level": "place", "approximate": "near place", "corridor": "corridor"}
END_PRECISION = {
    "town-level": "place",
    "approximate": "near place",
    "area (town used as marker)": "wider area",
    "country (capital used as marker)": "country",
    "unknown": "not stated",
    "": "not stated",
}
AT_SEA = "SEA"
KINDS = {
    "seizure": "collected",
    "DDR collection": "collected",
    "surrender": "collected",
    "trafficking": "illicit",
    "diversion from stockpile": "illicit",
    "civil purchase diversion": "illicit",
    "craft production": "illicit",
    "battlefield capture": "illicit",
    "reported embargo breach": "illicit",
    "supply not stated": "illicit",
}
MARKER_REMOVED = "coordinates of a capital that stood for its country removed"


def read(curated: Path) -> list[Intake]:
    """Routes, flows and holdings of the folder `curated`; raises InputError when a file cannot be used."""
    return [routes(curated), flows(curated), holdings(curated)]


def routes(curated: Path) -> Intake:
    """Corridors as lines in WGS 84 through their waypoints, without `borders`, `phases` and `length_km`."""
    return intake("routes", curated / "routes.csv", ROUTE_COLUMNS, _route)


def flows(curated: Path) -> Intake:
    """Flows without `phase`. An end known only as a country keeps no coordinates: nothing pins it on a capital."""
    path = curated / "illicit_flows.csv"
    taken = intake("flows", path, FLOW_COLUMNS, _flow)
    precision = taken.frame[[f"{end}_precision" for end in ENDS]]
    country_level = precision.eq("country")
    return replace(
        taken,
        repairs={MARKER_REMOVED: int(country_level.any(axis=1).sum())},
        findings={
            "ends known only as a country": {end: int(country_level[f"{end}_precision"].sum()) for end in ENDS},
            "flows without any country": taken.frame.loc[~taken.frame["countries"].astype(bool), "id"].tolist(),
        },
    )


def holdings(curated: Path) -> Intake:
    """Holdings, with ids from the order of the rows: H001 is the first."""
    return intake("holdings", curated / "holdings.csv", HOLDING_COLUMNS, _holding)


def _route(row: Row) -> dict[str, Any]:
    start, end = row.years("period_start", "period_end")
    if start is None:
        raise BadRow("period_start is empty")
    origin, destination = row.country("from_country"), row.country("to_country")
    if origin is None or destination is None:
        raise BadRow("from_country or to_country is empty")
    places, points = _waypoints(row.need("waypoints"))
    passed = [part.strip() for part in row.need("waypoint_countries").split(";")]
    if len(passed) != len(places):
        raise BadRow("waypoint_countries has not one entry a waypoint", f"{len(passed)} for {len(places)}")
    transit = row.items("transit_countries")
    on_land = [known_country("waypoint_countries", code) for code in passed if code != AT_SEA]
    for code in transit:
        known_country("transit_countries", code)
    shape = LineString(points)
    if not shape.is_valid:
        raise BadRow("waypoints are all at one point")
    return {
        "id": row.need("route_id"),
        "name": row.need("name"),
        "from_country": origin,
        "to_country": destination,
        "countries": list(dict.fromkeys([origin, *on_land, *transit, destination])),
        "places": places,
        "place_countries": passed,
        "shape": shape,
        "mode": row.choice("mode", ROUTE_MODES),
        "direction": row.choice("direction", ("one-way", "both")),
        "weapons": row.weapons("weapon_categories"),
        "other_goods": row.items("other_goods"),
        "actors": row.text("actors_described"),
        "start_year": start,
        "end_year": end,
        "location_precision": ROUTE_PRECISION[row.choice("location_precision", tuple(ROUTE_PRECISION))],
        "geometry_basis": row.need("geometry_basis"),
        "reliability": row.choice("reliability", RELIABILITY),
        **row.citation(),
    }


def _waypoints(cell: str) -> tuple[list[str], list[tuple[float, float]]]:
    """Names and (lon, lat) of `Place|lat|lon;…`, at least two."""
    names, points = [], []
    for part in cell.split(";"):
        fields = [field.strip() for field in part.split("|")]
        if len(fields) != 3 or not fields[0]:
            raise BadRow("a waypoint is not written Place|lat|lon", part)
        name, lat, lon = fields
        names.append(name)
        points.append(position("waypoints", lon, lat))
    if len(points) < 2:
        raise BadRow("waypoints are fewer than two", cell)
    return names, points


def _flow(row: Row) -> dict[str, Any]:
    start, end = row.years("year_start", "year_end")
    if start is None or end is None:
        raise BadRow("year_start or year_end is empty")
    quantity, unit = row.amount("quantity"), row.text("unit")
    if (quantity is None) != (unit is None):
        raise BadRow("quantity and unit do not stand together", f"{quantity} {unit}")
    ends = {name: _end(row, name) for name in ENDS}
    mechanism = row.choice("mechanism", tuple(KINDS))
    countries = [end["country"] for end in ends.values() if end["country"]]
    return {
        "id": row.need("flow_id"),
        "kind": KINDS[mechanism],
        "mechanism": mechanism,
        "status": row.text("status"),
        **{f"{name}_{part}": value for name, end in ends.items() for part, value in end.items()},
        "countries": list(dict.fromkeys(countries)),
        "weapons": row.weapons("weapon_category"),
        "item": row.text("item"),
        "quantity": quantity,
        "unit": unit,
        "quantity_estimated": pd.NA,
        "tiv": pd.NA,
        "deals": 1,
        "start_year": start,
        "end_year": end,
        "actors": row.text("actors_described"),
        "reliability": row.choice("reliability", RELIABILITY),
        **row.citation(),
    }


def _end(row: Row, name: str) -> dict[str, Any]:
    """Country, place, lon, lat and precision of the origin, destination or event; they must agree."""
    written = row.cells[f"{name}_precision"]
    if written not in END_PRECISION:
        raise BadRow(f"{name}_precision is none of: {', '.join(filter(None, END_PRECISION))}", written)
    precision = END_PRECISION[written]
    country, place = row.country(f"{name}_country"), row.text(f"{name}_place")
    if precision == "not stated" and (country or place):
        raise BadRow(f"{name}_precision says unknown, but a country or place is given", country or place)
    if precision != "not stated" and country is None:
        raise BadRow(f"{name}_country is empty, but {name}_precision says {precision}")
    lon: float | None = None
    lat: float | None = None
    if precision in ("place", "near place", "wider area"):
        lon, lat = position(name, row.cells[f"{name}_lon"], row.cells[f"{name}_lat"])
    return {"country": country, "place": place, "lon": lon, "lat": lat, "precision": precision}


def _holding(row: Row) -> dict[str, Any]:
    quantity, year, country = row.amount("quantity"), row.year("year"), row.country("country")
    if quantity is None or year is None or country is None:
        raise BadRow("country, quantity or year is empty")
    return {
        "id": f"H{row.number:03d}",
        "country": country,
        "holder": row.need("holder"),
        "holder_type": row.need("holder_type"),
        "weapons": row.weapons("weapon_category"),
        "quantity": quantity,
        "unit": row.need("unit"),
        "year": year,
        "figure_type": row.need("figure_type"),
        **row.citation(),
    }
