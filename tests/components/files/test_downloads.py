"""Downloads: each format reopened and held against the table it came from."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from components.briefing import render_worker
from components.current import dataset
from components.files.download import downloads
from components.files.download.content import Content
from components.files.download.downloads import FORMATS, MOST_IN_WORKBOOK
from components.files.download.fields import fields
from components.files.download.writers import BETWEEN, as_csv, as_geojson, as_parquet, as_xlsx
from components.files.picture.built_files import BuiltFiles
from components.files.query import file_address, file_name
from components.text import currency_line
from components.text.spreadsheet_text import safe
from components.text.unplaced_words import not_placed_of
from components.text.words import LANGUAGES, words
from data.model.precision import UNPLACED
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.query.pick_values import known
from data.query.picks import PICKS
from data.subjects import flows, rows
from tests.data.folders import copy_of_prepared, replace, rewrite, set_column

MALI = Filters(areas=("MLI",), years=(2012, 2022), exclude_possible=True)
NOTHING = Filters(areas=("CPV",), years=(1989, 1989), phases=("peacekeeping",))
#: Subjects of a map; a country's own statistics are tried in test_national_files.py.
SUBJECTS = tuple(name for name, listing in rows.LISTINGS.items() if listing.placed)


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[Route("/files/{subject}.{format}", downloads.answer)])) as client:
        yield client


def body(writer: Any, subject: str, asked: Filters = MALI, language: str = "en") -> io.BytesIO:
    return io.BytesIO(b"".join(writer(Content.of(subject, asked, language))))


def reopened(writer: Any, subject: str, asked: Filters = MALI) -> pd.DataFrame:
    """A file as its reader's own program opens it, with one call."""
    file = body(writer, subject, asked)
    if writer is as_csv:
        return pd.read_csv(file, skiprows=[1])  # the call that README.md gives
    if writer is as_xlsx:
        found = pd.read_excel(file, sheet_name="data")
        return found.set_axis([field.name for field in fields(subject) if field.column.kind != "shape"], axis=1)
    if writer is as_geojson:
        return gpd.read_file(file)
    return pd.read_parquet(file)


def table(subject: str, asked: Filters = MALI) -> pd.DataFrame:
    return rows.listed(dataset(), subject, asked).to_pandas()


def joined(value: Any) -> Any:
    """A value as the cell of a table holds it."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return None
    if hasattr(value, "tolist") and not isinstance(value, str):
        value = value.tolist()
    if isinstance(value, list):
        return safe(BETWEEN.join(value)) or None
    if isinstance(value, str):
        return safe(value) or None
    return value


def same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is None and other is None
    if isinstance(other, datetime.date) or isinstance(one, pd.Timestamp | datetime.date):
        return pd.Timestamp(one) == pd.Timestamp(other)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == pytest.approx(other)
    return str(one) == str(other)


# --- reopened --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", [as_csv, as_xlsx])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_table_reopened_equals_the_rows(writer: Any, subject: str) -> None:
    wanted, found = table(subject), reopened(writer, subject)
    assert len(found) == len(wanted) > 0
    for column in set(wanted.columns) - {"shape"}:
        pairs = zip(map(joined, wanted[column]), map(joined, found[column]), strict=True)
        assert all(same(a, b) for a, b in pairs), column


@pytest.mark.exhaustive
def test_libreoffice_opens_a_workbook_with_the_rows_of_the_table(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None or not (Path(office).resolve().parent / "libsclo.so").exists():
        if os.environ.get("CI"):
            pytest.fail("no soffice with its spreadsheets: CI must have libreoffice-calc (`make test-all` installs it)")
        pytest.skip("no soffice with its spreadsheets on this machine: install libreoffice-calc")
    (tmp_path / "flows.xlsx").write_bytes(body(as_xlsx, "flows").getvalue())
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # Comma, quotation mark, UTF-8, from line 1, cells as they are stored, of all sheets the one called data.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    order = [office, home, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(tmp_path / "flows.xlsx")]
    subprocess.run(order, check=True, timeout=120, capture_output=True)
    found = pd.read_csv(tmp_path / "flows-data.csv", dtype=str, keep_default_na=False)
    wanted = reopened(as_xlsx, "flows")
    assert list(found["id"]) == list(table("flows").id) and found.shape == wanted.shape
    for place, column in enumerate(wanted.columns):
        said = found.iloc[:, place]
        assert all(_as_said(a) == _as_said(b) for a, b in zip(wanted[column].map(joined), said, strict=True)), column


def _as_said(value: Any) -> Any:
    """A value of a cell, whether it comes as itself or in letters."""
    if value is None or value == "" or value != value:
        return None
    try:
        return round(float({"TRUE": 1, "FALSE": 0}.get(str(value).upper(), value)), 6)
    except (TypeError, ValueError):
        return str(value)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_parquet_reopened_equals_the_rows_and_keeps_its_types(subject: str) -> None:
    wanted, found = rows.listed(dataset(), subject, MALI), pq.read_table(body(as_parquet, subject))
    for name in wanted.column_names:
        assert found[name].type == wanted[name].type, name
        assert found[name].to_pylist() == wanted[name].to_pylist(), name


@pytest.mark.parametrize("subject", SUBJECTS)
def test_geojson_reopened_equals_the_rows(subject: str) -> None:
    wanted, found = rows.listed(dataset(), subject, MALI).to_pylist(), json.loads(body(as_geojson, subject).read())
    assert found["type"] == "FeatureCollection"
    for row, feature in zip(wanted, found["features"], strict=True):
        row.pop("shape", None)
        said = {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in row.items()}
        assert {name: feature["properties"][name] for name in said} == said
        assert feature["id"] == row["id"]
    assert len(reopened(as_geojson, subject)) == len(wanted)


def test_geometry_is_where_a_place_is_known_and_nowhere_else() -> None:
    points = gpd.read_file(body(as_geojson, "incidents"))
    known = points[points.lon.notna()]
    assert list(zip(known.geometry.x, known.geometry.y, strict=True)) == list(zip(known.lon, known.lat, strict=True))
    assert (points.geometry.isna() == points.location_precision.isin(UNPLACED)).all() and len(known) < len(points)
    lines = gpd.read_file(body(as_geojson, "routes"))
    stored = shapely.from_wkb(table("routes")["shape"].to_numpy())
    assert all(shapely.equals_exact(lines.geometry.to_numpy(), stored, 1e-9))
    moves = gpd.read_file(body(as_geojson, "flows", Filters()))
    placed = moves[["origin_lon", "destination_lon", "event_lon"]].notna()
    assert (moves.geometry.notna() == placed.any(axis=1)).all()
    assert moves.geometry.isna().sum() > 700, "country-level flows have no geometry"
    between = moves[moves.geometry_shows == "origin to destination"]
    assert (between.geometry.geom_type == "LineString").all() and len(between)
    assert (placed.loc[between.index, "origin_lon"] & placed.loc[between.index, "destination_lon"]).all()
    assert {"event", "destination"} <= set(moves.geometry_shows.dropna())


def test_routes_are_geoparquet() -> None:
    found = gpd.read_parquet(body(as_parquet, "routes"))
    assert found.crs == "OGC:CRS84"
    assert (found.geometry.geom_type == "LineString").all()


@pytest.mark.parametrize("writer", [as_csv, as_xlsx, as_geojson, as_parquet])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_empty_answer_is_a_sound_file(writer: Any, subject: str) -> None:
    assert rows.number(dataset(), subject, NOTHING) == 0
    assert len(reopened(writer, subject, NOTHING)) == 0


# --- what is said with the rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", SUBJECTS)
def test_csv_has_a_row_of_hxl_tags(subject: str) -> None:
    names, tags, *_ = csv.reader(body(as_csv, subject).read().decode("utf-8-sig").splitlines())
    assert len(names) == len(tags) == len(set(names))
    assert all(tag.startswith("#") and tag == tag.lower() and " " not in tag for tag in tags)
    tagged = dict(zip(names, tags, strict=True))
    if subject == "incidents":
        assert tagged["country"] == "#country+code" and tagged["lat"] == "#geo+lat" and tagged["deaths"] == "#affected+killed"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_field_has_a_tag_of_its_own_and_a_meaning(subject: str) -> None:
    tags = [field.tag for field in fields(subject)]
    assert len(set(tags)) == len(tags)
    assert all(field.column.meaning for field in fields(subject))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_names_its_sources_its_question_and_its_version(language: str) -> None:
    say = words(language)
    sentence = MALI.sentence(say)
    licence = say.t(SOURCES["sipri-transfers"].licence)
    frame = pd.read_csv(body(as_csv, "flows", MALI, language), skiprows=[1])
    assert (frame["filters"] == sentence).all()
    current = currency_line.line_of_today(("MLI",), say)
    assert list(frame.columns[-3:]) == ["attribution", "filters", "currency"] and (frame.currency == current).all()
    assert frame.attribution[frame.source == "sipri-transfers"].str.contains(licence, regex=False).all()
    assert not frame.attribution[frame.source != "sipri-transfers"].str.contains("SIPRI").any()
    collection = json.loads(body(as_geojson, "flows", MALI, language).read())["metadata"]
    assert collection["filters"] == sentence and collection["data_version"] == dataset().version
    assert any(licence in credit for credit in collection["attribution"])
    datetime.date.fromisoformat(collection["made_on"])
    about = {k.decode(): v.decode() for k, v in pq.read_schema(body(as_parquet, "flows", MALI, language)).metadata.items()}
    assert about["filters"] == sentence and licence in about["attribution"] and about["data_version"] == dataset().version
    sheet = openpyxl.load_workbook(body(as_xlsx, "flows", MALI, language))["about"]
    said = " ".join(str(cell) for row in sheet.values for cell in row if cell)
    assert sentence in said and licence in said and dataset().version in said
    assert all(
        field.name in said and say.t(field.column.meaning) in said for field in Content.of("flows", MALI, "en").without_shape
    )


@pytest.mark.parametrize(
    ("name", "value", "subject"),
    [(name, value, subject)
     for name, value in {"supplier": "FRA", "recipient": "MLI", "mechanism": "trade", "mode": "air", "actor": "JNIM"}.items()
     for subject in SUBJECTS],
)  # fmt: skip
def test_a_file_names_no_choice_that_was_not_applied_to_it(name: str, value: str, subject: str) -> None:
    narrowed = MALI.picking(name, value)
    named = Content.of(subject, narrowed, "en").filters != Content.of(subject, MALI, "en").filters
    assert named == (subject in PICKS[name].tests)


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_of_incidents_say_how_many_have_no_place(language: str) -> None:
    found = table("incidents")
    said = not_placed_of(MALI, "place", words(language))
    vague = found[found.location_precision.eq("country")]
    assert words(language).number(int(vague.deaths.sum())) in said
    assert said in json.loads(body(as_geojson, "incidents", MALI, language).read())["metadata"]["cautions"]
    assert said in pq.read_schema(body(as_parquet, "incidents", MALI, language)).metadata[b"cautions"].decode()
    sheet = openpyxl.load_workbook(body(as_xlsx, "incidents", MALI, language))["about"]
    assert said in [cell for row in sheet.values for cell in row]
    assert said not in Content.of("flows", MALI, language).cautions


def test_a_workbook_names_units_and_is_easy_to_read() -> None:
    book = openpyxl.load_workbook(body(as_xlsx, "incidents"))
    assert book.sheetnames == ["data", "about"]
    heads = [cell.value for cell in book["data"][1]]
    assert "border_km (km)" in heads and "lon (°)" in heads and "deaths" in heads
    assert book["data"].freeze_panes == "B2" and book["data"].auto_filter.ref.startswith("A1:")
    first = book["data"][2]
    assert isinstance(first[heads.index("start")].value, datetime.datetime)
    assert isinstance(first[heads.index("deaths")].value, int)


def test_parquet_says_unit_and_meaning_of_each_column() -> None:
    schema = pq.read_schema(body(as_parquet, "incidents"))
    assert schema.field("border_km").metadata[b"unit"] == b"km"
    assert schema.field("deaths").metadata[b"hxl"] == b"#affected+killed"


def test_codes_are_followed_by_their_names_in_the_language() -> None:
    frame = pd.read_csv(body(as_csv, "incidents", Filters(areas=("TCD",), weapons=("E",)), "fr"), skiprows=[1])
    assert set(frame.country_name) == {"Tchad"}
    assert frame.weapons_named.notna().all() and not frame.weapons_named.str.contains("IED").any()


# --- spreadsheets ------------------------------------------------------------------------------------------------------

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://x.example","y")', "a\x00b\x0bc"]


@pytest.fixture()
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Filters:
    """Synthetic: places and actors that a spreadsheet would run."""

    def spoilt(table: pa.Table) -> pa.Table:
        n = table.num_rows
        table = set_column(table, "place", [HOSTILE[i % len(HOSTILE)] for i in range(n)])
        return set_column(table, "actors", [["=cmd|' /C calc'!A0", "B"]] * n)

    rewrite(copy_of_prepared(tmp_path), "incidents", spoilt)
    monkeypatch.setenv("ARMS_LENS_DATA", str(tmp_path))
    return Filters(areas=("SEN",))


def test_no_text_is_a_formula_and_numbers_stay_numbers(hostile: Filters) -> None:
    text = body(as_csv, "incidents", hostile).read().decode("utf-8-sig")
    names, _, *lines = csv.reader(io.StringIO(text, newline=""))
    for line in lines:
        row = dict(zip(names, line, strict=True))
        assert row["place"][0] in "'a" and row["actors"].startswith("'=")
        assert not row["lon"] or float(row["lon"]) < 0, "a negative number is no formula"
    file = body(as_xlsx, "incidents", hostile)
    sheet = openpyxl.load_workbook(file)["data"]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row}
    assert "f" not in kinds and {"s", "n"} <= kinds | ({"s"} if "inlineStr" in kinds else set())
    assert "<f>" not in zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    found = json.loads(body(as_geojson, "incidents", hostile).read())["features"]
    assert {feature["properties"]["place"] for feature in found} <= set(HOSTILE), "data formats keep texts as they are"


# --- by address ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_address_answers_with_a_file_of_a_speaking_name(browser: TestClient, subject: str, format_: str) -> None:
    got = browser.get(file_address(subject, format_, MALI, "en"))
    assert got.status_code == 200
    assert got.headers["content-disposition"] == f'attachment; filename="arms-lens_{subject}_mali_2012-2022.{format_}"'
    assert got.headers["content-type"] == FORMATS[format_].media_type
    assert (got.headers.get("content-encoding") == "gzip") == FORMATS[format_].text
    assert len(got.content) > 1000


def test_who_takes_no_gzip_gets_none(browser: TestClient) -> None:
    plain = browser.get(file_address("routes", "csv", MALI, "en"), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == body(as_csv, "routes").read()
    assert browser.get(file_address("routes", "csv", MALI, "en")).content == plain.content


def test_no_layer_is_a_choice_as_on_the_page() -> None:
    assert downloads.layers_of({"layers": "none"}) == () == downloads.layers_of({"layers": ""})


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/files/incidents.csv?area=XXX", 400, "area='XXX'"),
        ("/files/flows.xlsx?year=2022-2012", 400, "year='2022-2012'"),
        ("/files/routes.geojson?lang=xx", 400, "lang='xx'"),
        ("/files/incidents.csv?layers=flows", 400, "'layers'"),
        ("/files/map.png?layers=secret", 400, "layers='secret'"),
        ("/files/map.png?layers=none,flows", 400, "layers='none'"),
        ("/files/incidents.csv?area=MLI&area=TCD", 400, "'area' stands 2 times: write it once, as in area=MLI,TCD"),
        ("/files/incidents.csv?year=2010&year=2020", 400, "'year' stands 2 times: write it once, as in year=2010."),
        ("/files/map.png?area=MLI&look=world&look=selection", 400, "'look' stands 2 times"),
        ("/files/map.png?weapon=Z9", 400, "weapon='Z9'"),
        ("/files/map.png?look=moon", 400, "look='moon'"),
        ("/files/map.png?camera=1,2", 400, "camera='1,2'"),
        ("/files/sources.csv", 404, "incidents.csv"),
        ("/files/incidents.exe", 404, "incidents.csv"),
        ("/files/map.csv", 404, "map.png"),
        ("/files/incidents.png", 404, "map.png"),
        ("/files/..%2Fetc.csv", 404, ""),
    ],
)
def test_a_bad_address_gets_a_sentence(browser: TestClient, address: str, status: int, said: str) -> None:
    got = browser.get(address)
    assert got.status_code == status
    assert said in got.text and len(got.text) < 500 and "Traceback" not in got.text


def test_a_large_workbook_is_made_elsewhere_and_is_the_same(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address, brought = (
        file_address("routes", "xlsx", Filters(areas=("TCD",), exclude_possible=True), "fr"),
        render_worker.render_alone,
    )
    here, orders = browser.get(address).content, list[int]()

    def counted(*order: Any) -> bytes:
        orders.append(order[2].num_rows)
        return brought(*order)

    monkeypatch.setattr(downloads, "FEW_IN_WORKBOOK", 0)
    monkeypatch.setattr(downloads, "FILES", BuiltFiles("test"))
    monkeypatch.setattr(render_worker, "render_alone", counted)
    there = browser.get(address).content
    assert len(orders) == 1 and orders[0] > 0
    one, other = (pd.read_excel(io.BytesIO(content), sheet_name=None) for content in (here, there))
    assert one.keys() == other.keys() and all(one[sheet].equals(other[sheet]) for sheet in one)


def test_a_workbook_of_too_many_rows_is_refused_in_a_sentence(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MOST_IN_WORKBOOK", 10)
    got = browser.get("/files/incidents.xlsx?area=MLI")
    assert got.status_code == 400 and "narrow the filters" in got.text
    assert MOST_IN_WORKBOOK < 1_048_576, "the format itself ends there"


def test_without_data_the_answer_says_so(browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(copy_of_prepared(tmp_path) / "flows.parquet", b"spoilt")
    monkeypatch.setenv("ARMS_LENS_DATA", str(tmp_path))
    got = browser.get("/files/flows.csv")
    assert got.status_code == 503 and "flows.parquet" in got.text


def test_only_public_rows_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = rows.number(dataset(), "routes", Filters())

    def hidden(table: pa.Table) -> pa.Table:
        return set_column(table, "sensitivity", ["restricted", "internal", *["public"] * (table.num_rows - 2)])

    rewrite(copy_of_prepared(tmp_path), "routes", hidden)
    monkeypatch.setenv("ARMS_LENS_DATA", str(tmp_path))
    for writer in (as_csv, as_xlsx, as_geojson, as_parquet):
        assert len(reopened(writer, "routes", Filters())) == every - 2


@pytest.mark.parametrize(
    ("asked", "language", "name"),
    [
        (Filters(), "en", "arms-lens_incidents.csv"),
        (Filters(areas=("CIV",)), "fr", "arms-lens_incidents_cote-d-ivoire.csv"),
        (Filters(areas=("west-africa",), years=(2020, 2020)), "fr", "arms-lens_incidents_afrique-de-l-ouest_2020.csv"),
        (Filters(phases=("peacekeeping",), weapons=("E3", "A")), "en", "arms-lens_incidents_peacekeeping_e3-a.csv"),
        (Filters(areas=("MLI",), picks=(("actor", '../"\r\nX'),)), "en", "arms-lens_incidents_mali_x.csv"),
    ],
)  # fmt: skip
def test_names_are_plain_ascii(asked: Filters, language: str, name: str) -> None:
    assert file_name("incidents", "csv", asked, language) == name


def test_a_name_never_grows_beyond_what_systems_take() -> None:
    asked = Filters(areas=("MLI", "NER", "TCD", "BFA"), picks=(("actor", "x" * 120), ("admin1", "ML01")))
    assert len(file_name("incidents", "geojson", asked, "en")) < 120


@pytest.mark.parametrize(
    "asked",
    ["supplier=XXX", "recipient=ZZZ", "actor=nobody", "admin1=ML99", "mechanism=magic", "route=XX99", "actor=JNIM&supplier=QQQ"],
)
@pytest.mark.parametrize("file", ["incidents.csv", "flows.csv", "map.png"])
def test_an_unknown_value_is_refused_by_name(browser: TestClient, file: str, asked: str) -> None:
    got = browser.get(f"/files/{file}?area=MLI&{asked}")
    name, value = asked.rsplit("&")[-1].split("=")
    assert got.status_code == 400 and f"{name}='{value}' is not a value of {name}" in got.text


def test_every_value_on_record_is_a_value(browser: TestClient) -> None:
    for asked in ("supplier=FRA", "recipient=MLI", "actor=JNIM", "route=WA01", "mechanism=import"):
        name, value = asked.split("=")
        assert value in (known(dataset(), name) or ()) or name == "mechanism"
    for name in ("supplier", "recipient"):
        column = {"supplier": "origin_country", "recipient": "destination_country"}[name]
        assert set(flows.matching(dataset(), Filters())[column].dropna()) <= (known(dataset(), name) or frozenset())
    assert browser.get("/files/flows.csv?area=MLI&supplier=FRA").status_code == 200


@pytest.mark.parametrize("layers", ["areas-events,routes", "incidents,areas-share", "incidents-by-year,routes"])
def test_a_layer_that_takes_the_whole_map_is_not_mixed(browser: TestClient, layers: str) -> None:
    got = browser.get(f"/files/map.png?area=MLI&layers={layers}")
    assert got.status_code == 400 and "stands alone on its map" in got.text
    assert next(layer for layer in layers.split(",") if layer.startswith(("areas", "incidents-by"))) in got.text
