"""UCDP Georeferenced Event Dataset → incidents.

Reads the official CSV (yearly and candidate releases, zipped or not), the HDX variant and the bundled regional file,
several at once. Columns and codes: UCDP GED codebook 22.1.

Readings of this project, not of UCDP:
- reliability: `confirmed` for yearly releases; `probable` where UCDP could not separate the events its source lumps
  together (event_clarity 2), for candidate releases, which UCDP revises, and where a row's attributes were filled from
  another release; `possible` for candidate events that UCDP has not cleared (code_status). Where the copy does not carry
  code_status, a placeholder in a party's name says so: of 621 candidate events with one, UCDP had cleared none.
- an event is named by `relid`, by `id` where a release has no relid.
- an event more than MAX_OUTSIDE_KM outside its country is turned away. In the bundled file the furthest genuine one
  lies 52 km outside (a border area), once what belonged to the country at the time is counted (territory.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from data.contracts import INCIDENTS
from data.prepare.events import as_incidents
from data.prepare.intake import REJECT_COLUMNS, InputError, Intake
from data.prepare.reading import read_csv
from data.prepare.sieve import numbers
from data.prepare.territory import outside_km

DEFAULT = Path("ucdp") / "ged_region_1989_2026.csv.gz"
MAX_OUTSIDE_KM = 100

REQUIRED = ("relid", "year", "type_of_violence", "conflict_name", "latitude", "longitude", "country", "best")
OPTIONAL = (
    "id", "code_status", "dyad_name", "side_a", "side_b", "source_date", "source_headline", "source_article", "adm_1", "adm_2",
    "where_prec", "where_coordinates", "where_description", "iso3", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "high", "low", "release",
)  # fmt: skip
#: What stands for a party that UCDP has not identified yet: `XXX100`.
PLACEHOLDER = r"\bXXX\d+\b"
PARTIES = ("side_a", "side_b", "dyad_name", "conflict_name")
DEATHS = ("best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")

#: (rows that break a rule, the reason, the offending values)
TurnAway = Callable[[pd.Series, "str | pd.Series", pd.Series], None]

#: UCDP's names of the countries on the map.
COUNTRIES = {
    "Algeria": "DZA", "Benin": "BEN", "Bolivia": "BOL", "Brazil": "BRA", "Burkina Faso": "BFA", "Cameroon": "CMR",
    "Cape Verde": "CPV", "Central African Republic": "CAF", "Chad": "TCD", "Colombia": "COL", "Congo": "COG",
    "Costa Rica": "CRI", "DR Congo (Zaire)": "COD", "Ecuador": "ECU", "Egypt": "EGY", "Equatorial Guinea": "GNQ",
    "Eritrea": "ERI", "Ethiopia": "ETH", "Gabon": "GAB", "Gambia": "GMB", "Ghana": "GHA", "Guinea": "GIN",
    "Guinea-Bissau": "GNB", "Guyana": "GUY", "Ivory Coast": "CIV", "Kenya": "KEN", "Liberia": "LBR", "Libya": "LBY",
    "Mali": "MLI", "Mauritania": "MRT", "Morocco": "MAR", "Niger": "NER", "Nigeria": "NGA", "Panama": "PAN",
    "Peru": "PER", "Senegal": "SEN", "Sierra Leone": "SLE", "South Sudan": "SSD", "Sudan": "SDN", "Suriname": "SUR",
    "Togo": "TGO", "Tunisia": "TUN", "Uganda": "UGA", "Venezuela": "VEN",
}  # fmt: skip


def read(raw: Path, countries: pd.DataFrame, files: Sequence[Path] = (), by_event: bool = False) -> list[Intake]:
    """Incidents of the GED files, by default of the regional file in `raw`, grouped unless `by_event`.

    `countries` (columns country, region, shape) says which countries are on the map and where they lie.
    Raises InputError when a file cannot be used.
    """
    paths = tuple(files) or (raw / DEFAULT,)
    records = load(paths)
    parsed = _parse(records)
    turned_away = _judge(parsed, countries)
    kept = parsed[turned_away["reason"].isna()]
    if kept.empty:
        raise InputError(
            f"{paths[0].name}: none of {len(records)} events can be used, first because: "
            f"{turned_away['reason'].iloc[0]}; is this the right file?"
        )
    kept, repairs = _repair(kept)
    out = turned_away[turned_away["reason"].notna()].assign(table="incidents")
    return [
        Intake(
            "incidents",
            as_incidents(kept, by_event),
            read=len(records),
            rejects=out[REJECT_COLUMNS].reset_index(drop=True),
            repairs=repairs,
            files=paths,
        )
    ]


def load(paths: Iterable[Path]) -> pd.DataFrame:
    """All records of the files as text, with `file`, `row` and `release`; numbered in the order read."""
    frames = []
    for path in paths:
        frame = read_csv(path, REQUIRED, OPTIONAL).reset_index().assign(file=path.name)
        frame["release"] = frame["release"].mask(frame["release"].eq(""), release_of(path.name))
        frame["relid"] = _names(frame)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _names(records: pd.DataFrame) -> pd.Series:
    """What each event is called: its relid; its id where it has none, or where UCDP gave the relid to another event, too."""
    given, own = records["relid"], records["id"]
    shared = given.duplicated(keep=False) & ~pd.concat([given, own], axis=1).duplicated(keep=False)
    return given.mask((given.eq("") | shared) & own.ne(""), own)


def release_of(name: str) -> str:
    """The release a file name stands for: `GEDEvent_v26_0_8.csv` → `Candidate 26.0.8`, else the name itself."""
    if found := re.search(r"ged_1989_20(\d\d)", name, re.IGNORECASE):
        return f"GED {int(found[1]) + 1}.1 (HDX)"  # the release of a year covers the years before it
    if found := re.search(r"GEDEvent_v(\d\d)_1(?!\d)|ged(\d\d)1(?!\d)", name, re.IGNORECASE):
        return f"GED {found[1] or found[2]}.1"
    if found := re.search(r"GEDEvent_v(\d\d(?:_\d+)+)", name, re.IGNORECASE):
        return "Candidate " + found[1].replace("_", ".")
    return name


def country_of(records: pd.DataFrame) -> pd.Series:
    """ISO3 of each record, from its code where there is one, else from UCDP's name; null where neither is known."""
    coded = records["iso3"].str.strip().str.upper()
    return coded.where(coded.str.fullmatch("[A-Z]{3}"), records["country"].str.strip().map(COUNTRIES))


def is_candidate(release: pd.Series) -> pd.Series:
    return release.str.contains("candidate", case=False)


def _parse(records: pd.DataFrame) -> pd.DataFrame:
    """Numbers and dates of the records, null where they cannot be read; years without dates become whole years.

    `cleared` is false for what UCDP calls no finished event: a candidate that is not Clear, or whose parties it has not named.
    """
    parsed = records.copy()
    for name in ("year", "latitude", "longitude", "type_of_violence", "where_prec", "event_clarity", "date_prec"):
        parsed[name] = numbers(records[name].str.strip())
    for name in DEATHS:
        parsed[name] = numbers(records[name].str.strip())
    parsed["iso3"] = country_of(records)
    parsed["dated"] = records["date_start"].ne("") | records["date_end"].ne("")
    known_year = parsed["year"].where(parsed["year"].between(1900, 2100) & parsed["year"].mod(1).eq(0))
    for name, day in (("date_start", "-01-01"), ("date_end", "-12-31")):
        written = pd.to_datetime(records[name].str.strip().str[:10], format="%Y-%m-%d", errors="coerce")
        whole_year = pd.to_datetime(known_year.astype("Int64").astype("string") + day, errors="coerce")
        parsed[name] = written.where(parsed["dated"], whole_year)
    parsed["published"] = _earliest(records["source_date"])
    unnamed = records[["side_a", "side_b", "dyad_name"]].apply(lambda names: names.str.contains(PLACEHOLDER)).any(axis=1)
    unclear = ~records["code_status"].isin(("", "Clear")) | (records["code_status"].eq("") & unnamed)
    parsed["cleared"] = ~(is_candidate(records["release"]) & unclear)
    return parsed


def _earliest(dates: pd.Series) -> pd.Series:
    """The first day in a `;`-separated list of ISO dates, null where none can be read."""
    written = dates.str.split(";").explode().str.strip().str[:10]
    return pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").groupby(level=0).min()


def _judge(parsed: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Columns file, row, reason, value; `reason` is null for a record that stays, else the first rule it breaks."""
    verdict = parsed[["file", "row"]].assign(
        reason=pd.Series(pd.NA, index=parsed.index, dtype="string"),
        value=pd.Series("", index=parsed.index, dtype="str"),
    )

    def turn_away(broken: pd.Series, reason: str | pd.Series, value: pd.Series) -> None:
        hit = broken.fillna(False).astype(bool) & verdict["reason"].isna()
        verdict.loc[hit, "reason"] = reason[hit] if isinstance(reason, pd.Series) else reason
        verdict.loc[hit, "value"] = value[hit].astype("string").fillna("").str[:60]

    p, deaths = parsed, parsed[list(DEATHS)]
    on_map = set(countries.loc[countries["region"].ne("world"), "country"])
    turn_away(p["relid"].eq(""), "no event id (relid)", p["relid"])
    turn_away(*_duplicates(p))
    turn_away(*_superseded(p))
    turn_away(~p["iso3"].isin(on_map), "country unknown or outside the map", p["iso3"].fillna(p["country"]))
    turn_away(~p["year"].between(1989, 2100) | p["year"].mod(1).ne(0), "year missing or impossible", p["year"])
    turn_away(~p["type_of_violence"].isin((1, 2, 3)), "type of violence is not 1, 2 or 3", p["type_of_violence"])
    turn_away(p["best"].isna() | p["best"].mod(1).ne(0), "deaths (best) missing or no whole number", p["best"])
    turn_away(deaths.lt(0).any(axis=1), "negative deaths", deaths.min(axis=1))
    for name in DEATHS:
        turn_away(INCIDENTS.column("deaths").outside(p[name]), f"deaths ({name}) beyond what is plausible", p[name])
    _judge_dates(p, turn_away)
    _judge_places(p, verdict["reason"].isna(), countries, turn_away)
    return verdict


def _judge_dates(p: pd.DataFrame, turn_away: TurnAway) -> None:
    span = p["date_start"].dt.strftime("%Y-%m-%d") + "/" + p["date_end"].dt.strftime("%Y-%m-%d")
    turn_away(p["date_start"].isna() | p["date_end"].isna(), "impossible date", p["relid"])
    turn_away(p["date_end"] < p["date_start"], "end before start", span)
    away = (p["date_start"].dt.year - p["year"]).abs() > 1
    turn_away(away, "year disagrees with date_start", p["year"].astype("string") + " " + span)


def _judge_places(p: pd.DataFrame, standing: pd.Series, countries: pd.DataFrame, turn_away: TurnAway) -> None:
    lon, lat = p["longitude"], p["latitude"]
    point = lat.astype("string") + "/" + lon.astype("string")
    turn_away(lon.isna() | lat.isna(), "coordinates missing", point)
    turn_away(lon.eq(0) & lat.eq(0), "coordinates are 0/0", point)
    turn_away(lat.abs().gt(90) & lat.abs().le(180) & lon.abs().le(90), "coordinates look swapped", point)
    turn_away(lon.abs().gt(180) | lat.abs().gt(90), "coordinates out of range", point)
    here = p[standing & lon.between(-180, 180) & lat.between(-90, 90)]
    outside = outside_km(here["longitude"], here["latitude"], here["iso3"], here["date_start"], countries)
    km = pd.Series(outside, index=here.index)
    far = here[km > MAX_OUTSIDE_KM]
    swapped = outside_km(far["latitude"], far["longitude"], far["iso3"], far["date_start"], countries)
    turn_away(pd.Series(swapped == 0, index=far.index).reindex(p.index), "coordinates look swapped", point)
    said = "coordinates " + km.round().astype("Int64").astype("string") + " km outside the country"
    turn_away(km.gt(MAX_OUTSIDE_KM).reindex(p.index), said.reindex(p.index), point)


def _duplicates(p: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """The same event twice in one release of one file: the first one stays."""
    same = ["file", "release", "relid"]
    first = p.groupby(same)["row"].transform("first")
    return p.duplicated(same), "duplicate of row " + first.astype("string"), p["relid"]


def _superseded(p: pd.DataFrame) -> tuple[pd.Series, str, pd.Series]:
    """An event that a later release holds too, or a candidate event of a time and country that a yearly release covers.

    A yearly release may be here in part, a few days of it only: it covers no time before its first event. A file that joins
    several releases has chosen among them, by parts of countries, too: its candidate events are settled by other files only.
    """
    rank = p["release"].map({release: _rank(release) for release in p["release"].unique()})
    age = rank + pd.factorize(p["file"])[0] / 1000  # of two files of the same release the one named last wins
    candidate = is_candidate(p["release"])
    settled = pd.Series(False, index=p.index)
    for (_, file), rows in p[~candidate].groupby(["release", "file"]):
        # The yearly release of 2022 covers 1989 to 2021.
        covered = p["year"].le(2000 + rank[rows.index[0]] - 1) & p["date_start"].ge(rows["date_start"].min())
        settled |= candidate & covered & p["iso3"].isin(rows["iso3"]) & p["file"].ne(file)
    return (age < age.groupby(p["relid"]).transform("max")) | settled, "superseded by a later release", p["relid"]


def _rank(release: str) -> float:
    """Releases in order of time: GED 21.1 < Candidate 21.0.12 < GED 22.1. Those of unknown name come first."""
    found = re.match(r"(GED|Candidate)\D.*?(\d\d)[._]\d", release)
    if not found:
        return 0.0
    return int(found[2]) + (0.5 if found[1] == "Candidate" else 0.0)


def _repair(kept: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Blank what contradicts the rest of the record, and count it; the event stays."""
    faults = {
        "low estimate above the best one: low estimate blanked": ("low", kept["low"].gt(kept["best"])),
        "high estimate below the best one: high estimate blanked": ("high", kept["high"].lt(kept["best"])),
        # Candidate 2021 writes 1753-01-01 where it has no date.
        "report dated before the event: date of report blanked": ("published", kept["published"] < kept["date_start"]),
    }
    unnamed = {name: kept[name].str.contains(PLACEHOLDER) for name in PARTIES}
    blanked = {name: kept[name].mask(faulty) for name, faulty in faults.values()}
    repaired = kept.assign(**blanked, **{name: kept[name].mask(held, "") for name, held in unnamed.items()})
    counts = {reason: int(faulty.sum()) for reason, (_, faulty) in faults.items()}
    counts["party that UCDP has not identified: placeholder blanked"] = int(pd.DataFrame(unnamed).any(axis=1).sum())
    return repaired, {reason: count for reason, count in counts.items() if count}
