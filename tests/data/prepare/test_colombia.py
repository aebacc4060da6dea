"""Colombia's own statistics: every line accounted for, totals as the publishers', codes and names as DIVIPOLA has them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.contracts import TABLES
from data.contracts.national import FAMILIES
from data.model.categories import CURATED, weapons
from data.prepare.colombia import open_data
from data.prepare.core.intake import InputError, Intake
from tests.sweep import draws

MINES = {
    "codigodanedepartamento": "5", "departamento": "ANTIOQUIA", "codigodanemunicipio": "5790", "municipio": "TARAZÁ",
    "ano": "2006",
    "mes": "3", "tipoarea": "Rural", "condicion": "Civil", "estado": "Herido", "tipoevento": "Accidente por MAP",
    "latitudcabecera": "7.58", "longitudcabecera": "-75.40", "victims": "2",
}  # fmt: skip
HOMICIDES = {"year": "2012", "departamento": "ANTIOQUIA", "municipio": "TARAZÁ", "dane": "5790.0", "arma_medio": "ARMA DE FUEGO",
             "homicides": "4"}  # fmt: skip
SEIZURES = {"dane": "5790", "departamento": "ANTIOQUIA", "municipio": "TARAZÁ", "month": "2019-02", "clase_de_arma": "REVOLVER",
            "permiso": "SIN PERMISO", "weapons": "3"}  # fmt: skip
FILES = {"mine_victims": "map_muse_victims_x.csv", "police_homicides": "police_homicides_x.csv",
         "police_seizures": "police_firearm_seizures_x.csv"}  # fmt: skip
GOOD = {"mine_victims": MINES, "police_homicides": HOMICIDES, "police_seizures": SEIZURES}
COUNTS = {"mine_victims": "victims", "police_homicides": "homicides", "police_seizures": "firearms"}


def read(folder: Path, **lines: list[dict[str, str]]) -> dict[str, Intake]:
    """The three files, each with these lines after a good one; read as the publishers' own."""
    own = folder / "colombia"
    own.mkdir(exist_ok=True)
    for table, name in FILES.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, list(GOOD[table]))
        writer.writeheader()
        writer.writerows([GOOD[table], *lines.get(table, [])])
        (own / name).write_text(text.getvalue(), encoding="utf-8")
    return {intake.table: intake for intake in open_data.read(folder, CURATED)}


@pytest.fixture(scope="module")
def real(raw: Path) -> dict[str, Intake]:
    if not (raw / "colombia").is_dir():
        pytest.skip(f"no folder colombia in {raw}")
    return {intake.table: intake for intake in open_data.read(raw, CURATED)}


@pytest.mark.parametrize(
    ("table", "lines", "total"),
    [("mine_victims", 7_306, 12_062), ("police_homicides", 28_483, 322_619), ("police_seizures", 2_630, 6_209)],
)
def test_the_totals_are_the_publishers(real: dict[str, Intake], table: str, lines: int, total: int) -> None:
    intake, contract = real[table], TABLES[table]
    frame = contract.check(contract.conform(intake.frame))
    assert (intake.read, len(intake.rejects)) == (lines, 0)
    assert frame.records.sum() == lines and frame[COUNTS[table]].sum() == total == intake.findings["total"]
    assert "words_without_a_meaning" not in intake.findings
    assert frame.id.is_unique


def test_parts_of_victims_are_never_more_than_all(real: dict[str, Intake]) -> None:
    frame = real["mine_victims"].frame
    assert (frame.killed.sum(), frame.civilians.sum(), frame.civilians_killed.sum()) == (2_329, 4_809, 879)
    assert (frame.killed <= frame.victims).all() and (frame.civilians <= frame.victims).all()
    assert (frame.civilians_killed <= frame[["killed", "civilians"]].min(axis=1)).all()
    assert real["mine_victims"].findings["until"] == "2021-06-30"


def test_weapons_are_named_from_2011_on_and_bogota_stands_apart(real: dict[str, Intake]) -> None:
    frame = real["police_homicides"].frame
    assert set(frame.family[frame.year < 2011]) == {"not broken down"} and not frame.means[frame.year >= 2011].isna().any()
    assert sorted(set(frame.department)) == sorted(row["code"] for row in places() if len(row["code"]) == 2)
    capital = frame[frame.department == "11"]
    assert set(capital.year) == set(range(2003, 2025)) and set(capital.department_name) == {"Bogotá, D.C."}


def test_no_column_is_a_point(real: dict[str, Intake]) -> None:
    for table in GOOD:
        assert not {"lon", "lat", "shape", "latitude", "longitude"} & set(TABLES[table].names)


def places() -> list[dict[str, str]]:
    with (CURATED / "divipola.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_places_have_a_code_of_their_own_and_a_department() -> None:
    rows = places()
    codes = [row["code"] for row in rows]
    departments = {row["code"]: row["admin1"] for row in rows if len(row["code"]) == 2}
    assert len(set(codes)) == len(codes) and len(departments) == 33
    assert all(code[:2] in departments for code in codes)
    admin1 = pd.read_parquet(CURATED.parent / "prepared" / "admin1.parquet", columns=["admin1", "country"])
    assert sorted(departments.values()) == sorted(admin1.admin1[admin1.country == "COL"])
    named = {row["code"]: row["name"] for row in rows}
    assert [named[code] for code in ("52835", "50325", "18753", "13244", "27150", "47258")] == [
        "San Andrés de Tumaco", "Mapiripán", "San Vicente del Caguán", "El Carmen de Bolívar", "Carmen del Darién", "El Piñón",
    ]  # fmt: skip
    assert not [name for name in named.values() if name != name.strip() or name.isupper() or "(CT)" in name]


def test_words_have_a_meaning_that_exists() -> None:
    with (CURATED / "colombia_weapons.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["table"] for row in rows} == set(GOOD)
    assert len({(row["table"], row["words"]) for row in rows}) == len(rows)
    for row in rows:
        assert set(filter(None, row["weapons"].split(";"))) <= set(weapons()), row
        if row["table"] == "police_homicides":
            assert row["family"] in FAMILIES, row


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        ("mine_victims", {"victims": "0"}, "victims is beyond what is plausible"),
        ("mine_victims", {"victims": "1.5"}, "victims is no whole number"),
        ("mine_victims", {"victims": "-3"}, "victims is negative"),
        ("mine_victims", {"victims": "1001"}, "victims is beyond what is plausible"),
        ("mine_victims", {"victims": "dos"}, "victims is not a number"),
        ("mine_victims", {"codigodanemunicipio": "TARAZÁ"}, "code of the municipality is no code"),
        ("mine_victims", {"codigodanemunicipio": "77790"}, "department is not known"),
        ("mine_victims", {"codigodanedepartamento": "8"}, "department and municipality do not fit"),
        ("mine_victims", {"ano": "206"}, "year is beyond what is plausible"),
        ("mine_victims", {"mes": "13"}, "month is not a month"),
        ("mine_victims", {"estado": "?"}, "neither killed nor injured"),
        ("mine_victims", {"condicion": "?"}, "neither civilian nor public forces"),
        ("mine_victims", {"tipoevento": "Otro"}, "kind of accident is not known"),
        ("mine_victims", {}, "same place, time and kind given twice"),
        ("police_homicides", {"departamento": "ATLANTIS", "dane": ""}, "department is not known"),
        ("police_homicides", {"departamento": "META"}, "department and municipality do not fit"),
        ("police_homicides", {"homicides": "-1"}, "homicides is negative"),
        ("police_homicides", {"homicides": "123456"}, "homicides is beyond what is plausible"),
        ("police_seizures", {"weapons": "123456"}, "firearms is beyond what is plausible"),
        ("police_homicides", {}, "same place, time and kind given twice"),
        ("police_seizures", {"month": "2019"}, "month is not a month"),
        ("police_seizures", {"permiso": ""}, "neither with nor without a permit"),
        ("police_seizures", {"clase_de_arma": ""}, "class of firearm is blank"),
        ("police_seizures", {}, "same place, time and kind given twice"),
    ],
)
def test_a_wrong_line_is_turned_away_with_its_reason(tmp_path: Path, table: str, change: dict[str, str], reason: str) -> None:
    intake = read(tmp_path, **{table: [GOOD[table] | change]})[table]
    assert intake.rejects[["row", "reason"]].to_numpy().tolist() == [[3, reason]]
    assert intake.frame.records.sum() == 1


def test_new_words_are_kept_and_named(tmp_path: Path) -> None:
    intake = read(tmp_path, police_homicides=[HOMICIDES | {"arma_medio": "RAYO LASER"}])["police_homicides"]
    (new,) = intake.frame[intake.frame.means == "RAYO LASER"].to_dict("records")
    assert (new["family"], new["weapons"], new["homicides"]) == ("other means", [], 4)
    assert intake.findings["words_without_a_meaning"] == ["RAYO LASER"]
    told = "means not known, first 'RAYO LASER' in line 3 of police_homicides_x.csv: counted among other means"
    assert intake.repairs[told] == 1


def test_a_class_of_firearm_that_is_not_known_is_told(tmp_path: Path) -> None:
    intake = read(tmp_path, police_seizures=[SEIZURES | {"clase_de_arma": "RAYO"}, SEIZURES | {"clase_de_arma": "HONDA"}])
    told = "class of firearm not known, first 'RAYO' in line 3 of police_firearm_seizures_x.csv: kept without a weapon"
    assert [(text.startswith(told), count) for text, count in intake["police_seizures"].repairs.items()] == [(True, 2)]


def test_lines_without_a_code_are_placed_by_the_name_of_their_department(tmp_path: Path) -> None:
    old = HOMICIDES | {"year": "2005", "dane": "", "arma_medio": ""}
    lines = [old | {"departamento": "VALLE", "municipio": "Cali (CT)"}, old | {"departamento": "GUAJIRA", "municipio": "Maicao"}]
    capital = [old | {"departamento": "CUNDINAMARCA", "municipio": "Bogotá D.C. (CT)"}]
    found = read(tmp_path, police_homicides=[*lines, *capital])["police_homicides"].frame
    assert set(found.department) == {"05", "76", "44", "11"}


def test_a_municipality_that_the_list_lacks_keeps_the_publishers_name(tmp_path: Path) -> None:
    new = MINES | {"codigodanemunicipio": "5999", "municipio": "NUEVO BELÉN DE LOS RÍOS (CT)"}
    frame = read(tmp_path, mine_victims=[new])["mine_victims"].frame
    assert frame.municipality_name[frame.municipality == "05999"].tolist() == ["Nuevo Belén de los Ríos"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "colombia").mkdir()
    with pytest.raises(InputError, match="map_muse_victims"):
        open_data.read(tmp_path, CURATED)


NASTY = st.one_of(
    st.sampled_from(
        ["", " ", "nan", "inf", "-inf", "1e308", "9" * 40, "0", "-1", "0.5", "1,5", "１２", "=1+1", "2019-13", "NaT"]
    ),
    st.text(max_size=6),
    st.floats().map(str),
    st.integers().map(str),
)


def test_any_cell(tmp_path: Path) -> None:
    @settings(max_examples=draws(500, few=40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(table=st.sampled_from(list(GOOD)), at=st.integers(0, 12), cell=NASTY)
    def is_kept_or_turned_away(table: str, at: int, cell: str) -> None:
        names = list(GOOD[table])
        line = GOOD[table] | {names[at % len(names)]: cell.replace("\r", " ").replace("\x00", " ").replace("\n", " ")}
        try:
            intake = read(tmp_path, **{table: [line]})[table]
        except InputError as error:
            assert "\n" not in str(error)
            return
        contract = TABLES[table]
        contract.check(contract.conform(intake.frame))
        assert intake.read == intake.frame.records.sum() + len(intake.rejects)

    is_kept_or_turned_away()
