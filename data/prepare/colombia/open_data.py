"""Colombia's own statistics → `mine_victims`, `police_homicides`, `police_seizures`: counts by administrative unit.

Sources: the mine-action authority's register of victims of mines and unexploded ordnance; the National Police's figures on
homicides and on firearms seized. One record is a line of the file, which stands for one or more people or firearms.

- Places are codes of municipalities (DIVIPOLA). The register of victims calls its coordinates those of the municipality's
  seat, where nothing need have happened: they only tell its lines apart, and are not kept.
- The police put Bogotá into Cundinamarca; DIVIPOLA counts it as a department, and so does the register of victims.
- Lines on homicides before 2011 have neither a code of the municipality nor a weapon; their department is read from its name.
- The register's month and the kind of area, and the months of seizures, are left out: what is kept are yearly counts of
  municipalities, and of departments for homicides.
"""

from __future__ import annotations

import calendar
import csv
import datetime
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from data.model import source_roles
from data.model.sources import Part
from data.prepare.core.intake import InputError, Intake
from data.prepare.core.row_checks import SHOWN, Check, ahead, check_rows, implausible, numbers
from data.prepare.files.input_files import the_file
from data.prepare.files.read_tables import read_csv

PLACES, WEAPONS = "divipola.csv", "colombia_weapons.csv"
SOURCES = {
    "mine_victims": source_roles.MINE_VICTIMS,
    "police_homicides": source_roles.POLICE_HOMICIDES,
    "police_seizures": source_roles.POLICE_SEIZURES,
}
BOGOTA = "11"
#: How the police call departments whose name is another.
ALIASES = {"valle": "76", "guajira": "44", "san andres": "88"}
DEVICES = {"Accidente por MAP": "mine", "Accidente por MUSE": "unexploded ordnance"}
PEOPLE, OUTCOMES = ("Civil", "Fuerza pública"), ("Herido", "Muerto")
COORDINATES = ("latitudcabecera", "longitudcabecera")
NOT_BROKEN_DOWN, UNLISTED = "not broken down", "other means"


@dataclass(frozen=True)
class Places:
    """Names of departments (two digits) and municipalities (five) by their DIVIPOLA code; and areas of the map by department."""

    names: Mapping[str, str]
    admin1: Mapping[str, str]

    @cached_property
    def by_name(self) -> dict[str, str]:
        return {_folded(name): code for code, name in self.names.items() if len(code) == 2} | ALIASES


@dataclass(frozen=True)
class Meaning:
    """What a publisher's words mean: codes of the taxonomy, and a family."""

    weapons: tuple[str, ...]
    family: str


def read(raw: Path, curated: Path) -> list[Intake]:
    """The three tables from `raw`/colombia. Raises InputError."""
    rows = _curated(curated / PLACES)
    places = Places({row["code"]: row["name"] for row in rows}, {row["code"]: row["admin1"] for row in rows if row["admin1"]})
    meanings: dict[str, dict[str, Meaning]] = {}
    for row in _curated(curated / WEAPONS):
        codes = tuple(filter(None, row["weapons"].split(";")))
        meanings.setdefault(row["table"], {})[row["words"]] = Meaning(codes, row["family"])
    own = (curated / PLACES, curated / WEAPONS)
    return [
        victims(raw / "colombia", places, meanings["mine_victims"], own),
        homicides(raw / "colombia", places, meanings["police_homicides"], own),
        seizures(raw / "colombia", places, meanings["police_seizures"], own),
    ]


def victims(folder: Path, places: Places, meanings: Mapping[str, Meaning], own: tuple[Path, ...]) -> Intake:
    """Victims of mines and unexploded ordnance by municipality, year and device."""
    table, path = "mine_victims", the_file(folder, "map_muse_victims_*.csv*", "the register of mine victims (CSV)")
    key = ["codigodanemunicipio", "ano", "mes", "tipoarea", "condicion", "estado", "tipoevento", *COORDINATES]
    rows = read_csv(path, ["codigodanedepartamento", "municipio", *key, "victims"], [])
    made = _placed(rows, rows.codigodanemunicipio, rows.municipio, places)
    month, count = numbers(rows.mes), numbers(rows.victims)
    stays, turned_away = check_rows(
        table,
        path,
        (
            *_place_checks(made, rows.codigodanemunicipio),
            (made.department != rows.codigodanedepartamento.str.zfill(2), "department and municipality do not fit",
             rows.codigodanedepartamento + " " + rows.codigodanemunicipio),
            *_year_checks(table, rows.ano),
            (~month.between(1, 12) | (month % 1 != 0), "month is not a month", rows.mes),
            ahead("month", numbers(rows.ano), rows.ano + "-" + rows.mes.str.zfill(2), month),
            *_count_checks(table, "victims", count, rows.victims),
            (~rows.tipoevento.isin(list(DEVICES)), "kind of accident is not known", rows.tipoevento),
            (~rows.condicion.isin(PEOPLE), "neither civilian nor public forces", rows.condicion),
            (~rows.estado.isin(OUTCOMES), "neither killed nor injured", rows.estado),
            _given_twice(rows, key),
        ),
    )  # fmt: skip
    kept = made[stays].assign(year=numbers(rows.ano[stays]).astype("int64"), device=rows.tipoevento[stays].map(DEVICES))
    number = count[stays].astype("int64")
    killed, civil = rows.estado[stays] == "Muerto", rows.condicion[stays] == "Civil"
    sums = {"killed": killed, "civilians": civil, "civilians_killed": killed & civil}
    kept = kept.assign(victims=number, **{name: number.where(which, 0) for name, which in sums.items()}, records=1)
    frame = _grouped(kept, ["municipality", "year", "device"], ["victims", *sums, "records"])
    words = {device: meanings[said].weapons for said, device in DEVICES.items() if said in meanings}
    frame["weapons"] = [list(words.get(device, ())) for device in frame.device]
    frame["id"] = [f"{row.municipality}-{row.year}-{'MAP' if row.device == 'mine' else 'MUSE'}" for row in frame.itertuples()]
    days = pd.Series([_last_day(y, m) for y, m in zip(kept.year, month[stays].astype(int), strict=True)], dtype="object")
    findings = {"total": int(number.sum()), "until": str(days.max()) if len(days) else ""}
    edition = ((*_period(frame.year)[:2], f"{days.max():%Y-%m}"),) if len(days) else ()
    return _intake(table, path, own, rows, frame, turned_away, {}, findings, edition)


def homicides(folder: Path, places: Places, meanings: Mapping[str, Meaning], own: tuple[Path, ...]) -> Intake:
    """Homicides by department, year and means."""
    table, path = "police_homicides", the_file(folder, "police_homicides_*.csv*", "the police's figures on homicides (CSV)")
    key = ["year", "departamento", "municipio", "dane", "arma_medio"]
    rows = read_csv(path, [*key, "homicides"], [])
    coded = rows.dane != ""
    made = _placed(rows, rows.dane, rows.municipio, places)
    named = rows.departamento.map(lambda name: places.by_name.get(_folded(name), ""))
    capital = rows.municipio.map(_folded).str.startswith("bogota")
    named = named.mask(capital, BOGOTA)
    code = made.department.where(coded, named)
    count = numbers(rows.homicides)
    own_department = (code == named) | ((code == BOGOTA) & (named == "25"))
    stays, turned_away = check_rows(
        table,
        path,
        (
            *(((wrong & coded, reason, shown)) for wrong, reason, shown in _place_checks(made, rows.dane)),
            (named == "", "department is not known", rows.departamento),
            (~own_department, "department and municipality do not fit", rows.departamento + " " + rows.dane),
            *_year_checks(table, rows.year),
            *_count_checks(table, "homicides", count, rows.homicides),
            _given_twice(rows, key),
        ),
    )
    means = rows.arma_medio[stays].str.strip().replace("", pd.NA)
    number = count[stays].astype("int64")
    kept = pd.DataFrame(
        {
            "department": code[stays],
            "year": numbers(rows.year[stays]).astype("int64"),
            "means": means,
            "homicides": number,
            "records": 1,
        }
    )
    frame = _grouped(kept, ["department", "year", "means"], ["homicides", "records"])
    frame = frame.assign(
        department_name=frame.department.map(dict(places.names)), admin1=frame.department.map(dict(places.admin1))
    )
    frame["family"] = [
        NOT_BROKEN_DOWN if pd.isna(said) else meanings[said].family if said in meanings else UNLISTED for said in frame.means
    ]
    frame["weapons"] = [list(meanings[said].weapons) if said in meanings else [] for said in frame.means.fillna("")]
    number_of = frame.groupby(["department", "year"]).cumcount() + 1
    frame["id"] = frame.department + "-" + frame.year.astype(str) + "-" + number_of.astype(str).str.zfill(2)
    repairs = {
        "no code of the municipality; department read from its name": int((~coded & stays).sum()),
        "Bogotá taken out of Cundinamarca": int((stays & (code == BOGOTA)).sum()),
    }
    broken_down = frame.year[frame.means.notna()]
    findings: dict[str, object] = {"total": int(number.sum()), "means_from": int(broken_down.min()) if len(broken_down) else None}
    unlisted = means[means.notna() & ~means.isin(list(meanings))]
    if len(unlisted):
        findings["words_without_a_meaning"] = sorted(set(unlisted))
        repairs |= _unknown("means", unlisted, path, f"counted among {UNLISTED}")
    edition = (_period(frame.year), *((("detail", int(broken_down.min())),) if len(broken_down) else ())) if len(frame) else ()
    return _intake(table, path, own, rows, frame, turned_away, repairs, findings, edition)


def seizures(folder: Path, places: Places, meanings: Mapping[str, Meaning], own: tuple[Path, ...]) -> Intake:
    """Firearms seized by municipality and class, for the months that the file covers."""
    table, path = (
        "police_seizures",
        the_file(folder, "police_firearm_seizures_*.csv*", "the police's figures on firearms seized (CSV)"),
    )
    key = ["dane", "month", "clase_de_arma", "permiso"]
    rows = read_csv(path, ["municipio", *key, "weapons"], [])
    made = _placed(rows, rows.dane, rows.municipio, places)
    count = numbers(rows.weapons)
    months = pd.to_datetime(rows.month, format="%Y-%m", errors="coerce")
    stays, turned_away = check_rows(
        table,
        path,
        (
            *_place_checks(made, rows.dane),
            (months.isna(), "month is not a month", rows.month),
            ahead("month", months.dt.year, rows.month, months.dt.month),
            *_year_checks(table, rows.month.str[:4]),
            *_count_checks(table, "firearms", count, rows.weapons),
            (rows.clase_de_arma == "", "class of firearm is blank", rows.clase_de_arma),
            (~rows.permiso.isin(["CON PERMISO", "SIN PERMISO"]), "neither with nor without a permit", rows.permiso),
            _given_twice(rows, key),
        ),
    )
    number = count[stays].astype("int64")
    kept = made[stays].assign(
        **{"class": rows.clase_de_arma[stays]},
        year=months[stays].dt.year.astype("int64"),
        firearms=number,
        with_permit=number.where(rows.permiso[stays] == "CON PERMISO", 0),
        records=1,
    )
    frame = _grouped(kept, ["municipality", "year", "class"], ["firearms", "with_permit", "records"])
    spans = months[stays].groupby(months[stays].dt.year).agg(["min", "max"])
    frame["start"] = frame.year.map(spans["min"])
    frame["end"] = frame.year.map(spans["max"]) + pd.offsets.MonthEnd(0) if len(frame) else pd.NaT
    frame["weapons"] = [list(meanings[said].weapons) if said in meanings else [] for said in frame["class"]]
    number_of = frame.groupby(["municipality", "year"]).cumcount() + 1
    frame["id"] = frame.municipality + "-" + frame.year.astype(str) + "-" + number_of.astype(str).str.zfill(2)
    findings: dict[str, object] = {"total": int(number.sum())}
    repairs = {}
    unlisted = kept["class"][~kept["class"].isin(list(meanings))]
    if len(unlisted):
        findings["words_without_a_meaning"] = sorted(set(unlisted))
        repairs = _unknown("class of firearm", unlisted, path, "kept without a weapon of the taxonomy")
    seen = months[stays]
    edition = (("period", f"{seen.min():%Y-%m}", f"{seen.max():%Y-%m}"),) if len(seen) else ()
    return _intake(table, path, own, rows, frame, turned_away, repairs, findings, edition)


def _unknown(what: str, words: pd.Series, path: Path, instead: str) -> dict[str, int]:
    """How many lines hold words whose meaning is not known, the first of them named."""
    first = f"first {words.iloc[0][:SHOWN]!r} in line {words.index[0]} of {path.name}"
    return {f"{what} not known, {first}: {instead}": len(words)}


def _curated(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise InputError(f"{path} is not there: restore it with `git checkout -- {path.parent.name}/{path.name}`")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _placed(rows: pd.DataFrame, codes: pd.Series, names: pd.Series, places: Places) -> pd.DataFrame:
    """Department and municipality by code and name. Codes come without their leading nought, and as `5001.0`."""
    whole = numbers(codes)
    fits = whole.between(1, 99_999) & (whole % 1 == 0)
    code = whole.where(fits, 0).astype("int64").astype(str).str.zfill(5).where(fits, "")
    department = code.str[:2]
    known = code.map(dict(places.names))
    return pd.DataFrame(
        {
            "department": department,
            "department_name": department.map(dict(places.names)),
            "admin1": department.map(dict(places.admin1)),
            "municipality": code,
            "municipality_name": known.where(known.notna(), names.map(_spelled)),
        },
        index=rows.index,
    )


def _spelled(name: str) -> str:
    """A name in capitals as it is spelled: `SAN JOSÉ DEL GUAVIARE (CT)` → `San José del Guaviare`."""
    small = {"de", "del", "la", "las", "los", "el", "y", "e"}
    words = name.replace("(CT)", "").lower().split()
    return " ".join(word if at and word in small else word.capitalize() for at, word in enumerate(words))


def _folded(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).strip()


def _place_checks(made: pd.DataFrame, codes: pd.Series) -> list[Check]:
    return [
        (made.municipality == "", "code of the municipality is no code", codes),
        (made.department_name.isna(), "department is not known", codes),
    ]


def _year_checks(table: str, years: pd.Series) -> list[Check]:
    found = numbers(years)
    return [
        (found.isna(), "year is not a year", years),
        ahead("year", found, years),
        *implausible(table, {"year": found}, {"year": years}),
    ]


def _count_checks(table: str, name: str, count: pd.Series, shown: pd.Series) -> list[Check]:
    return [(count.isna(), f"{name} is not a number", shown), *implausible(table, {name: count}, {name: shown})]


def _given_twice(rows: pd.DataFrame, key: list[str]) -> Check:
    return rows.duplicated(key), "same place, time and kind given twice", rows[key[0]]


def _grouped(kept: pd.DataFrame, key: list[str], sums: list[str]) -> pd.DataFrame:
    """One row a key: counts added up, and what else is known taken from the first line."""
    others = [name for name in kept if name not in (*key, *sums)]
    grouped = kept.groupby(key, dropna=False, sort=True)
    return grouped.agg(dict.fromkeys(others, "first") | dict.fromkeys(sums, "sum")).reset_index()


def _period(years: pd.Series) -> Part:
    return ("period", f"{years.min()}-01", f"{years.max()}-12")


def _last_day(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _intake(
    table: str,
    path: Path,
    own: tuple[Path, ...],
    rows: pd.DataFrame,
    frame: pd.DataFrame,
    turned_away: pd.DataFrame,
    repairs: dict[str, int],
    findings: dict[str, object],
    edition: tuple[Part, ...],
) -> Intake:
    made = frame.assign(country="COL", source=SOURCES[table], sensitivity="public")
    return Intake(table, made, len(rows), turned_away, repairs, (path, *own), findings, edition)
