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

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from data.contracts.records import INCIDENTS
from data.model.sources import Part
from data.prepare.core.intake import REJECT_COLUMNS, SYSTEMATIC, InputError, Intake, commonest
from data.prepare.core.row_checks import latest
from data.prepare.ucdp.events import as_incidents
from data.prepare.ucdp.ged_layouts import DEATHS, PLACEHOLDER, is_candidate, rank_of
from data.prepare.ucdp.ged_records import load
from data.prepare.ucdp.misplaced import SWAPPED, fitting, misplaced, of_another_area
from data.prepare.ucdp.party_names import REPAIR, newest_names
from data.prepare.ucdp.precision import COUNTRY, GAZETTEER, towns
from data.prepare.ucdp.territory import outside_km

DEFAULT = Path("ucdp") / "ged_region_1989_2026.csv.gz"
MAX_OUTSIDE_KM = 100
#: Degrees, about a kilometre, within which two writings of a point are one: files round to two decimals at the least.
ROUNDING = 0.01

PARTIES = ("side_a", "side_b", "dyad_name", "conflict_name")

#: Reasons that are no fault of a file.
OFF_MAP, SUPERSEDED = "country unknown or outside the map", "superseded by a later release"

#: What two events differ in.
TOLD = ["date_start", "latitude", "longitude", "best"]

#: Cells to show of the rows with these labels; made for rows that are turned away only.
Shown = Callable[[pd.Index], pd.Series]
#: (rows that break a rule, the reason, the offending values)
TurnAway = Callable[[pd.Series, "str | pd.Series", "pd.Series | Shown"], None]
#: What a file has in a column, in the rows with these labels.
Written = Callable[[str, pd.Index], pd.Series]


def read(
    raw: Path,
    countries: pd.DataFrame,
    files: Sequence[Path] = (),
    by_event: bool = False,
    releases: Sequence[str] = (),
    today: datetime.date | None = None,
    areas: pd.DataFrame | None = None,
) -> list[Intake]:
    """Incidents of the GED files, by default of the regional file in `raw`, grouped unless `by_event`.

    `countries` (columns country, region, shape) says which countries are on the map and where they lie; `releases`, which
    release each file is, where that is to be settled; `today`, the day after which nothing can have happened yet; `areas`
    (country, name, shape), first-level areas that places are held against.
    Raises InputError when a file cannot be used.
    """
    paths = tuple(files) or (raw / DEFAULT,)
    on_map = set(countries.loc[countries["region"].ne("world"), "country"])
    tomorrow = latest(today)
    loaded = load(paths, releases, on_map, tomorrow)
    names = [_names(records) for _, records in loaded.frame[["file", "relid", "id"]].groupby("file", sort=False)]
    named = pd.concat(names).sort_index()
    if len(paths) > 1:
        named = _named_alike(loaded.frame, named)
    parsed = loaded.frame.assign(relid=named, cleared=_cleared(loaded.frame))
    loaded.frame = loaded.frame[[]]
    _refuse_shared_names(parsed)
    turned_away = _judge(parsed, countries, loaded.unread, tomorrow, areas)
    kept = parsed[turned_away["reason"].isna()]
    del parsed
    out = turned_away[turned_away["reason"].notna()].assign(table="incidents")
    out = pd.concat([loaded.rejects, out[REJECT_COLUMNS]], ignore_index=True)
    if kept.empty:
        raise InputError(f"{paths[0].name}: none of {loaded.read} events can be used, most because: {commonest(out)}")
    kept, repairs = _repair(kept)
    kept, earlier, renamed = newest_names(kept)
    repairs |= {REPAIR: renamed} if renamed else {}
    findings = {"releases": loaded.releases, "notes": loaded.notes, "earlier_names": earlier}
    edition = _edition(kept["release"])
    return [
        Intake(
            "incidents",
            as_incidents(kept, by_event, towns(raw)),
            read=loaded.read,
            rejects=out,
            repairs=loaded.repairs | repairs,
            files=paths,
            beside=tuple(path for path in (raw / GAZETTEER,) if path.is_file()),
            findings={name: found for name, found in findings.items() if found or name == "releases"},
            edition=edition,
            no_faults=(OFF_MAP, SUPERSEDED, "duplicate of row"),
            held=loaded.held,
        )
    ]


def _edition(releases: pd.Series) -> tuple[Part, ...]:
    """The releases that events are kept of, those that UCDP still revises by themselves."""
    names = pd.Series(sorted(set(releases)), dtype="str")
    preliminary = is_candidate(names)
    parts = ("releases", *names[~preliminary]), ("candidates", *names[preliminary])
    return tuple(part for part in parts if len(part) > 1)


def _names(records: pd.DataFrame) -> pd.Series:
    """What each event is called: its relid; its id where it has none, or where UCDP gave the relid to another event, too."""
    given, own = records["relid"], records["id"]
    shared = given.duplicated(keep=False) & ~pd.concat([given, own], axis=1).duplicated(keep=False)
    return given.mask((given.eq("") | shared) & own.ne(""), own)


def _named_alike(records: pd.DataFrame, names: pd.Series) -> pd.Series:
    """A record without relid is called as that of another file with its id, year and country is: June 2026 and others of the
    regional file have ids only, which UCDP's own files hold beside the relid.
    """
    same = ["id", "year", "iso3"]
    bare = records["relid"].eq("") & records["id"].ne("")
    if not bare.any():
        return names
    told = records.loc[records["relid"].ne("") & records["id"].isin(records.loc[bare, "id"]), same].assign(name=names)
    found = records.loc[bare, same].merge(told.drop_duplicates(same), on=same, how="left").set_axis(names.index[bare])["name"]
    return names.mask(bare, found.reindex(names.index).fillna(names))


def _refuse_shared_names(parsed: pd.DataFrame) -> None:
    """InputError where most events of a file bear the name of another one: which is given twice could not be told."""
    same = ["file", "release", "relid"]
    alike = parsed.loc[parsed["relid"].ne(""), [*same, *TOLD, "row"]]
    alike = alike[alike.duplicated(same, keep=False)].drop_duplicates([*same, *TOLD])
    for file, rows in alike[alike.duplicated(same, keep=False)].groupby("file", sort=False):
        named = rows["relid"]
        count = int(parsed.loc[parsed["file"].eq(file), "relid"].isin(named).sum())
        if count > SYSTEMATIC * parsed["file"].eq(file).sum() and len(rows) > 2:
            first = rows[named.eq(named.iloc[0])]["row"]
            raise InputError(
                f"{file}: ids do not tell its events apart: {count} events share {named.nunique()} of them, first "
                f"{named.iloc[0]!r} in lines {first.iloc[0]} and {first.iloc[1]}, of different days, places or deaths: "
                "restore the columns id and relid, or download the file again"
            )


def _cleared(records: pd.DataFrame) -> pd.Series:
    """False for what UCDP calls no finished event: a candidate that is not Clear, or whose parties it has not named."""
    preliminary = records.loc[is_candidate(records["release"]), ["code_status", "side_a", "side_b", "dyad_name"]]
    status = preliminary.pop("code_status")
    unclear = ~status.isin(("", "Clear")) | (status.eq("") & preliminary.apply(_unnamed).any(axis=1))
    return pd.Series(~records.index.isin(status.index[unclear]), index=records.index)


def _unnamed(parties: pd.Series) -> pd.Series:
    """Where a placeholder stands for a party."""
    distinct = parties.drop_duplicates()
    return parties.isin(distinct[distinct.str.contains(rf"\b{PLACEHOLDER}\d+\b")])


def _judge(
    parsed: pd.DataFrame,
    countries: pd.DataFrame,
    unread: Mapping[str, pd.Series],
    tomorrow: pd.Timestamp,
    areas: pd.DataFrame | None,
) -> pd.DataFrame:
    """Columns file, row, reason, value; `reason` is null for a record that stays, else the first rule it breaks."""
    verdict = parsed[["file", "row"]].assign(
        reason=pd.Series(pd.NA, index=parsed.index, dtype="string"),
        value=pd.Series("", index=parsed.index, dtype="str"),
    )

    def turn_away(broken: pd.Series, reason: str | pd.Series, value: pd.Series | Shown) -> None:
        hit = p.index[broken.fillna(False).astype(bool) & verdict["reason"].isna()]
        if len(hit):
            shown = value[hit] if isinstance(value, pd.Series) else value(hit)
            verdict.loc[hit, "reason"] = reason[hit] if isinstance(reason, pd.Series) else reason
            verdict.loc[hit, "value"] = shown.astype("string").fillna("").str[:60]

    def written(name: str, rows: pd.Index) -> pd.Series:
        """The cells as the file has them."""
        return p.loc[rows, name].astype("string").fillna(unread.get(name, pd.Series(dtype="string")).reindex(rows))

    p, deaths = parsed, parsed[list(DEATHS)]
    on_map = set(countries.loc[countries["region"].ne("world"), "country"])
    for name in ("year", "type_of_violence", "best", "latitude", "longitude"):
        odd = unread.get(name, pd.Series(dtype="str")).reindex(p.index).fillna("")
        turn_away(odd.str.startswith("="), f"{name} is a formula without a result: open the file in Excel and save it", odd)
        turn_away(odd.str.startswith("#"), f"{name} is an error cell: mend it in Excel and save the file", odd)
    turn_away(p["relid"].eq(""), "no event id (relid)", p["relid"])
    turn_away(*_duplicates(p))
    turn_away(*_superseded(p))
    turn_away(~p["iso3"].isin(on_map), OFF_MAP, p["iso3"].fillna(p["country"]))
    turn_away(~p["year"].between(1989, 2100) | p["year"].mod(1).ne(0), "year missing or impossible", partial(written, "year"))
    turn_away(~p["type_of_violence"].isin((1, 2, 3)), "type of violence is not 1, 2 or 3", partial(written, "type_of_violence"))
    turn_away(p["best"].isna() | p["best"].mod(1).ne(0), "deaths (best) missing or no whole number", partial(written, "best"))
    for name in DEATHS:
        odd = unread.get(name, pd.Series(dtype="str")).reindex(p.index)
        turn_away(odd.notna(), f"deaths ({name}) are no number", odd)
    turn_away(deaths.lt(0).any(axis=1), "negative deaths", lambda rows: deaths.loc[rows].min(axis=1).map(_plain))
    for name in DEATHS:
        turn_away(
            INCIDENTS.column("deaths").outside(p[name]),
            f"deaths ({name}) beyond what is plausible",
            p[name].map(_plain, na_action="ignore"),
        )
    _judge_dates(p, turn_away, tomorrow)
    _judge_places(p, verdict["reason"].isna(), countries, turn_away, written)
    _judge_points(p, turn_away)
    if areas is not None:
        for reason, rows in of_another_area(p[verdict["reason"].isna()], areas).items():
            turn_away(pd.Series(True, index=rows).reindex(p.index), reason, partial(_point, p))
    return verdict


def _judge_dates(p: pd.DataFrame, turn_away: TurnAway, tomorrow: pd.Timestamp) -> None:
    def span(rows: pd.Index) -> pd.Series:
        return p.loc[rows, "date_start"].dt.strftime("%Y-%m-%d") + "/" + p.loc[rows, "date_end"].dt.strftime("%Y-%m-%d")

    turn_away(
        p["date_ambiguous"], "day and month cannot be told apart: other dates prove both orders, or neither", p["date_text"]
    )
    turn_away(p["date_start"].isna() | p["date_end"].isna(), "impossible date", p["date_text"])
    turn_away(p["date_end"] < p["date_start"], "end before start", span)
    # A year without days runs to its end.
    ahead = p["date_start"].gt(tomorrow) | (p["date_end"].gt(tomorrow) & p["dated"]) | p["year"].gt(tomorrow.year)
    text = p["date_text"].where(p["dated"])
    turn_away(ahead, "date lies in the future", lambda rows: text[rows].fillna(p.loc[rows, "year"].astype("string")))
    away = (p["date_start"].dt.year - p["year"]).abs() > 1
    turn_away(away, "year disagrees with date_start", lambda rows: p.loc[rows, "year"].astype("string") + " " + span(rows))


def _judge_places(
    p: pd.DataFrame,
    standing: pd.Series,
    countries: pd.DataFrame,
    turn_away: TurnAway,
    written: Callable[[str, pd.Index], pd.Series],
) -> None:
    lon, lat = p["longitude"], p["latitude"]

    point = partial(_point, p)

    def texts(rows: pd.Index) -> pd.Series:
        return written("latitude", rows).fillna("") + "/" + written("longitude", rows).fillna("")

    half = p.index[lon.isna() | lat.isna()]
    told = [p.loc[half, name].isna() & written(name, half).fillna("").ne("") for name in ("latitude", "longitude")]
    said = (told[0] | told[1]).reindex(p.index, fill_value=False)
    turn_away(said, "coordinates are no decimal degrees: write them as 14.4843", texts)
    turn_away(lon.isna() | lat.isna(), "coordinates missing", texts)
    turn_away(lon.eq(0) & lat.eq(0), "coordinates are 0/0", point)
    turn_away(lat.abs().gt(90) & lat.abs().le(180) & lon.abs().le(90), SWAPPED, point)
    turn_away(lon.abs().gt(180) | lat.abs().gt(90), "coordinates out of range", point)
    there = standing & lon.between(-180, 180) & lat.between(-90, 90)
    here = p.loc[there, ["file", "row", "country", "iso3", "longitude", "latitude", "date_start"]]
    outside = outside_km(here["longitude"], here["latitude"], here["iso3"], here["date_start"], countries)
    km = pd.Series(outside, index=here.index)
    for reason, rows in misplaced(here[km > MAX_OUTSIDE_KM], len(here), countries).items():
        if reason == SWAPPED:
            # Across the border, and at home once set right, in a file where others have the same fault. A sign proves nothing of
            # places near the meridian or the equator.
            near = here[(km > 0) & (km <= MAX_OUTSIDE_KM) & here["file"].isin(here.loc[rows, "file"])]
            rows = rows.union(fitting(near, reason, countries))
        turn_away(pd.Series(True, index=rows).reindex(p.index), reason, point)
    said = "coordinates " + km.round().astype("Int64").astype("string") + " km outside the country"
    turn_away(km.gt(MAX_OUTSIDE_KM).reindex(p.index), said.reindex(p.index), point)


def _point(p: pd.DataFrame, rows: pd.Index) -> pd.Series:
    return p.loc[rows, "latitude"].map(_plain) + "/" + p.loc[rows, "longitude"].map(_plain)


def _plain(number: float) -> str:
    """A number as files write it: no decimals where it is whole."""
    return str(int(number)) if number % 1 == 0 else str(number)


def _judge_points(p: pd.DataFrame, turn_away: TurnAway) -> None:
    """A point that UCDP gives twice must be one: a sign lost inside a country shows nowhere else.

    In Candidate 2021 the second one has latitude before longitude in 36 events of the Central African Republic, and is another
    one in three of which no more than the country is known.
    """
    east = (p["longitude"] - p["geom_lon"] + 180).mod(360) - 180
    apart = east.abs().gt(ROUNDING) | (p["latitude"] - p["geom_lat"]).abs().gt(ROUNDING)

    geom = p[["geom_lat", "geom_lon"]].round(6).set_axis(["latitude", "longitude"], axis=1)

    def both(rows: pd.Index) -> pd.Series:
        return _point(p, rows) + ", not " + _point(geom, rows)

    turned = (p["longitude"] - p["geom_lat"]).abs().le(ROUNDING) & (p["latitude"] - p["geom_lon"]).abs().le(ROUNDING)
    turn_away(apart & ~turned & p["where_prec"].ne(COUNTRY), "coordinates contradict the point in geom_wkt", both)


def _duplicates(p: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """The same event twice in one release of one file: the first one stays."""
    same = ["file", "release", "relid"]
    twice = p.duplicated(same)
    alike = p[p.duplicated(same, keep=False)]
    first = alike.groupby(same)["row"].transform("first").astype("string")
    other = ~alike.duplicated([*same, *TOLD], keep=False)
    reason = ("duplicate of row " + first).where(
        ~other, "same id as row " + first + ", which stays, with another day, place or number of deaths"
    )
    return twice, reason.reindex(p.index), p["relid"]


def _superseded(p: pd.DataFrame) -> tuple[pd.Series, str, pd.Series]:
    """An event that a later release holds too, or a candidate event of a time and country that a yearly release covers.

    A yearly release may be here in part, a few days of it only: it covers no time before its first event. A file that joins
    several releases has chosen among them, by parts of countries, too: its candidate events are settled by other files only.
    """
    rank = p["release"].map({release: rank_of(release) for release in p["release"].unique()})
    age = rank + pd.factorize(p["file"])[0] / 1e6  # of two files of the same release the one named last wins
    candidate = is_candidate(p["release"])
    settled = pd.Series(False, index=p.index)
    final = p.loc[~candidate, ["release", "file", "date_start", "iso3"]] if candidate.any() else p[:0]
    for (_, file), rows in final.groupby(["release", "file"]):
        # The yearly release of 2022 covers 1989 to 2021.
        covered = p["year"].le(2000 + rank[rows.index[0]] - 1) & p["date_start"].ge(rows["date_start"].min())
        settled |= candidate & covered & p["iso3"].isin(rows["iso3"].unique()) & p["file"].ne(file)
    older = age < age.groupby(p["relid"]).transform("max") if age.nunique() > 1 else settled
    return older | settled, SUPERSEDED, p["relid"]


def _repair(kept: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Blank what contradicts the rest of the record, and count it; the event stays."""
    faults = {
        "low estimate above the best one: low estimate blanked": ("low", kept["low"].gt(kept["best"])),
        "high estimate below the best one: high estimate blanked": ("high", kept["high"].lt(kept["best"])),
        # Candidate 2021 writes 1753-01-01 where it has no date.
        "report dated before the event: date of report blanked": ("published", kept["published"] < kept["date_start"]),
    }
    unnamed = {name: _unnamed(kept[name]) for name in PARTIES}
    blanked = {name: kept[name].mask(faulty) for name, faulty in faults.values()}
    repaired = kept.assign(**blanked, **{name: kept[name].mask(held, "") for name, held in unnamed.items()})
    counts = {reason: int(faulty.sum()) for reason, (_, faulty) in faults.items()}
    counts["party that UCDP has not identified: placeholder blanked"] = int(pd.DataFrame(unnamed).any(axis=1).sum())
    return repaired, {reason: count for reason, count in counts.items() if count}
