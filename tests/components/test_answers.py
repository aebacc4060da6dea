"""What the server says by URL beside the layers: health, basemap, and the headers on every answer."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.current import dataset
from components.files import layers
from components.files.http import compression, health
from components.files.http.security import HEADERS, SecurityHeaders, policy
from components.files.static import basemap
from components.files.warm_up import warm_up
from components.workshop import database
from data.contracts import TABLES
from data.engine.dataset import prepared_folder
from data.ground.countries import shapes
from data.model import sources as registry
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import place_coverage
from geo.basemap import SOURCES
from tests.data.folders import copy_of_prepared, replace

ROUTES = [
    Route("/healthz", health.answer),
    Route("/basemap/{name}.json", basemap.answer),
    Route("/layers/{name}.json", layers.answer),
]


def _fails(_request: Request) -> Response:
    raise RuntimeError("synthetic")


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    """The app's own routes and middleware, and one route that always fails."""
    app = Starlette(routes=[*ROUTES, Route("/fails", _fails)], middleware=[Middleware(SecurityHeaders)])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_health_is_degraded_where_notes_cannot_be_kept(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way of the folder")
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "file"))
    got = browser.get("/healthz")
    assert got.status_code == 200 and got.json()["status"] == "degraded" and got.json()["notes"]["writable"] is False
    assert str(tmp_path) not in got.text


# --- health ----------------------------------------------------------------------------------------------------------


def test_health_says_which_data_it_answers_on(browser: TestClient) -> None:
    got = browser.get("/healthz")
    assert got.status_code == 200
    assert got.headers["cache-control"] == "no-store"
    told = got.json()
    kept, ages = told.pop("notes"), told.pop("sources")
    assert told == {
        "status": "ok",
        "version": health.VERSION,
        "data_version": dataset().version,
        "rows": dataset().rows,
    }
    assert kept["writable"] and kept["rooms"] >= 0 and kept["bytes"] > 0 and kept["free_bytes"] > 0
    assert set(got.json()["rows"]) == set(TABLES)
    today = datetime.datetime.now(datetime.UTC).date()
    for source, age in ages.items():
        covered = datetime.date.fromisoformat(age["covers_to"])
        assert source in registry.SOURCES and age["age_days"] == max(0, (today - covered).days)
    assert {"ucdp-ged", "ucdp-country-years", "sipri-transfers", "unodc-iafq", "inform-risk"} <= set(ages)
    assert ages["ucdp-ged"]["covers_to"] == str(place_coverage.last_day(dataset()))  # as pages say it
    assert all(n > 0 for n in got.json()["rows"].values())


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("manifest.json", b"{", "manifest.json"),
        ("incidents.parquet", b"", "incidents.parquet is damaged"),
        ("routes.parquet", None, "routes.parquet is missing"),
    ],
)
def test_health_says_why_it_cannot_answer(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, content: bytes | None, reason: str
) -> None:
    folder = copy_of_prepared(tmp_path / "prepared")
    (folder / file).unlink()
    if content is not None:
        replace(folder / file, content)
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    got = browser.get("/healthz")
    assert got.status_code == 503
    assert got.headers["cache-control"] == "no-store"
    assert got.json()["status"] == "unavailable" and reason in got.json()["reason"]
    assert "rows" not in got.json()


@pytest.mark.parametrize("damage", ["deleted", "cut", "turned"])
def test_health_fails_where_a_table_is_damaged_while_the_app_runs(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    """What is in memory would answer on; the next start would not."""
    folder = copy_of_prepared(tmp_path / "prepared")
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    assert browser.get("/healthz").json()["status"] == "ok"
    path = folder / "flows.parquet"
    whole = path.read_bytes()
    path.unlink()
    if damage != "deleted":
        path.write_bytes(whole[:-100] if damage == "cut" else whole[:50] + bytes([whole[50] ^ 1]) + whole[51:])
    for _ in range(2):
        got = browser.get("/healthz")
        assert got.status_code == 503 and got.json()["status"] == "unavailable"
        assert "flows.parquet" in got.json()["reason"] and str(folder) in got.json()["reason"]
        assert "data/prepared" not in got.json()["reason"]
    path.unlink(missing_ok=True)
    path.write_bytes(whole)
    assert browser.get("/healthz").json()["status"] == "ok", "the same bytes written anew are no damage"


def test_health_does_not_read_the_files_at_every_call(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARMS_LENS_DATA", str(copy_of_prepared(tmp_path / "prepared")))
    browser.get("/healthz")
    monkeypatch.setattr("data.engine.digests.of_file", lambda path: pytest.fail(f"{path} is read"))
    assert browser.get("/healthz").status_code == 200


def test_unreadable_data_do_not_keep_the_app_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ARMS_LENS_DATA", str(tmp_path / "nowhere"))
    warm_up()
    assert "prepared data cannot be read: manifest.json is missing" in caplog.text


# --- headers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/healthz", 200),
        ("/basemap/style.json", 200),
        ("/layers/routes.json?area=MLI", 200),
        ("/layers/routes.json?area=XXX", 400),
        ("/layers/none.json", 404),
        ("/basemap/none.json", 404),
        ("/nowhere", 404),
        ("/fails", 500),
    ],
)
def test_every_answer_carries_the_headers(browser: TestClient, address: str, status: int) -> None:
    got = browser.get(address)
    assert got.status_code == status
    assert {name: got.headers.get(name) for name in HEADERS} == HEADERS


def test_an_answer_that_failed_tells_no_trace(browser: TestClient) -> None:
    got = browser.get("/fails")
    assert "synthetic" not in got.text and "Traceback" not in got.text


def test_a_wrong_method_is_refused_with_the_headers(browser: TestClient) -> None:
    got = browser.post("/healthz")
    assert got.status_code == 405 and got.headers["X-Content-Type-Options"] == "nosniff"


def test_an_answer_may_set_a_header_of_its_own() -> None:
    def framed(_request: Request) -> Response:
        return Response("", headers={"Referrer-Policy": "no-referrer"})

    app = Starlette(routes=[Route("/", framed)], middleware=[Middleware(SecurityHeaders)])
    assert TestClient(app).get("/").headers.get_list("referrer-policy") == ["no-referrer"]


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy("http", "127.0.0.1:8501").split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'" and rules["object-src"] == "'none'"
    assert not [rule for rule in rules.values() if "http" in rule or "*" in rule.split()]
    assert {"base-uri", "form-action", "connect-src", "script-src"} <= set(rules)


# --- basemap -----------------------------------------------------------------------------------------------------------


def test_the_style_is_one_that_maplibre_reads(browser: TestClient) -> None:
    got = browser.get(basemap.style_address("1"))
    assert got.status_code == 200 and got.headers["content-type"] == "application/json"
    style = got.json()
    assert style["version"] == 8
    ids = [layer["id"] for layer in style["layers"]]
    assert len(set(ids)) == len(ids)
    for layer in style["layers"]:
        assert layer["type"] in ("background", "fill", "line")
        assert layer["type"] == "background" or layer["source"] in style["sources"]
        assert "zoom" not in _expressions(layer.get("filter")), "MapLibre takes no zoom inside a filter"
        assert "minzoom" not in layer or 0 <= layer["minzoom"] <= 24


def _expressions(value: Any) -> list[Any]:
    """Every operator of a filter whose whole expression is its name, as ["zoom"] is."""
    if not isinstance(value, list):
        return []
    return ([value[0]] if len(value) == 1 else []) + [name for part in value for name in _expressions(part)]


def test_the_style_asks_this_server_only_and_every_source_answers(browser: TestClient) -> None:
    style = browser.get("/basemap/style.json").json()
    assert "http" not in json.dumps(style) and "//" not in json.dumps(style)
    assert set(style["sources"]) == set(SOURCES)
    for source in style["sources"].values():
        got = browser.get(source["data"])
        assert got.status_code == 200 and got.headers["content-encoding"] in ("br", "gzip")
        assert "max-age" in got.headers["cache-control"]
        collection = got.json()
        assert collection["type"] == "FeatureCollection" and collection["features"]


@pytest.mark.parametrize("area", ["BFA", "BFA,NER", "west-africa", "SDN", "CPV"])
def test_only_the_countries_of_the_question_are_lit(browser: TestClient, area: str) -> None:
    """An empty neighbour that nobody asked for would read as one without events."""
    countries, plain = Filters(areas=tuple(area.split(","))).countries, browser.get(basemap.style_address("1")).json()
    style = browser.get(basemap.style_address(dataset().version, countries)).json()
    address = style["sources"]["focus"]["data"]
    assert basemap.changing(dataset().version, countries) == (basemap.style_address(dataset().version, countries), address)
    style["sources"]["focus"]["data"] = plain["sources"]["focus"]["data"]
    assert style == plain, "the browser draws anew what differs"
    got = browser.get(address)
    (feature,) = got.json()["features"]
    lit, found = shape(feature["geometry"]), shapes(dataset())
    inside = found[found.geometry.representative_point().within(lit)]
    assert {*inside.country} == {*countries}
    asked = shapely.area(found.geometry[found.country.isin(countries)].to_numpy()).sum()
    assert lit.area == pytest.approx(asked, rel=0.01)
    assert len(gzip.compress(got.content)) < 25_000


def test_without_an_area_those_in_focus_are_lit(browser: TestClient) -> None:
    assert basemap.changing("1", ()) == ()
    assert basemap.style_address("1", ()) == "/basemap/style.json?v=1"
    (feature,) = browser.get("/basemap/focus.json").json()["features"]
    found = shapes(dataset())
    inside = found[found.geometry.representative_point().within(shape(feature["geometry"]))]
    assert {*inside.country} == {*FOCUS}


def test_the_same_countries_have_one_style() -> None:
    assert basemap.style_address("1", ("NER", "BFA")) == basemap.style_address("1", ("BFA", "NER"))


@pytest.mark.parametrize("area", ["XXX", "BFA,XXX", "%3Cscript%3E", "x" * 500])
@pytest.mark.parametrize("name", ["style", "focus"])
def test_no_other_area_is_lit(browser: TestClient, name: str, area: str) -> None:
    got = browser.get(f"/basemap/{name}.json?area={area}&v=1")
    assert got.status_code == 400 and "area" in got.text and got.headers["content-type"].startswith("text/plain")


def test_the_basemap_is_light() -> None:
    files = (prepared_folder() / "basemap").glob("*.json")
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 700_000


@pytest.mark.parametrize("name", ["none", "..%2fmanifest", "%2e%2e%2fmanifest", "x" * 500, "style.json", "%3Cscript%3E"])
def test_there_is_no_other_file(browser: TestClient, name: str) -> None:
    got = browser.get(f"/basemap/{name}.json")
    assert got.status_code == 404
    assert "<script>" not in got.text or got.headers["content-type"].startswith("text/plain")
    assert len(got.text) < 100


def test_unknown_names_are_not_remembered(browser: TestClient) -> None:
    before = len(compression._kept)
    for i in range(50):
        assert browser.get(f"/basemap/none{i}.json").status_code == 404
    assert len(compression._kept) == before


def test_a_file_that_is_gone_is_said_to_be_so_until_it_is_back(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of_prepared(tmp_path / "prepared")
    content = (folder / "basemap" / "sea.json").read_bytes()
    (folder / "basemap" / "sea.json").unlink()
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    got = browser.get("/basemap/sea.json")
    assert got.status_code == 503 and "data.prepare --raw" in got.text and "max-age" not in got.headers.get("cache-control", "")
    replace(folder / "basemap" / "sea.json", content)
    assert browser.get("/basemap/sea.json").status_code == 200


def test_the_style_changes_its_address_with_the_data() -> None:
    assert basemap.style_address("a") != basemap.style_address("b")
    assert basemap.style_address("a").startswith(basemap.STYLE)
