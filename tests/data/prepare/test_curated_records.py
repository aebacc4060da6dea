"""Routes, illicit flows and holdings: the real files whole, and what a bad row gets."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from shapely import Point

from data.contracts import TABLES
from data.model.categories import CURATED
from data.prepare.core.intake import Intake
from data.prepare.curated import curated_records


@pytest.fixture(scope="module")
def records() -> dict[str, Intake]:
    return {taken.table: taken for taken in curated_records.read(CURATED)}


def edited(tmp_path: Path, file: str, line: int, **cells: str) -> Path:
    """A copy of a curated file in which one line is changed."""
    with (CURATED / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    rows[line - 2].update(cells)
    with (tmp_path / file).open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path


@pytest.mark.parametrize(("table", "rows"), [("routes", 86), ("flows", 211), ("holdings", 58)])
def test_every_row_is_kept(records: dict[str, Intake], table: str, rows: int) -> None:
    taken = records[table]
    assert (taken.read, len(taken.frame), len(taken.rejects), taken.grouped) == (rows, rows, 0, 0)


def test_frames_hold_their_contracts(records: dict[str, Intake]) -> None:
    joined: dict[str, dict[str, Any]] = {
        "routes": {"phases": [["not classified"]] * 86, "borders": [[]] * 86, "length_km": 1.0},
        "flows": {"phase": "not classified"},
        "holdings": {},
    }
    for name, later in joined.items():
        TABLES[name].check(TABLES[name].conform(records[name].frame.assign(**later)))


def test_a_route_is_a_line_in_lon_lat_order_through_its_places(records: dict[str, Intake]) -> None:
    route = records["routes"].frame.set_index("id").loc["WA01"]
    assert route.places == ["Murzuq", "Salvador Pass", "Arlit", "Ménaka", "Gao", "Kidal"]
    assert route["shape"].coords[0] == (13.9184, 25.9155)
    assert route.countries == ["LBY", "NER", "MLI"]
    assert (route.start_year, pd.isna(route.end_year), route.location_precision) == (2011, True, "corridor")
    assert route.weapons == ["A4", "B1", "B4", "B5", "D9"]
    assert route.other_goods == ["drugs", "migrants", "fuel"]


def test_the_sea_is_no_country_and_ends_always_count(records: dict[str, Intake]) -> None:
    routes = records["routes"].frame.set_index("id")
    assert routes.loc["WA49"].countries == ["TUR", "NGA"]
    assert routes.loc["CO09"].countries == ["VEN", "COL"], "its line starts at the border"
    assert "SEA" not in {country for countries in routes.countries for country in countries}


def test_country_level_ends_are_never_pins(records: dict[str, Intake]) -> None:
    flows = records["flows"].frame
    for end in ("origin", "destination", "event"):
        placed = flows[f"{end}_precision"].isin(["place", "near place", "wider area"])
        assert flows.loc[~placed, [f"{end}_lon", f"{end}_lat"]].isna().all(axis=None)
        assert flows.loc[placed, [f"{end}_lon", f"{end}_lat", f"{end}_country"]].notna().all(axis=None)
    assert records["flows"].findings["ends known only as a country"] == {"origin": 76, "destination": 40, "event": 17}
    assert list(records["flows"].repairs.values()) == [102]


def test_flows_of_several_countries_together_name_none(records: dict[str, Intake]) -> None:
    assert records["flows"].findings["flows without any country"] == [
        "F039",
        "F084",
        "F085",
        "F086",
        "F087",
        "F209",
        "F210",
        "F211",
        "F212",
    ]


def test_kinds_of_flows(records: dict[str, Intake]) -> None:
    flows = records["flows"].frame
    collected = flows[flows.kind.eq("collected")]
    assert set(collected.mechanism) == {"seizure", "DDR collection", "surrender"}
    assert len(collected) == 60 + 8
    assert set(flows.kind) == {"collected", "illicit"}
    assert flows.mechanism.eq("reported embargo breach").sum() == 17, "the wording of the source is kept"


def test_a_flow_without_quantity_has_no_zero(records: dict[str, Intake]) -> None:
    flows = records["flows"].frame.set_index("id")
    assert pd.isna(flows.loc["F006", "quantity"])
    assert (flows.loc["F001", "quantity"], flows.loc["F001", "unit"]) == (3117, "rifles")
    assert flows["quantity_estimated"].isna().all()


@pytest.mark.parametrize(
    ("line", "cells", "reason", "value"),
    [
        (2, {"from_country": "LIB"}, "from_country is not an ISO 3166-1 alpha-3 country code", "LIB"),
        (2, {"to_country": ""}, "from_country or to_country is empty", ""),
        (2, {"transit_countries": "NIG"}, "transit_countries is not an ISO 3166-1 alpha-3 country code", "NIG"),
        (2, {"waypoint_countries": "LBY;NER"}, "waypoint_countries has not one entry a waypoint", "2 for 6"),
        (
            2,
            {"waypoint_countries": "LBY;NER;NER;MLI;MLI;OCEAN"},
            "waypoint_countries is not an ISO 3166-1 alpha-3 country code",
            "OCEAN",
        ),
        (2, {"waypoints": "Gao|16.2"}, "a waypoint is not written Place|lat|lon", "Gao|16.2"),
        (2, {"waypoints": "Gao|16.2|0.1"}, "waypoints are fewer than two", "Gao|16.2|0.1"),
        (2, {"waypoints": "Gao|16,2|0.1;Kidal|18|1"}, "latitude of waypoints is not a plain number", "16,2"),
        (2, {"waypoints": "Gao|91|0.1;Kidal|18|1"}, "waypoints has coordinates out of range", "lon 0.1, lat 91"),
        (2, {"waypoints": "Gao|0|0;Kidal|18|1"}, "waypoints has coordinates 0/0", "lon 0, lat 0"),
        (
            2,
            {"waypoints": "Gao|18|1;Kidal|18|1", "waypoint_countries": "MLI;MLI"},
            "waypoints are all at one point",
            "",
        ),
        (2, {"period_start": ""}, "period_start is empty", ""),
        (2, {"period_end": "2009"}, "period_end is before period_start", "2011 to 2009"),
        (2, {"mode": "rail"}, "mode is none of: road, desert track, river, sea, air", "rail"),
        (2, {"direction": "to and fro"}, "direction is none of: one-way, both", "to and fro"),
        (
            2,
            {"location_precision": "exact"},
            "location_precision is none of: town-level, approximate, corridor",
            "exact",
        ),
        (2, {"reliability": "certain"}, "reliability is none of: confirmed, probable, possible", "certain"),
        (3, {"route_id": "WA01"}, "repeats an earlier row with the same id", "WA01"),
    ],
)
def test_a_bad_route_is_turned_away(tmp_path: Path, line: int, cells: dict[str, str], reason: str, value: str) -> None:
    taken = curated_records.routes(edited(tmp_path, "routes.csv", line, **cells))
    assert taken.rejects.values.tolist() == [["routes", "routes.csv", line, reason, value]]
    assert len(taken.frame) == 85


@pytest.mark.parametrize(
    ("cells", "reason", "value"),
    [
        ({"origin_country": "NI"}, "origin_country is not an ISO 3166-1 alpha-3 country code", "NI"),
        ({"origin_lat": ""}, "latitude of origin is not a plain number", ""),
        ({"event_lon": "-200"}, "event has coordinates out of range", "lon -200, lat 8.0926"),
        ({"origin_lat": "0", "origin_lon": "0.0"}, "origin has coordinates 0/0", "lon 0, lat 0"),
        (
            {"origin_precision": "exact"},
            "origin_precision is none of: town-level, approximate, area (town used as marker), country (capital used as marker), "
            "unknown",
            "exact",
        ),
        (
            {"origin_precision": "unknown"},
            "origin_precision says unknown, but a country or place is given",
            "NIC",
        ),
        ({"origin_country": ""}, "origin_country is empty, but origin_precision says place", ""),
        ({"year_end": ""}, "year_start or year_end is empty", ""),
        ({"year_end": "1998"}, "year_end is before year_start", "2001 to 1998"),
        ({"unit": ""}, "quantity and unit do not stand together", "3117.0 None"),
        ({"actors_described": "as above"}, "actors_described points to another row; write it out", "as above"),
        ({"weapon_category": "A4,D1"}, "weapon_category holds a code that the taxonomy does not have", "A4,D1"),
    ],
)
def test_a_bad_flow_is_turned_away(tmp_path: Path, cells: dict[str, str], reason: str, value: str) -> None:
    taken = curated_records.flows(edited(tmp_path, "illicit_flows.csv", 2, **cells))
    assert taken.rejects.values.tolist() == [["flows", "illicit_flows.csv", 2, reason, value]]
    assert (taken.read, len(taken.frame)) == (211, 210)


def test_an_unknown_mechanism_is_not_guessed_into_a_kind(tmp_path: Path) -> None:
    taken = curated_records.flows(edited(tmp_path, "illicit_flows.csv", 2, mechanism="gift"))
    assert taken.rejects["value"].tolist() == ["gift"]


def test_every_place_lies_in_the_country_it_is_given(raw: Path, records: dict[str, Intake]) -> None:
    """Swapped or wrong coordinates show here; 0.1° allows for coasts and river borders of the generalised shapes."""
    geopandas = pytest.importorskip("geopandas")
    near = geopandas.read_parquet(raw / "geo" / "countries_0.01.parquet").dissolve("iso3").geometry
    far = geopandas.read_parquet(raw / "geo" / "world_countries_coarse.parquet").dissolve("iso_a3_eh").geometry
    shapes = {**far.to_dict(), **near.to_dict()}
    strays = [(name, country) for name, country, point in _placed(records) if shapes[country].distance(point) > 0.1]
    assert strays == []


def _placed(records: dict[str, Intake]) -> Iterator[tuple[str, str, Point]]:
    with (CURATED / "routes.csv").open(encoding="utf-8", newline="") as file:
        passed = {row["route_id"]: row["waypoint_countries"].split(";") for row in csv.DictReader(file)}
    for route in records["routes"].frame.itertuples():
        for country, point in zip(passed[route.id], route.shape.coords, strict=True):
            if country != "SEA":
                yield route.id, country, Point(point)
    for flow in records["flows"].frame.to_dict("records"):
        for end in curated_records.ENDS:
            if pd.notna(flow[f"{end}_lon"]):
                yield flow["id"], flow[f"{end}_country"], Point(flow[f"{end}_lon"], flow[f"{end}_lat"])
