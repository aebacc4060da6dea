"""`manifest.json`: what a prepared set was made of, what it covers, and what was left out. No clock is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.engine import digests
from data.model.sources import SOURCES, Part
from data.prepare.core.intake import InputError, Intake, plain
from data.prepare.ucdp.country_years import compare


def input_entries(intakes: Iterable[Intake], folders: Mapping[str, Path]) -> list[dict[str, Any]]:
    """Every file read: sha256, bytes, the tables it feeds. Its name starts with that of the folder it lies in."""
    tables: dict[Path, set[str]] = {}
    for intake in intakes:
        for path in (*intake.files, *intake.beside):
            tables.setdefault(path.resolve(), set()).add(intake.table)
    entries = [
        {"file": _label(path, folders), "sha256": digests.of_file(path), "bytes": path.stat().st_size, "tables": sorted(fed)}
        for path, fed in tables.items()
    ]
    return sorted(entries, key=lambda entry: str(entry["file"]))


def table_entry(frame: pd.DataFrame, intakes: Sequence[Intake]) -> dict[str, Any]:
    """One table: rows, where each record read went, and the period covered, overall and per country."""
    refused = pd.concat([intake.rejects["reason"] for intake in intakes])
    entry: dict[str, Any] = {
        "rows": len(frame),
        "read": sum(intake.read for intake in intakes),
        "kept": sum(len(intake.frame) for intake in intakes),
        "grouped": sum(intake.grouped for intake in intakes),
        "rejected": len(refused),
        "rejects": reasons(refused),
        "repairs": _added(intake.repairs for intake in intakes),
    }
    years = coverage(frame)
    if years is not None and len(years):
        entry["period"] = {"first": int(years["first"].min()), "last": int(years["last"].max())}
        if "last_day" in years:
            entry["period"]["last_day"] = str(years["last_day"].dropna().max())
        entry["countries"] = {country: _period(row) for country, row in years.iterrows()}
    if findings := {key: value for intake in intakes for key, value in intake.findings.items()}:
        entry["findings"] = findings
    if "source_release" in frame:
        counted = frame["events"] if "events" in frame else pd.Series(1, index=frame.index)
        entry["releases"] = {str(name): int(events) for name, events in counted.groupby(frame["source_release"]).sum().items()}
    if sources := sorted(set(frame["source"])) if "source" in frame else []:
        entry["sources"] = {
            source: _edition(source, intakes) | _covers_to(frame[frame["source"].eq(source)], _edition(source, intakes))
            for source in sources
            if source in SOURCES
        }
    return entry


def _edition(source: str, intakes: Sequence[Intake]) -> dict[str, list[Part]]:
    """Which edition of a source the rows are of, where its files say so."""
    said = [part for intake in intakes if source in set(intake.frame["source"]) for part in intake.edition]
    return {"edition": said} if said else {}


def _covers_to(rows: pd.DataFrame, edition: Mapping[str, list[Part]]) -> dict[str, Any]:
    """The last day that rows of one source speak of, or that its edition says it covers; none for rows without time."""
    for kind, *ends in edition.get("edition", ()):
        if kind == "period":
            return {"covers_to": str(pd.Period(str(ends[-1]), "M").end_time.date())}
    found = coverage(rows)
    if found is None or found.empty:
        return {}
    days = found["last_day"].dropna() if "last_day" in found else ()
    if not len(days) and "end" in rows and rows["end"].notna().any():
        days = (str(rows["end"].max().date()),)
    return {"covers_to": max(days) if len(days) else f"{int(found['last'].max())}-12-31"}


def reasons(given: pd.Series) -> dict[str, int]:
    """Rejects by reason, with the numbers inside a reason left out: `duplicate of row N`."""
    return {str(reason): int(count) for reason, count in plain(given).value_counts().sort_index().items()}


def coverage(frame: pd.DataFrame) -> pd.DataFrame | None:
    """First and last year per country, for incidents also the last day known; None for a table without time."""
    if "year" in frame:
        first = last = frame["year"]
    elif "start_year" in frame:
        first, last = frame["start_year"], frame["end_year"].fillna(frame["start_year"])
    elif "start" in frame:
        first, last = frame["start"].dt.year, frame["end"].fillna(frame["start"]).dt.year
    else:
        return None
    spans = pd.DataFrame({"country": frame["countries"] if "countries" in frame else frame["country"]})
    spans = spans.assign(first=first, last=last)
    if "date_precision" in frame and "month" in frame:
        spans["last_day"] = frame["end"].where(frame["date_precision"].ne("year")).dt.strftime("%Y-%m-%d")
    spans = spans.explode("country").dropna(subset=["country", "first"])
    grouped = spans.groupby("country")
    out = grouped.agg({"first": "min", "last": "max"})
    if "last_day" in spans:
        out["last_day"] = grouped["last_day"].agg(lambda days: max(days.dropna(), default=None))
    return out


def differences(incidents: pd.DataFrame, country_years: pd.DataFrame) -> dict[str, Any]:
    """Best deaths of our incidents beside UCDP's own country totals, for the years incidents cover in a country.

    Events that are only possible are left out: UCDP counts what it has cleared.
    """
    incidents = incidents[incidents["reliability"].ne("possible")]
    ends = incidents.groupby("country")["year"].max().astype("int64")
    inside = country_years[country_years["year"] <= country_years["country"].map(ends)]
    differing = compare(incidents, inside)
    by_year = differing.assign(off=differing["difference"].abs()).groupby("year")["off"].sum()
    return {
        "compared": "deaths, best estimate, per country and year up to the last year with incidents in the country",
        "country_years_compared": len(inside),
        "country_years_equal": int(len(inside) - differing["difference"].notna().sum()),
        "deaths_incidents": int(incidents["deaths"].sum()),
        "deaths_country_years": int(inside["deaths"].sum()),
        "absolute_difference_by_year": {str(year): int(off) for year, off in by_year.items() if off},
        "differing": [
            [row.country, int(row.year), int(row.deaths_incidents), _whole(row.deaths_country_year)]
            for row in differing.itertuples()
        ],
        "differing_columns": ["country", "year", "deaths_incidents", "deaths_country_year"],
    }


def fit_of_uncleared(incidents: pd.DataFrame, country_years: pd.DataFrame) -> dict[str, Any]:
    """Whether UCDP's country totals are met better with or without the events that are only possible.

    For every year that has such events and totals: the absolute difference summed over all countries with a total, either
    way, and the countries each way fits better.
    """
    keys = ["country", "year"]
    theirs = country_years.astype({"country": "str", "year": "int64", "deaths": "int64"}).set_index(keys)["deaths"]
    rows = incidents.astype({"country": "str", "year": "int64", "deaths": "int64"})
    possible = rows["reliability"].eq("possible")
    ours, added = (rows[part].groupby(keys)["deaths"].sum().reindex(theirs.index).fillna(0) for part in (~possible, possible))
    both = pd.DataFrame({"without": (ours - theirs).abs(), "with": (ours + added - theirs).abs()})
    out: dict[str, Any] = {}
    for year in sorted(set(rows.loc[possible, "year"]) & set(theirs.index.get_level_values("year"))):
        at = both.xs(year, level="year")
        out[str(year)] = {
            "absolute_difference_without": int(at["without"].sum()),
            "absolute_difference_with": int(at["with"].sum()),
            "better_without": sorted(at.index[at["without"] < at["with"]]),
            "better_with": sorted(at.index[at["with"] < at["without"]]),
        }
    return out


def data_version(folder: Path) -> str:
    """A short hash over the names and bytes of every file of the set."""
    return digests.version(digests.of_files(folder))


def write(folder: Path, manifest: dict[str, Any]) -> None:
    """Write `manifest.json`, the last file of a set, with the digests of all others and its own."""
    digests.seal(folder, manifest, _plain)


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a set whose files are all as they were written. Raises InputError where one is not."""
    path = folder / digests.MANIFEST
    try:
        manifest = digests.opened(path.read_bytes())
        manifest["tables"], manifest["inputs"]
        altered = digests.altered(folder, manifest["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"{path} is missing or damaged: run prepare without --only first") from None
    if altered:
        raise InputError(
            f"{folder}: {len(altered)} files are not as they were written, first {altered[0]}: run prepare without --only first"
        )
    return manifest


def _plain(value: Any) -> Any:
    """numpy and pandas values as JSON has them."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, set | frozenset | np.ndarray):
        return sorted(value)
    if value is pd.NA or value is pd.NaT:
        return None
    return str(value)


def _period(row: pd.Series) -> dict[str, Any]:
    period = {"first": int(row["first"]), "last": int(row["last"])}
    return period | {"last_day": row["last_day"]} if isinstance(row.get("last_day"), str) else period


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _added(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in counts:
        for reason, count in part.items():
            total[reason] = total.get(reason, 0) + count
    return total


def _label(path: Path, folders: Mapping[str, Path]) -> str:
    for name, folder in folders.items():
        if path.is_relative_to(folder.resolve()):
            return f"{name}/{path.relative_to(folder.resolve()).as_posix()}"
    return path.name
