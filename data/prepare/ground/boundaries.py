"""The ground: countries, admin1 areas, borders and places from Natural Earth and OCHA, and the files of the basemap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from data.contracts import TABLES
from data.model.categories import FOCUS
from data.prepare.core.intake import InputError, Intake, rejects
from geo import areas, basemap, borders, countries, coverage

DETAILED = "countries_0.01.parquet"
COARSE = "world_countries_coarse.parquet"
OCHA = "admin1_west_central_africa_0.02.parquet"
NATURAL_EARTH = "admin1_natural_earth_0.02.parquet"
PLACES = "populated_places.parquet"
LAKES = "lakes.parquet"
RIVERS = "rivers_lake_centerlines.parquet"
BETTER_KNOWN = "OCHA's division is used"

#: The columns this adapter needs of each file.
COLUMNS = {
    DETAILED: ("iso3", "adm0_a3", "name_en", "name_fr", "name_es"),
    COARSE: ("adm0_a3", "name_en", "name_fr", "name_es", "label_x", "label_y"),
    OCHA: ("admin0Pcod", "admin1Name", "admin1Pcod"),
    NATURAL_EARTH: ("adm0_a3", "name"),
    PLACES: ("SCALERANK", "NAME", "ADM0CAP", "ADM0_A3", "POP_MAX", "NAME_EN", "NAME_ES", "NAME_FR"),
    LAKES: ("min_zoom",),
    RIVERS: ("min_zoom",),
}

#: OCHA writes ISO2 in its P-codes.
OCHA_COUNTRIES = {
    "BJ": "BEN", "BF": "BFA", "CV": "CPV", "CM": "CMR", "CF": "CAF", "TD": "TCD", "CI": "CIV", "GQ": "GNQ", "GA": "GAB",
    "GM": "GMB", "GH": "GHA", "GN": "GIN", "GW": "GNB", "LR": "LBR", "ML": "MLI", "MR": "MRT", "NE": "NER", "NG": "NGA",
    "ST": "STP", "SN": "SEN", "SL": "SLE", "TG": "TGO",
}  # fmt: skip

#: Capitals that the source (2018) misses or marks otherwise. Jerusalem: its status is to be negotiated. Hargeysa and
#: Hamilton are no capitals of UN members; Cotonou, Abidjan and La Paz are seats of government; Dodoma and Gitega are new.
CAPITALS = {
    ("BDI", "Gitega"): True, ("BDI", "Bujumbura"): False, ("BEN", "Porto-Novo"): True, ("BEN", "Cotonou"): False,
    ("BMU", "Hamilton"): False, ("BOL", "La Paz"): False, ("CIV", "Abidjan"): False, ("ISR", "Jerusalem"): False,
    ("SOM", "Hargeysa"): False, ("TZA", "Dodoma"): True, ("TZA", "Dar es Salaam"): False,
}  # fmt: skip

#: A point in Crimea: Natural Earth draws it with the Russian Federation, General Assembly resolution 68/262 does not.
CRIMEA = shapely.Point(34.2, 45.2)


def read(raw: Path) -> list[Intake]:
    """Tables countries, admin1, borders and places, in this order. Raises InputError naming the file and the fix."""
    land = _countries(raw)
    shapes = _geo(land.frame)
    return [land, _admin1(raw, shapes), _borders(land, shapes), _places(raw, shapes)]


def write_basemap(out: Path, raw: Path, tables: Mapping[str, pd.DataFrame]) -> list[Path]:
    """Write the basemap's GeoJSON files to `<out>/basemap/` and return their paths; same input, same bytes.

    `tables` holds at least countries and admin1, as `read` gives them.
    """
    folder = out / "basemap"
    folder.mkdir(parents=True, exist_ok=True)
    water = (_file(raw, LAKES), _file(raw, RIVERS))
    files = basemap.assets(_geo(tables["countries"]), _geo(tables["admin1"]), *water)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _countries(raw: Path) -> Intake:
    detailed, coarse = _file(raw, DETAILED), _file(raw, COARSE)
    near = _merged(detailed.rename(columns={"iso3": "country"}))
    rest = _merged(_without_crimea(coarse).assign(country=coarse["adm0_a3"].map(countries.iso3)))
    far = rest[~rest["country"].isin(near["country"])]
    fine, rough = coverage.join(near.geometry.to_numpy(), far.geometry.to_numpy())
    both = pd.concat([near.assign(shape=fine), far.assign(shape=rough)], ignore_index=True)
    found = both[["country", "name_en", "name_fr", "name_es"]].itertuples(index=False)
    names = [countries.names(country, (en, fr, es)) for country, en, fr, es in found]
    labels = [_label(*row) for row in zip(both["shape"], both["label_x"], both["label_y"], strict=True)]
    frame = pd.DataFrame(
        {
            "country": both["country"],
            **dict(zip(("name_en", "name_fr", "name_es"), zip(*names, strict=True), strict=True)),
            "status": both["country"].map(countries.status),
            "region": np.select([both["country"].isin(FOCUS), both.index < len(near)], ["focus", "neighbour"], "world"),
            "lon": [lon for lon, _ in labels],
            "lat": [lat for _, lat in labels],
            "shape": both["shape"],
        }
    )
    return Intake(
        "countries",
        _conformed("countries", frame),
        read=len(detailed) + len(coarse),
        repairs={"Crimea drawn with Ukraine (General Assembly resolution 68/262)": 1},
        files=(raw / "geo" / DETAILED, raw / "geo" / COARSE),
        findings={
            "coarse shapes that a detailed one replaces": int(len(rest) - len(far)),
            "parts that stand inside another row": int(len(detailed) + len(coarse) - len(near) - len(rest)),
        },
    )


def _admin1(raw: Path, land: gpd.GeoDataFrame) -> Intake:
    ocha, other = _file(raw, OCHA), _file(raw, NATURAL_EARTH)
    ocha = ocha.assign(country=ocha["admin0Pcod"].map(OCHA_COUNTRIES), name=ocha["admin1Name"], admin1=ocha["admin1Pcod"])
    other = other.assign(country=other["adm0_a3"].map(countries.iso3))
    superseded = other["country"].isin(set(ocha["country"]))
    unnamed = other["name"].isna() & ~superseded
    turned_away = [
        _rejected(NATURAL_EARTH, other[superseded], BETTER_KNOWN, "country"),
        _rejected(NATURAL_EARTH, other[unnamed], "area without a name", "country"),
    ]
    fitted = []
    for file, frame in ((OCHA, ocha), (NATURAL_EARTH, other[~superseded & ~unnamed])):
        inside = areas.fit(frame[["country", "name", *(["admin1"] if file == OCHA else []), "geometry"]], land)
        turned_away.append(_rejected(file, frame.drop(inside.index), "outside its country", "name"))
        fitted.append(inside)
    fitted[1] = fitted[1].sort_values(["country", "name"])
    number = fitted[1].groupby("country").cumcount() + 1
    fitted[1]["admin1"] = fitted[1]["country"] + number.astype(str).str.zfill(2)
    both = pd.concat(fitted, ignore_index=True)
    points = [areas.label_point(shape) for shape in both.geometry]
    both = both.assign(lon=[p[0] for p in points], lat=[p[1] for p in points]).rename_geometry("shape")
    return Intake(
        "admin1",
        _conformed("admin1", both),
        read=len(ocha) + len(other),
        rejects=pd.concat(turned_away, ignore_index=True),
        files=(raw / "geo" / OCHA, raw / "geo" / NATURAL_EARTH),
        no_faults=(BETTER_KNOWN,),
    )


def _borders(land: Intake, shapes: gpd.GeoDataFrame) -> Intake:
    lines = borders.land_borders(shapes).rename_geometry("shape")
    return Intake("borders", _conformed("borders", lines), read=len(lines), files=land.files)


def _places(raw: Path, land: gpd.GeoDataFrame) -> Intake:
    source = _file(raw, PLACES)
    own, stated = source["NAME"], source["ADM0_A3"].map(countries.iso3)
    lon, lat = source.geometry.x.round(4), source.geometry.y.round(4)
    # Natural Earth files the towns of Western Sahara under Morocco, and knows no Abyei: there the location decides.
    apart = land[land["country"].isin(countries.SET_APART) & (land["region"] != "world")]
    located = pd.Series(areas.locate(lon, lat, apart, "country", tolerance_km=0), index=source.index)
    country = located.where(located.notna(), stated)
    flags = zip(country, own, source["ADM0CAP"] == 1, strict=True)
    frame = pd.DataFrame(
        {
            "country": country,
            "own": own,
            "name_en": source["NAME_EN"].fillna(own),
            "name_fr": source["NAME_FR"].fillna(own),
            "name_es": source["NAME_ES"].fillna(own),
            "capital": [CAPITALS.get((code, name), marked) for code, name, marked in flags],
            "rank": source["SCALERANK"],
            "population": source["POP_MAX"].where(source["POP_MAX"] > 0),
            "lon": lon,
            "lat": lat,
        }
    ).sort_values(["country", "own", "lon", "lat"])
    frame["place"] = _ids(frame["country"], frame["own"])
    return Intake(
        "places",
        _conformed("places", frame),
        read=len(source),
        repairs={
            "country after the location": int((country != stated).sum()),
            "capital flag set after this project's list": len(CAPITALS),
            "population below one taken as not known": int((source["POP_MAX"] <= 0).sum()),
        },
        files=(raw / "geo" / PLACES,),
    )


def _file(raw: Path, name: str) -> gpd.GeoDataFrame:
    """A file of geometries, or InputError saying what is wrong with it."""
    path = raw / "geo" / name
    if not path.is_file():
        raise InputError(f"{path}: no such file; --raw must point to the folder that holds geo/{name}")
    if path.stat().st_size == 0:
        raise InputError(f"{path}: the file is empty (0 bytes); copy it again")
    try:
        frame = gpd.read_parquet(path)
    except Exception as error:  # pyarrow and geopandas raise many kinds for a file that is no GeoParquet
        raise InputError(f"{path}: not a GeoParquet file ({type(error).__name__}); copy it again") from None
    missing = [column for column in COLUMNS[name] if column not in frame.columns]
    if missing:
        raise InputError(f"{path}: {len(missing)} columns are missing, first {missing[0]!r}; is this another file?")
    if frame.empty:
        raise InputError(f"{path}: no rows; copy it again")
    return frame.reset_index(drop=True)


def _merged(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One row a country; the largest part names it."""
    by_size = frame.assign(size=shapely.area(frame.geometry.to_numpy())).sort_values("size", ascending=False)
    return by_size.dissolve("country", aggfunc="first", as_index=False).drop(columns="size")


def _without_crimea(coarse: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Crimea moved from the Russian Federation's shape to Ukraine's."""
    shapes = coarse.set_index("adm0_a3").geometry
    crimea = shapely.union_all([part for part in shapely.get_parts(shapes["RUS"]) if part.contains(CRIMEA)])
    shapes["RUS"] = shapes["RUS"].difference(crimea)
    shapes["UKR"] = shapes["UKR"].union(crimea)
    return coarse.set_geometry(shapes.to_numpy(), crs=coarse.crs)


def _label(shape: BaseGeometry, lon: float, lat: float) -> tuple[float, float]:
    """Natural Earth's label point where there is one inside the shape, else a point well inside."""
    known = np.isfinite(lon) and shape.contains(shapely.Point(lon, lat))
    return (lon, lat) if known else areas.label_point(shape)


def _rejected(file: str, rows: pd.DataFrame, reason: str, column: str) -> pd.DataFrame:
    """Rejects by row number: a parquet file has no header, so the first row is 1."""
    return rejects("admin1", file, [int(i) + 1 for i in rows.index], reason, rows[column].fillna("").tolist())


def _ids(country: Sequence[str], name: Sequence[str]) -> list[str]:
    """`MLI-gao`, and `MLI-gao-2` for the next of that name in the country."""
    seen: dict[str, int] = {}
    ids = []
    for code, text in zip(country, name, strict=True):
        ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        slug = f"{code}-{re.sub(r'[^a-z0-9]+', '-', ascii_text).strip('-')}"
        seen[slug] = seen.get(slug, 0) + 1
        ids.append(slug if seen[slug] == 1 else f"{slug}-{seen[slug]}")
    return ids


def _geo(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(frame, geometry="shape", crs="EPSG:4326")


def _conformed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    contract = TABLES[table]
    return contract.check(contract.conform(pd.DataFrame(frame)))
