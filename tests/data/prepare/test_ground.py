"""The ground read from the publishers' files."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.engine.dataset import prepared_folder
from data.model.categories import FOCUS
from data.prepare.core.intake import InputError
from data.prepare.core.publish import read_table
from data.prepare.ground import boundaries

TABLES_OF_THE_GROUND = ("countries", "admin1", "borders", "places")


@pytest.fixture(scope="module")
def ground() -> dict[str, pd.DataFrame]:
    """The tables of the set that the repository carries: another run gives the same bytes (test_command.py)."""
    return {name: read_table(name, prepared_folder()) for name in TABLES_OF_THE_GROUND}


def test_nothing_is_lost() -> None:
    """49 + 242 shapes: 241 areas; the others stand inside them (45 coarse doubles, five parts of a country)."""
    tables = json.loads((prepared_folder() / "manifest.json").read_text())["tables"]
    counted = {name: tuple(tables[name][key] for key in ("read", "kept", "grouped", "rejected")) for name in tables}
    assert counted["countries"] == (291, 241, 50, 0)
    assert counted["admin1"] == (918, 605, 0, 313)
    assert counted["places"] == (2661, 2661, 0, 0)


def test_rejects_name_file_row_and_reason() -> None:
    rejects = pd.read_parquet(prepared_folder() / "rejects.parquet")
    turned_away = rejects[rejects.table == "admin1"]
    assert turned_away["reason"].value_counts().to_dict() == {
        "OCHA's division is used": 311,
        "area without a name": 1,
        "outside its country": 1,
    }
    assert turned_away["row"].between(1, 623).all()


def test_admin1_is_ocha_s_where_ocha_has_one_and_natural_earth_s_elsewhere(ground: dict[str, pd.DataFrame]) -> None:
    areas = ground["admin1"].groupby("country").size()
    assert areas[["MLI", "TCD", "BFA", "CIV", "GIN", "GHA"]].to_list() == [9, 23, 13, 33, 8, 16]
    assert areas[["COL", "VEN", "LBY", "SDN"]].to_list() == [33, 25, 22, 17]
    assert set(FOCUS) <= set(areas.index)
    assert ground["admin1"]["admin1"].str.fullmatch(r"[A-Z]{2}\d{2,3}|[A-Z]{3}\d{2}").all()


def test_borders_are_alphabetical_pairs_of_known_countries(ground: dict[str, pd.DataFrame]) -> None:
    frame, known = ground["borders"], set(ground["countries"]["country"])
    assert (frame["country_a"] < frame["country_b"]).all()
    assert (frame["border"] == frame["country_a"] + "-" + frame["country_b"]).all()
    assert set(frame["country_a"]) | set(frame["country_b"]) <= known


def test_towns_stand_in_known_countries_and_have_one_capital_each(ground: dict[str, pd.DataFrame]) -> None:
    towns = ground["places"]
    capitals = towns[towns["capital"]]
    assert not capitals["country"].duplicated().any()
    assert set(FOCUS) <= set(capitals["country"])
    assert towns.loc[towns["name_en"] == "Porto-Novo", "capital"].all()
    assert set(towns.loc[towns["name_en"].isin(["Laayoune", "Smara"]), "country"]) == {"ESH"}
    assert set(towns["country"]) - set(ground["countries"]["country"]) <= {"GIB"}  # too small for the coarse layer


def test_label_points_lie_inside(ground: dict[str, pd.DataFrame]) -> None:
    for table in ("countries", "admin1"):
        frame = ground[table]
        assert shapely.contains_xy(frame["shape"].to_numpy(), frame["lon"].astype(float), frame["lat"].astype(float)).all()


def test_the_ground_stays_below_two_megabytes() -> None:
    assert sum((prepared_folder() / f"{name}.parquet").stat().st_size for name in TABLES_OF_THE_GROUND) < 2_000_000


def broken(raw: Path, to: Path, name: str) -> Path:
    """A copy of the files, one of them gone."""
    (to / "geo").mkdir()
    for file in boundaries.COLUMNS:
        if file != name:
            shutil.copy(raw / "geo" / file, to / "geo" / file)
    return to / "geo" / name


def test_a_missing_file_is_named(raw: Path, tmp_path: Path) -> None:
    broken(raw, tmp_path, boundaries.COARSE)
    with pytest.raises(InputError, match=r"world_countries_coarse\.parquet: no such file; --raw must point"):
        boundaries.read(tmp_path)


def test_an_empty_file_is_named(raw: Path, tmp_path: Path) -> None:
    broken(raw, tmp_path, boundaries.DETAILED).touch()
    with pytest.raises(InputError, match=r"countries_0\.01\.parquet: the file is empty"):
        boundaries.read(tmp_path)


@pytest.mark.parametrize("content", [b"iso3;name\nMLI;Mali\n", b"PAR1 cut short"])
def test_a_file_of_another_format_is_named(raw: Path, tmp_path: Path, content: bytes) -> None:
    broken(raw, tmp_path, boundaries.DETAILED).write_bytes(content)
    with pytest.raises(InputError, match="not a GeoParquet file"):
        boundaries.read(tmp_path)


def test_missing_columns_are_counted_and_the_first_is_named(raw: Path, tmp_path: Path) -> None:
    shutil.copy(raw / "geo" / boundaries.LAKES, broken(raw, tmp_path, boundaries.DETAILED))
    with pytest.raises(InputError, match="5 columns are missing, first 'iso3'"):
        boundaries.read(tmp_path)


def test_a_file_without_rows_is_named(raw: Path, tmp_path: Path) -> None:
    gpd.read_parquet(raw / "geo" / boundaries.DETAILED).iloc[:0].to_parquet(broken(raw, tmp_path, boundaries.DETAILED))
    with pytest.raises(InputError, match="no rows"):
        boundaries.read(tmp_path)
