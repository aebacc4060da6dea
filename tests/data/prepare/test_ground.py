"""The ground read from the publishers' files."""

import shutil
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data.contracts import TABLES
from data.model.categories import FOCUS
from data.prepare.core.intake import InputError, Intake
from data.prepare.ground import boundaries


@pytest.fixture(scope="module")
def intakes(raw: Path) -> dict[str, Intake]:
    return {intake.table: intake for intake in boundaries.read(raw)}


def test_tables_keep_their_contracts(intakes: dict[str, Intake]) -> None:
    assert list(intakes) == ["countries", "admin1", "borders", "places"]
    for name, intake in intakes.items():
        TABLES[name].check(intake.frame)


def test_nothing_is_lost(intakes: dict[str, Intake]) -> None:
    """49 + 242 shapes: 241 areas; the others stand inside them (45 coarse doubles, five parts of a country)."""
    counted = {n: (i.read, len(i.frame), i.grouped, len(i.rejects)) for n, i in intakes.items()}
    assert counted["countries"] == (291, 241, 50, 0)
    assert counted["admin1"] == (918, 605, 0, 313)
    assert counted["places"] == (2661, 2661, 0, 0)


def test_rejects_name_file_row_and_reason(intakes: dict[str, Intake]) -> None:
    turned_away = intakes["admin1"].rejects
    assert turned_away["reason"].value_counts().to_dict() == {
        "OCHA's division is used": 311,
        "area without a name": 1,
        "outside its country": 1,
    }
    assert turned_away["row"].between(1, 623).all()


def test_admin1_is_ocha_s_where_ocha_has_one_and_natural_earth_s_elsewhere(intakes: dict[str, Intake]) -> None:
    areas = intakes["admin1"].frame.groupby("country").size()
    assert areas[["MLI", "TCD", "BFA", "CIV", "GIN", "GHA"]].to_list() == [9, 23, 13, 33, 8, 16]
    assert areas[["COL", "VEN", "LBY", "SDN"]].to_list() == [33, 25, 22, 17]
    assert set(FOCUS) <= set(areas.index)
    assert intakes["admin1"].frame["admin1"].str.fullmatch(r"[A-Z]{2}\d{2,3}|[A-Z]{3}\d{2}").all()


def test_borders_are_alphabetical_pairs_of_known_countries(intakes: dict[str, Intake]) -> None:
    frame, known = intakes["borders"].frame, set(intakes["countries"].frame["country"])
    assert (frame["country_a"] < frame["country_b"]).all()
    assert (frame["border"] == frame["country_a"] + "-" + frame["country_b"]).all()
    assert set(frame["country_a"]) | set(frame["country_b"]) <= known


def test_towns_stand_in_known_countries_and_have_one_capital_each(intakes: dict[str, Intake]) -> None:
    towns = intakes["places"].frame
    capitals = towns[towns["capital"]]
    assert not capitals["country"].duplicated().any()
    assert set(FOCUS) <= set(capitals["country"])
    assert towns.loc[towns["name_en"] == "Porto-Novo", "capital"].all()
    assert set(towns.loc[towns["name_en"].isin(["Laayoune", "Smara"]), "country"]) == {"ESH"}
    assert set(towns["country"]) - set(intakes["countries"].frame["country"]) <= {"GIB"}  # too small for the coarse layer


def test_label_points_lie_inside(intakes: dict[str, Intake]) -> None:
    for table in ("countries", "admin1"):
        frame = intakes[table].frame
        assert shapely.contains_xy(frame["shape"].to_numpy(), frame["lon"].astype(float), frame["lat"].astype(float)).all()


def test_the_ground_stays_below_two_megabytes(intakes: dict[str, Intake], tmp_path: Path) -> None:
    size = 0
    for name, intake in intakes.items():
        file, frame = tmp_path / f"{name}.parquet", intake.frame
        if "shape" in frame:
            gpd.GeoDataFrame(frame, geometry="shape", crs="EPSG:4326").to_parquet(file, compression="zstd")
        else:
            frame.to_parquet(file, compression="zstd")
        size += file.stat().st_size
    assert size < 2_000_000


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
