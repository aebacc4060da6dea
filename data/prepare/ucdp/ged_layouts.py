"""Which column of which release of UCDP GED is which of ours, and which release a file is: from what it holds.

A file's name is evidence only, and gives way to the content: events that are not cleared make it a candidate file, three years or
more a yearly one, whatever it is called. What nothing tells stays *not stated* and is taken as preliminary; where that matters,
because several files are read, the command asks for `--release`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.prepare.core.intake import InputError
from data.prepare.files.headers import Columns, key

#: Our names → names in releases since 17.1, in UCDP's export of its site and in its API.
NEEDED = {
    "relid": ("relid", "id", "event_id"),
    "year": ("year",),
    "type_of_violence": ("type_of_violence",),
    "conflict_name": ("conflict_name",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long"),
    "country": ("country",),
    "best": ("best", "best_est", "deaths_best"),
}
OPTIONAL = {
    "id": ("id",),
    "low": ("low", "low_est"),
    "high": ("high", "high_est"),
    **{
        name: (name,)
        for name in (
            "code_status", "dyad_name", "side_a", "side_b", "source_date", "source_headline", "source_article",
            "adm_1", "adm_2", "where_prec",
            "where_coordinates",
            "where_description", "iso3", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
            "deaths_civilians", "deaths_unknown", "release", "geom_wkt",
            "side_a_new_id", "side_b_new_id", "dyad_new_id", "conflict_new_id",
        )
    },
}  # fmt: skip
COLUMNS = Columns(NEEDED, OPTIONAL, "UCDP's CSV")
REQUIRED, OPTIONALS = tuple(NEEDED), tuple(OPTIONAL)
DEATHS = ("best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
TEXTS = (
    "relid", "id", "conflict_name", "country", "code_status", "dyad_name", "side_a", "side_b", "source_date", "source_headline",
    "source_article", "adm_1", "adm_2", "where_coordinates", "where_description", "iso3", "release",
    "side_a_new_id", "side_b_new_id", "dyad_new_id", "conflict_new_id",
)  # fmt: skip

#: The columns of releases 21.1 and later, and of those before, for files whose header was cut away.
_SINCE_21 = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
]  # fmt: skip
_TO_20 = [
    "id", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name",
    "side_a_new_id", "side_a", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude",
    "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start",
    "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
]  # fmt: skip
LAYOUTS = (_SINCE_21, [*_SINCE_21, "iso3"], [*_SINCE_21, "release", "iso3"], _TO_20, _TO_20[:-2])

#: All names that columns have in a release, without what programs change in them.
KNOWN = frozenset(key(name) for names in (_SINCE_21, _TO_20, *NEEDED.values(), *OPTIONAL.values()) for name in names)

#: Years that an event can be of; what a cell holds beyond them is no year.
YEARS = (1900, 2100)
FIRST_DAY = pd.Timestamp("1989-01-01")
NOT_STATED = "GED or candidate, release not stated"
#: How UCDP begins the name of a party that it has not identified yet: `XXX100`.
PLACEHOLDER = "XXX"
#: Countries from which on a file is taken for all of a release.
MANY_COUNTRIES = 15
#: Share of events after the years of a release above which they are no slips.
BEYOND = 0.05
#: Of the fullest month's events: a month of candidates with fewer is not theirs. Reports of January 2026 hold 1,715 events that
#: ended in it, and 12 that ended in February.
STRAY = 0.05


@dataclass(frozen=True)
class Release:
    """A release as credits name it. `stated`: the content or a name that fits it says so, or the user did."""

    name: str
    stated: bool = True


#: A release as UCDP numbers them: of a year, or preliminary, of a month or of several.
_YEARLY = re.compile(r"GED (\d\d)\.\d(?!\d)")
_RELEASE = re.compile(r"(ged|candidate) v?(\d\d)((?:\.\d{1,2}){1,3})", re.IGNORECASE)


def release_said(text: str) -> Release:
    """The release that the user names: `ged 25.1` → `GED 25.1`. Raises InputError where that is the name of none."""
    found = _RELEASE.fullmatch(" ".join(text.split()))
    candidate = bool(found) and found[1].casefold() == "candidate"  # type: ignore[index]
    if not found or (found[3].count(".") > 1) != candidate or not (candidate or len(found[3]) == 2):
        raise InputError(
            f'--release {text!r} is no release of UCDP: write "GED 25.1" for one of a year, '
            '"Candidate 26.0.8" for a preliminary one'
        )
    return Release(("Candidate " if candidate else "GED ") + found[2] + found[3])


def refuse_contradiction(path: Path, release: Release, years: pd.Series) -> None:
    """InputError where the release that the user names covers years to which many of the events do not belong."""
    found = _YEARLY.match(release.name)
    if not found:
        return
    last = 2000 + int(found[1]) - 1
    beyond = years.gt(last)
    if beyond.sum() > BEYOND * len(years):
        raise InputError(
            f"{path.name} cannot be {release.name}, which covers events to {last}: {int(beyond.sum())} of its {len(years)} "
            f"events are later, first of {years[beyond].iloc[0]:.0f}; correct --release, or leave it out"
        )


def headerless(cells: Sequence[str]) -> list[str] | None:
    """The columns of a file without a header, given its first record; None where no layout fits what stands there."""
    for names in LAYOUTS:
        if len(cells) == len(names) and _fits(dict(zip(names, (cell.strip() for cell in cells), strict=True))):
            return list(names)
    return None


def _fits(record: dict[str, str]) -> bool:
    def number(name: str) -> float:
        try:
            return float(record[name])
        except ValueError:
            return float("nan")

    return (
        1989 <= number("year") <= 2100
        and number("type_of_violence") in (1, 2, 3)
        and abs(number("latitude")) <= 90
        and abs(number("longitude")) <= 360
        and number("low") <= number("best") <= number("high")
        and bool(re.fullmatch(r"[^\d]+", record["country"]))
    )


def release_of(name: str) -> str | None:
    """The release a file name stands for: `GEDEvent_v26_0_8.csv` → `Candidate 26.0.8`; None where it says nothing."""
    if found := re.search(r"ged_1989_20(\d\d)", name, re.IGNORECASE):
        return f"GED {int(found[1]) + 1}.1 (HDX)"  # the release of a year covers the years before it
    if found := re.search(r"GEDEvent_v(\d\d)_1(?!\d)|ged-?(\d\d)1(?!\d)", name, re.IGNORECASE):
        return f"GED {found[1] or found[2]}.1"
    if found := re.search(r"GEDEvent_v(\d\d(?:_\d+)+)", name, re.IGNORECASE):
        return "Candidate " + found[1].replace("_", ".")
    return None


def release_in(
    name: str, records: pd.DataFrame, header: Sequence[str], tagged: bool = False, until: pd.Timestamp | None = None
) -> Release:
    """The release that records are of.

    records   parsed: year, date_end (dates), relid, code_status, iso3
    header    the column names of the file
    tagged    it has a row of HXL tags, as HDX gives yearly releases
    until     the day after which nothing can have happened: records beyond it say nothing of a release
    """
    if until is not None:
        records = records[~(records["year"].gt(until.year) | records["date_end"].gt(until) & records["dated"])]
    years = records["year"]
    years = years[years.between(*YEARS)]
    last = int(years.max()) if len(years) else 0
    named = release_of(name)
    names = {re.sub(r"\W+", "_", column.casefold()) for column in header}
    unclear = ~records["code_status"].isin(("", "Clear")) | records["relid"].str.contains(PLACEHOLDER, regex=False)
    if unclear.any() and years.nunique() < 3:
        return Release(_candidate(records["date_end"], last))
    old = "id" in names and "relid" not in names and "code_status" not in names
    yearly = years.nunique() >= 3 or tagged or old
    if named and not named.startswith("Candidate"):
        covered = 2000 + int(re.search(r"\d\d", named)[0]) - 1  # type: ignore[index]
        if last <= covered:
            return Release(named)
        yearly = True
    elif named and not yearly:
        return Release(named)
    if not yearly:
        return Release(NOT_STATED, stated=False)
    number = f"GED {max(last - 1999, 17)}.1"
    whole = records["iso3"].nunique() >= MANY_COUNTRIES
    return Release(number if whole else f"{number} or later (events to {last})")


def _candidate(ends: pd.Series, year: int) -> str:
    """Candidate releases are numbered by year and month, or by their first and last month: 26.0.8, 21.01.21.12."""
    counts = ends.dropna().dt.to_period("M").value_counts()
    if counts.empty:
        return f"Candidate {year % 100:02d}.0"
    months = counts.index[counts.ge(STRAY * counts.max())]
    first, last = months.min(), months.max()
    if first == last:
        return f"Candidate {first:%y}.0.{first.month}"
    return f"Candidate {first:%y.%m}.{last:%y.%m}"


def rank_of(release: str) -> float:
    """Releases in order of time: GED 21.1 < Candidate 21.0.11 < Candidate 21.01.21.12 < GED 22.1. Those of unknown name come
    first.
    """
    found = re.match(r"(GED|Candidate)\D.*?((\d\d)(?:[._]\d+)+)", release)
    if not found:
        return 0.0
    last = int(re.split("[._]", found[2])[-1])
    return int(found[3]) + (0.5 + last / 1000 if found[1] == "Candidate" else 0.0)


def period_of(release: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """First and last day that a release speaks of, by its publisher's name; None for any other name.

    That of a year covers all years before it; candidates of a month cover that month, those of several, the first to the last.
    """
    if found := re.fullmatch(r"GED (\d\d)\.1(?: \(HDX\))?", release):
        return FIRST_DAY, pd.Timestamp(f"20{int(found[1]) - 1:02d}-12-31")
    if found := re.fullmatch(r"Candidate (\d\d)\.0\.(1[0-2]|0?[1-9])", release):
        ends = [(found[1], found[2])] * 2
    elif found := re.fullmatch(r"Candidate (\d\d)\.(1[0-2]|0?[1-9])\.(\d\d)\.(1[0-2]|0?[1-9])", release):
        ends = [(found[1], found[2]), (found[3], found[4])]
    else:
        return None
    first, last = (pd.Timestamp(2000 + int(year), int(month), 1) for year, month in ends)
    return (first, last + pd.offsets.MonthEnd(0)) if first <= last else None


def is_candidate(release: pd.Series) -> pd.Series:
    """Whether records are of a release that UCDP still revises, or of one that is not stated or has no name of UCDP's."""
    known = {name: "candidate" in name.casefold() or not _YEARLY.match(name) for name in release.unique()}
    return release.map(known).astype(bool)
