"""What the manifest says of a set, on small synthetic frames."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.prepare import manifest
from data.prepare.core.intake import InputError, Intake, rejects

# Synthetic rows, not from any source.
INCIDENTS = pd.DataFrame(
    {
        "country": ["MLI", "MLI", "NER"],
        "year": [2019, 2021, 2020],
        "month": [2019 * 12, None, 2020 * 12 + 5],
        "start": pd.to_datetime(["2019-01-03", "2021-01-01", "2020-06-02"]),
        "end": pd.to_datetime(["2019-01-30", "2021-12-31", "2020-06-02"]),
        "date_precision": ["month", "year", "day"],
        "deaths": [10, 4, 1],
        "reliability": "confirmed",
        "source": "ucdp-ged",
    }
)
TOTALS = pd.DataFrame(
    {
        "country": ["MLI", "MLI", "MLI", "MLI", "NER", "NER"],
        "year": [2019, 2020, 2021, 2022, 2020, 2021],
        "deaths": [10, 2, 9, 100, 1, 7],
    }
)


def test_each_record_is_accounted_for() -> None:
    turned_away = rejects("incidents", "a.csv", [4, 5, 6], "duplicate of row 3", ["x", "y", "z"])
    turned_away.loc[2, "reason"] = "coordinates 412 km outside the country"
    intake = Intake("incidents", INCIDENTS, 10, turned_away, repairs={"bound blanked": 2}, findings={"a": 1})
    entry = manifest.table_entry(INCIDENTS, [intake])
    assert entry["read"] == entry["kept"] + entry["grouped"] + entry["rejected"] == 10
    assert entry["rejects"] == {"coordinates N km outside the country": 1, "duplicate of row N": 2}
    assert entry["repairs"] == {"bound blanked": 2} and entry["findings"] == {"a": 1}
    assert entry["sources"]["ucdp-ged"] == {"covers_to": "2020-06-02"}


def test_the_edition_is_what_the_files_say() -> None:
    read = Intake("incidents", INCIDENTS, 3, edition=(("releases", "GED 99.1"),))
    assert manifest.table_entry(INCIDENTS, [read])["sources"]["ucdp-ged"]["edition"] == [("releases", "GED 99.1")]


def test_coverage_is_by_country_with_the_last_day_known() -> None:
    entry = manifest.table_entry(INCIDENTS, [Intake("incidents", INCIDENTS, read=3)])
    assert entry["period"] == {"first": 2019, "last": 2021, "last_day": "2020-06-02"}
    assert entry["countries"] == {
        "MLI": {"first": 2019, "last": 2021, "last_day": "2019-01-30"},
        "NER": {"first": 2020, "last": 2020, "last_day": "2020-06-02"},
    }


def test_coverage_of_lists_of_countries_and_open_ends() -> None:
    routes = pd.DataFrame(
        {"countries": [["MLI", "NER"], ["NER"], []], "start_year": [2010, 2012, 2001], "end_year": [2015, None, 2002]}
    )
    years = manifest.coverage(routes.astype({"start_year": "Int64", "end_year": "Int64"}))
    assert years is not None
    assert years.astype(int).loc["MLI"].tolist() == [2010, 2015]
    assert years.astype(int).loc["NER"].tolist() == [2010, 2015]
    assert manifest.coverage(pd.DataFrame({"tool": ["x"]})) is None


def test_differences_name_the_country_years_that_differ() -> None:
    found = manifest.differences(INCIDENTS, TOTALS)
    assert found["country_years_compared"] == 4  # to the last year with incidents: MLI 2021, NER 2020
    assert found["country_years_equal"] == 2
    assert found["differing"] == [["MLI", 2020, 0, 2], ["MLI", 2021, 4, 9]]
    assert found["absolute_difference_by_year"] == {"2020": 2, "2021": 5}


def possible(*rows: tuple[str, int, int]) -> pd.DataFrame:
    """INCIDENTS with events that are only possible: country, year, deaths."""
    added = pd.DataFrame(rows, columns=["country", "year", "deaths"]).assign(reliability="possible")
    return pd.concat([INCIDENTS, added], ignore_index=True)


def test_events_only_possible_are_weighed_against_the_totals() -> None:
    found = manifest.fit_of_uncleared(possible(("MLI", 2021, 5), ("NER", 2021, 20)), TOTALS)
    assert found["2021"] == {
        "absolute_difference_without": 5 + 7,
        "absolute_difference_with": 0 + 13,
        "better_without": ["NER"],
        "better_with": ["MLI"],
    }


def test_events_only_possible_of_a_year_without_totals_are_left_out() -> None:
    assert manifest.fit_of_uncleared(possible(("MLI", 2026, 5)), TOTALS) == {}


def test_events_only_possible_are_no_difference_from_the_totals() -> None:
    assert manifest.differences(possible(("MLI", 2021, 5)), TOTALS) == manifest.differences(INCIDENTS, TOTALS)


def test_inputs_carry_hash_size_and_the_tables_they_feed(tmp_path: Path) -> None:
    file = tmp_path / "publishers" / "ucdp" / "a.csv"
    file.parent.mkdir(parents=True)
    file.write_text("x\n")
    intakes = [Intake(name, INCIDENTS, 3, files=(file,)) for name in ("flows", "incidents")]
    assert manifest.input_entries(intakes, {"raw": tmp_path / "publishers"}) == [
        {
            "file": "raw/ucdp/a.csv",
            "sha256": "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac",
            "bytes": 2,
            "tables": ["flows", "incidents"],
        }
    ]


def test_the_data_version_follows_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "basemap").mkdir()
    (tmp_path / "basemap" / "sea.json").write_text("{}")
    first = manifest.data_version(tmp_path)
    manifest.write(tmp_path, {"data_version": first, "tables": {}, "inputs": []})
    assert manifest.data_version(tmp_path) == first
    (tmp_path / "basemap" / "sea.json").write_text("{ }")
    assert manifest.data_version(tmp_path) != first


def test_numpy_values_become_plain_json(tmp_path: Path) -> None:
    values = {"n": np.int64(3), "gone": pd.NA, "set": {"b", "a"}, "where": Path("a/b")}
    manifest.write(tmp_path, {"tables": {}, "inputs": [], **values})
    written = json.loads((tmp_path / "manifest.json").read_text())
    assert {name: written[name] for name in ("tables", "inputs", *values)} == {
        "tables": {},
        "inputs": [],
        "n": 3,
        "gone": None,
        "set": ["a", "b"],
        "where": "a/b",
    }
    assert manifest.read(tmp_path)["n"] == 3


@pytest.mark.parametrize("content", [None, "", "[]", '{"tables": {}}', "{"])
def test_a_damaged_manifest_is_named(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(InputError, match=r"manifest\.json is missing or damaged"):
        manifest.read(tmp_path)
