"""Map layers by URL: what the browser gets, how long it may keep it, and what it is told when it asks nonsense."""

from __future__ import annotations

import csv
import gzip
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from components.current import dataset
from components.files import layers
from components.files.layers import address, compressed
from components.layers.rows import LAYERS
from components.text.tooltips import _texts
from data.analysis import crossing
from data.ground.countries import label_points
from data.model.categories import CURATED
from data.query.filters import Filters
from data.subjects import flows, incidents, routes
from geo.deck import TOOLTIP_FIELDS
from tests.data.folders import copy_of_prepared, replace, rewrite, set_column
from tests.data.questions import QUESTIONS

CLICKABLE = ("incidents", "transfers", "transfers-marks", "transfers-rings", "flows", "flows-marks", "flows-rings", "routes")
#: A map layer may weigh this much on its way, so that a change of filters stays below 100 kB.
MOST_BYTES, MOST_BYTES_A_CHANGE = 60_000, 100_000
#: What the overview draws with everything switched on; labels are asked for once, whatever the filters.
OVERVIEW = (*CLICKABLE, "transfers-arrows", "flows-arrows", "route-bands", "route-arrows")
VIEWS = (*QUESTIONS, Filters(areas=("SDN",)), Filters(areas=("NGA",)), Filters(areas=("DZA",)), Filters(years=(2015, 2017)))


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[Route("/layers/{name}.json", layers.answer)])) as client:
        yield client


def rows(name: str, asked: Filters, language: str = "en") -> list[dict[str, Any]]:
    found = orjson.loads(gzip.decompress(compressed(name, asked, language)))
    assert isinstance(found, list)
    return found


# --- what is answered ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYERS)
def test_a_current_address_is_kept_for_good(browser: TestClient, name: str) -> None:
    asked = Filters(areas=("MLI",), exclude_possible=True)
    got = browser.get(address(name, asked, "fr"))
    assert got.status_code == 200
    assert got.headers["content-type"] == "application/json"
    assert got.headers["content-encoding"] == "gzip"
    assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert got.json() == rows(name, asked, "fr")


@pytest.mark.parametrize("v", ["", "&v=", "&v=0123456789ab", "&v=%00"])
def test_an_address_of_another_version_is_not_kept(browser: TestClient, v: str) -> None:
    got = browser.get(f"/layers/routes.json?area=MLI&lang=en{v}")
    assert got.status_code == 200
    assert got.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("area=XXX", "area='XXX'"),
        ("area=MLI,XXX", "area='XXX'"),
        ("phase=war", "phase='war'"),
        ("weapon=Z9", "weapon='Z9'"),
        ("year=2022-2012", "year='2022-2012'"),
        ("year=1900", "year='1900'"),
        ("evidence=some", "evidence='some'"),
        ("border=x", "border='x'"),
        ("lang=xx", "lang='xx'"),
        ("lang=", "lang=''"),
        ("lang=" + "x" * 200, "lang='" + "x" * 20 + "'"),
        ("foo=1", "'foo'"),
        ("area=MLI&Area=MLI", "'Area'"),
        ("x" * 200 + "=1", "'" + "x" * 20 + "'"),
        ("area=" + "x" * 200, "area='"),
        ("area=" + "x" * 2_000, "area='"),
        ("weapon=%3Cscript%3E", "weapon='<script>'"),
        ("year=%F0%9F%98%80", "year='😀'"),
    ],
)
def test_nonsense_is_answered_with_a_sentence(browser: TestClient, query: str, named: str) -> None:
    got = browser.get(f"/layers/incidents.json?{query}")
    assert got.status_code == 400
    assert got.headers["content-type"].startswith("text/plain")
    assert named in got.text and got.text.endswith(".") and len(got.text) < 250 and "\n" not in got.text


@pytest.mark.parametrize("name", ["x", "incidents2", "Incidents", "x" * 200, "..%2f..%2fmanifest", "%3Cb%3E"])
def test_there_is_no_other_layer(browser: TestClient, name: str) -> None:
    got = browser.get(f"/layers/{name}.json")
    assert got.status_code == 404
    assert len(got.text) < 400


def test_data_that_cannot_be_read_are_said_to_be_so(browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_of_prepared(tmp_path / "prepared")
    replace(folder / "flows.parquet", b"PAR1")
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    got = browser.get("/layers/flows.json?area=MLI&lang=en")
    assert got.status_code == 503
    assert got.text.startswith("flows.parquet is damaged") and "data.prepare --raw" in got.text


# --- what it weighs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", VIEWS, ids=lambda asked: asked.query())
def test_a_view_is_light(asked: Filters) -> None:
    weights = {name: len(compressed(name, asked, "fr")) for name in OVERVIEW}
    assert max(weights.values()) <= MOST_BYTES, weights
    assert sum(weights.values()) <= MOST_BYTES_A_CHANGE, weights


@pytest.mark.parametrize("name", LAYERS)
def test_no_layer_weighs_more_than_a_change_of_filters_may(name: str) -> None:
    assert len(compressed(name, Filters(), "fr")) <= MOST_BYTES_A_CHANGE


def test_the_same_question_has_one_address_and_one_body() -> None:
    one, other = Filters(areas=("TCD", "MLI"), weapons=("NR", "E3")), Filters(areas=("MLI", "TCD"), weapons=("E3", "NR"))
    assert address("flows", one, "en") == address("flows", other, "en")
    assert compressed("flows", one, "en") == compressed("flows", other, "en")


# --- what is in it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(
    "asked", [Filters(), Filters(areas=("MLI",), exclude_possible=True), QUESTIONS[25]], ids=lambda a: a.query()
)
def test_rows_are_complete(name: str, asked: Filters) -> None:
    for row in rows(name, asked):
        if name in CLICKABLE:
            assert row["t"].strip() and all(isinstance(row[field], str) for field in TOOLTIP_FIELDS)
        for lon, lat in [row["at"]] if "at" in row else row.get("path", []):
            assert -180 <= lon <= 180 and -90 <= lat <= 90
        for part in ("fill", "line"):
            assert all(0 <= value <= 255 and isinstance(value, int) for value in row.get(part, []))
        assert all(math.isfinite(row[part]) and row[part] > 0 for part in ("size", "width") if part in row)


@pytest.mark.parametrize("asked", QUESTIONS[:8], ids=lambda asked: asked.query())
def test_layers_show_what_the_selection_holds(asked: Filters) -> None:
    assert len(rows("incidents", asked)) == len(incidents.marks(dataset(), asked).frame)
    assert len(rows("routes", asked)) == crossing.summary(dataset(), asked).routes
    moves = flows.matching(dataset(), asked)
    drawn = {id_ for name in ("flows", "transfers", "flows-marks") for row in rows(name, asked) for id_ in row["ids"]}
    assert drawn <= set(moves.id)
    for name in ("flows", "transfers"):
        assert len(rows(f"{name}-arrows", asked)) == len(rows(name, asked))
    kinds = dict(zip(moves.id, moves.kind, strict=True))
    assert {kinds[id_] for row in rows("transfers", asked) for id_ in row["ids"]} <= {"authorised"}
    assert {kinds[id_] for row in rows("flows", asked) for id_ in row["ids"]} <= {"illicit", "collected"}


def test_flows_that_are_not_drawn_have_no_two_ends() -> None:
    drawn = {id_ for name in ("flows", "transfers", "flows-marks") for row in rows(name, Filters()) for id_ in row["ids"]}
    moves = flows.matching(dataset(), Filters())
    left = moves[~moves.id.isin(drawn)]
    for row in left.itertuples():
        ends = [row.origin_country, row.destination_country if isinstance(row.destination_country, str) else row.event_country]
        assert not all(isinstance(end, str) and end in label_points(dataset()) for end in ends) or ends[0] == ends[1], row.id


def test_country_level_ends_stand_on_no_capital() -> None:
    """The hand-compiled file marks a country by its capital: such a marker must not become a place on the map."""
    with (CURATED / "illicit_flows.csv").open(encoding="utf-8", newline="") as file:
        records = {row["flow_id"]: row for row in csv.DictReader(file)}
    checked = 0
    for row in rows("flows", Filters()):
        for end, at in (("origin", row["path"][0]), ("destination", row["path"][-1])):
            for record in (records[id_] for id_ in row["ids"] if id_ in records):
                if record[f"{end}_precision"].startswith("country") and record[f"{end}_lon"]:
                    capital = (float(record[f"{end}_lon"]), float(record[f"{end}_lat"]))
                    assert math.dist(at, capital) > 0.05, (record["flow_id"], end)
                    checked += 1
    assert checked >= 20
    rings = {tuple(row["at"]) for row in rows("flows-rings", Filters()) if "ids" not in row}
    assert rings <= {(round(lon, 2), round(lat, 2)) for lon, lat in label_points(dataset()).values()}


def test_only_what_was_at_a_place_is_a_dot() -> None:
    """A point near a place or for a wider area is hollow: at events, and where lines end."""
    known = flows.matching(dataset(), Filters()).set_index("id")
    hollow = {id_: row["fill"][:3] == [255, 255, 255] for row in rows("flows-marks", Filters()) for id_ in row["ids"]}
    assert {id_ for id_, empty in hollow.items() if not empty} == {*known.index[known.event_precision == "place"]}
    assert hollow["F168"] and hollow["F043"] and hollow["F126"] and not hollow["F066"]
    ringed = {(id_, *row["at"]) for row in rows("flows-rings", Filters()) if row["fill"][:3] == [255] * 3
              for id_ in row.get("ids", ())}  # fmt: skip
    for record, end in (("F043", "origin"), ("F106", "destination"), ("F200", "origin"), ("F066", "destination")):
        at = known.loc[record, f"{end}_lon"], known.loc[record, f"{end}_lat"]
        drawn = [row["path"] for row in rows("flows", Filters()) if record in row["ids"]]
        assert ((record, *at) in ringed) == bool(drawn), record


def test_bands_and_arrows_follow_precision_and_direction() -> None:
    found = routes.matching(dataset(), Filters())
    assert len(rows("route-bands", Filters())) == (found.location_precision == "corridor").sum()
    assert len(rows("route-arrows", Filters())) == (found.direction == "one-way").sum()


def test_labels_speak_the_language() -> None:
    names = {language: {row["mark"] for row in rows("labels", Filters(), language)} for language in ("en", "fr", "es")}
    assert {"Chad", "Côte d’Ivoire", "Venezuela (Bolivarian Republic of)"} <= names["en"]
    assert {"Tchad", "Mali"} <= names["fr"] and {"Chad", "Malí"} <= names["es"]


def test_names_travel_as_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup and formulas in names, synthetic: they stand in the tooltip's fields as they are, in JSON, as text."""
    nasty = ['=cmd|"/C calc"!A0', "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{t} & co", "\u202eabc", "a\nb"]
    folder = copy_of_prepared(tmp_path / "prepared")
    rewrite(folder, "incidents", lambda t: set_column(t, "place", [nasty[i % len(nasty)] for i in range(len(t))]))
    rewrite(folder, "routes", lambda t: set_column(t, "name", [nasty[i % len(nasty)] for i in range(len(t))]))
    rewrite(folder, "flows", lambda t: _odd_destinations(t, nasty))
    monkeypatch.setenv("ARMS_LENS_DATA", str(folder))
    asked = Filters(areas=("TGO", "MLI"), years=(1990, 2015))
    assert {row["t"] for row in rows("incidents", asked)} <= set(nasty)
    assert {row["t"] for row in rows("routes", asked)} <= set(nasty)
    assert all(isinstance(row[field], str) for name in CLICKABLE for row in rows(name, asked) for field in TOOLTIP_FIELDS)
    assert dataset().folder == folder


def _odd_destinations(table: pa.Table, names: list[str]) -> pa.Table:
    return set_column(table, "destination_place", [names[i % len(names)] for i in range(len(table))])


def test_tooltips_have_four_lines_at_most() -> None:
    assert _texts("a") == {"t": "a", "a": "", "b": "", "c": ""}
    assert tuple(_texts("1", "2", "3", "4")) == TOOLTIP_FIELDS
