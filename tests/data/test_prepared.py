"""The prepared set that the repository carries: complete, in agreement with its own manifest, and nothing in it lost."""

from typing import Any

import pandas as pd
import pytest

from components.current import dataset
from data.contracts import TABLES
from data.engine.dataset import prepared_folder
from data.model.categories import FOCUS, WEST_AFRICA
from data.prepare.manifest import data_version, reasons

MANIFEST: dict[str, Any] = dataset().manifest


def frame(table: str) -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / f"{table}.parquet")


@pytest.mark.parametrize("table", TABLES)
def test_every_record_read_is_kept_grouped_or_turned_away(table: str) -> None:
    entry = MANIFEST["tables"][table]
    assert entry["read"] == entry["kept"] + entry["grouped"] + entry["rejected"]
    assert entry["rows"] == len(frame(table))


@pytest.mark.parametrize("table", TABLES)
def test_what_was_turned_away_is_listed_with_its_reason(table: str) -> None:
    rejects = dataset().rejects()
    ours = rejects[rejects.table == table]
    entry = MANIFEST["tables"][table]
    assert len(ours) == entry["rejected"] == sum(entry["rejects"].values())
    assert reasons(ours.reason) == entry["rejects"]


def test_every_reject_can_be_found_in_its_file() -> None:
    rejects = dataset().rejects()
    assert set(rejects.table) <= set(TABLES)
    assert (rejects.row >= 1).all()
    assert rejects[["file", "reason"]].map(lambda text: bool(text.strip())).all(axis=None)
    assert rejects.value.dropna().str.len().max() <= 120
    named = {entry["file"].rsplit("/", 1)[-1] for entry in MANIFEST["inputs"]}
    assert set(rejects.file) <= named


def test_the_sums_of_incidents_are_those_of_the_manifest() -> None:
    by = frame("incidents").groupby(["country", "year"])[["events", "deaths"]].sum()
    assert {"country_years": len(by), "events": int(by.events.sum()), "deaths": int(by.deaths.sum())} == MANIFEST["sums"]


def test_incidents_stand_for_every_event_read() -> None:
    entry, rows = MANIFEST["tables"]["incidents"], frame("incidents")
    assert int(rows.events.sum()) == entry["read"] - entry["rejected"] == sum(entry["releases"].values())
    assert rows.source_records.map(len).sum() == rows.events.sum()
    assert rows.source_records.explode().is_unique
    told = rows.reports.explode().dropna()
    assert told.str.fullmatch("[0-9a-f]{12}").all(), "a report is a digest, never a sentence"
    assert told.nunique() < len(told), "stories split into several events are told apart from stories of one"


def test_differences_from_the_country_totals_are_named() -> None:
    found = MANIFEST["differences"]
    incidents, totals = frame("incidents").query("reliability != 'possible'"), frame("country_years")
    ours = incidents.groupby(["country", "year"]).deaths.sum()
    theirs = totals.set_index(["country", "year"]).deaths
    assert found["country_years_compared"] >= found["country_years_equal"] > 0
    for country, year, deaths, total in found["differing"]:
        assert deaths == ours.get((country, year), 0)
        assert total == (theirs.get((country, year)))
    assert found["deaths_incidents"] == int(incidents.deaths.sum())


def test_the_data_version_is_that_of_the_files() -> None:
    assert data_version(prepared_folder()) == MANIFEST["data_version"]


def test_inputs_are_named_with_hash_and_without_a_path_of_a_machine() -> None:
    assert len(MANIFEST["inputs"]) >= 15
    for entry in MANIFEST["inputs"]:
        assert len(entry["sha256"]) == 64 and entry["bytes"] > 0
        assert not entry["file"].startswith(("/", "..")) and entry["tables"]
        assert set(entry["tables"]) <= set(TABLES)


@pytest.mark.parametrize("table", ["incidents", "flows", "routes", "phases", "holdings"])
def test_the_period_of_a_table_is_that_of_its_rows(table: str) -> None:
    rows, period = frame(table), MANIFEST["tables"][table]["period"]
    first = rows.year if "year" in rows else rows.start_year if "start_year" in rows else rows.start.dt.year
    assert period["first"] == int(first.min())


def test_everything_bundled_is_public() -> None:
    for table in TABLES.values():
        if "sensitivity" in table.names:
            assert set(frame(table.name).sensitivity) == {"public"}, table.name


def test_every_country_asked_for_is_there() -> None:
    countries = frame("countries")
    assert set(FOCUS) <= set(countries.country)
    assert set(WEST_AFRICA) <= set(frame("phases").country)


def test_references_between_tables_hold() -> None:
    known, incidents, routes = set(frame("countries").country), frame("incidents"), frame("routes")
    assert set(incidents.country) <= known
    assert set(routes.countries.explode()) <= known
    assert set(frame("flows").countries.explode().dropna()) <= known
    assert set(incidents.admin1.dropna()) <= set(frame("admin1").admin1)
    assert set(routes.borders.explode().dropna()) <= set(frame("borders").border)
    assert set(incidents.border.dropna()) <= set(frame("borders").border)


def test_country_level_ends_of_flows_have_no_coordinates() -> None:
    flows = frame("flows")
    for end in ("origin", "destination", "event"):
        only_country = flows[f"{end}_precision"].isin(["country", "not stated"])
        assert flows.loc[only_country, [f"{end}_lon", f"{end}_lat"]].isna().all(axis=None)


def test_no_sentence_of_a_source_is_stored() -> None:
    """The longest text of an incident is a name, not a headline."""
    incidents = frame("incidents")
    assert not {"headline", "source_headline", "source_article", "where_description"} & set(incidents)
    assert incidents.place.dropna().str.len().max() < 120
