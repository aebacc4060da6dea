"""From adapters to one checked set of tables: read, join, check against the contracts and the raw sums, write."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from data.contracts import TABLES
from data.engine.duckdb_engine import DuckDBEngine
from data.prepare import colombia, curated, ground, inform, manifest, rollups, sipri, ucdp, unodc
from data.prepare.core.adapter import Adapter, Made, Order
from data.prepare.core.intake import InputError, refuse_spoilt
from data.prepare.core.publish import write_rejects, write_table
from data.prepare.ground import boundaries
from data.prepare.joins import NEEDS, join
from data.prepare.sums import check_sums, sums_of_files
from data.prepare.ucdp.text_workers import beside

Manifest = dict[str, Any]

#: All adapters, in the order the joins need them.
ADAPTERS: tuple[Adapter, ...] = (
    *ground.ADAPTERS,
    *curated.ADAPTERS,
    *sipri.ADAPTERS,
    *unodc.ADAPTERS,
    *colombia.ADAPTERS,
    *inform.ADAPTERS,
    *ucdp.ADAPTERS,
)
#: How many source records a row stands for, where that is not one.
COUNTED = {
    "incidents": "events",
    "flows": "deals",
    "mine_victims": "records",
    "police_homicides": "records",
    "police_seizures": "records",
}


def build(order: Order, folder: Path, previous: Path, step: Callable[[str], None]) -> Manifest:
    """Fill `folder` with a whole set of tables and return its manifest; `step` hears what is being done.

    Tables not ordered are carried over from `previous`. Raises InputError or ContractError; nothing is published then.
    """
    old = _previous_manifest(order, previous)
    made = Made(previous, old["tables"] if old else {})
    for adapter in ADAPTERS:
        if set(adapter.tables) & set(order.wanted):
            step(f"Reading {adapter.name}")
            for intake in adapter.read(order, made):
                if not order.agreed:
                    refuse_spoilt(intake)
                made.intakes.setdefault(intake.table, []).append(intake)
                if intake.table == "incidents":
                    # Values of millions of rejects would take a gigabyte on their way to another process.
                    refused = intake.rejects[["file", "row", "reason"]].astype({"file": "category", "reason": "category"})
                    made.counted = beside(intake.files, sums_of_files, refused)
            _make(order, adapter, made)
    return _write(order, folder, made, old, step)


def steps(order: Order) -> int:
    """How often `build` will call `step`."""
    return sum(bool(set(adapter.tables) & set(order.wanted)) for adapter in ADAPTERS) + len(order.wanted) + 3


def _make(order: Order, adapter: Adapter, made: Made) -> None:
    """Turn the intakes of a table into its frame as soon as its last adapter was read."""
    last = {table: one for one in ADAPTERS for table in one.tables}
    for table in adapter.tables:
        if table not in order.wanted or last[table] is not adapter:
            continue
        if table not in made.intakes:
            raise InputError(f"{table}: its adapter returned nothing; this is a defect of prepare")
        frame = pd.concat([intake.frame for intake in made.intakes[table]], ignore_index=True)
        joined = join(table, frame, {need: made.frame(need) for need in NEEDS.get(table, ())})
        made.frames[table] = TABLES[table].check(TABLES[table].conform(joined))
        _check_count(table, made)


def _check_count(table: str, made: Made) -> None:
    """Nothing is lost: read = kept + grouped + rejected, and what a row stands for adds up as well."""
    intakes = made.intakes[table]
    for intake in intakes:
        if intake.grouped < 0:
            raise InputError(
                f"{table}: {intake.read} records were read, but {len(intake.frame)} rows kept and "
                f"{len(intake.rejects)} rejected; this is a defect of its adapter"
            )
    if table in COUNTED:
        standing = int(made.frames[table][COUNTED[table]].sum())
        read, rejected = sum(i.read for i in intakes), sum(len(i.rejects) for i in intakes)
        if read != standing + rejected:
            raise InputError(f"{table}: {read} records read, but {standing} kept or grouped and {rejected} rejected")


def _write(order: Order, folder: Path, made: Made, old: Manifest | None, step: Callable[[str], None]) -> Manifest:
    entries: dict[str, Any] = {}
    for name, table in TABLES.items():
        if name in order.wanted:
            step(f"Writing {name}")
            write_table(table, made.frames[name], folder)
            entries[name] = manifest.table_entry(made.frames[name], made.intakes[name])
        elif old is not None:
            shutil.copy2(made.previous / f"{name}.parquet", folder)
            entries[name] = old["tables"][name]
    _agree_on_days(entries)
    step("Rolling incidents up")
    rolled_up = rollups.build(folder, DuckDBEngine()) if "incidents" in entries else {}
    step("Writing the basemap")
    _write_basemap(order, folder, made)
    _write_rejects(order, folder, made)
    step("Comparing with the raw files")
    described: Manifest = {
        "data_version": "",
        "inputs": _inputs(order, made, old),
        "tables": entries,
        "rollups": rolled_up,
        **_comparisons(order, made, old or {}),
    }
    described["data_version"] = manifest.data_version(folder)
    manifest.write(folder, described)
    return described


def _agree_on_days(entries: dict[str, Any]) -> None:
    """A source of events speaks of the days that its releases do: a few of their events go on for days after."""
    for source, about in entries.get("coverage", {}).get("sources", {}).items():
        if (own := entries["incidents"].get("sources", {}).get(source)) and "covers_to" in about:
            own["covers_to"] = about["covers_to"]


def _comparisons(order: Order, made: Made, old: Manifest) -> Manifest:
    """Our sums beside the raw files' and beside UCDP's country totals."""
    compared = {name: old.get(name) for name in ("sums", "differences", "uncleared")}
    if "incidents" in order.wanted:
        frame = made.frames["incidents"]
        compared["sums"] = check_sums(frame, made.counted())
        compared["uncleared"] = manifest.fit_of_uncleared(frame, made.frame("country_years"))
    if {"incidents", "country_years"} & set(order.wanted):
        compared["differences"] = manifest.differences(made.frame("incidents"), made.frame("country_years"))
    return compared


def _write_basemap(order: Order, folder: Path, made: Made) -> None:
    drawn = ("countries", "admin1", "borders")
    if set(drawn) & set(order.wanted):
        boundaries.write_basemap(folder, order.raw, {name: made.frame(name) for name in drawn})
    else:
        shutil.copytree(made.previous / "basemap", folder / "basemap")


def _write_rejects(order: Order, folder: Path, made: Made) -> None:
    parts = [intake.rejects for name in order.wanted for intake in made.intakes[name]]
    if order.only:
        before = pd.read_parquet(made.previous / "rejects.parquet")
        parts.append(before[~before["table"].isin(order.wanted)])
    frame = pd.concat(parts, ignore_index=True).astype({"row": "int64"})
    write_rejects(frame.sort_values(["table", "file", "row", "reason"], kind="stable"), folder)


def _inputs(order: Order, made: Made, old: Manifest | None) -> list[dict[str, Any]]:
    """Files read now, and those of the set before that feed tables carried over."""
    wanted = [intake for name in order.wanted for intake in made.intakes[name]]
    new = manifest.input_entries(wanted, {"raw": order.raw, "curated": order.curated})
    entries = {entry["file"]: entry for entry in new}
    for entry in (old or {}).get("inputs", []):
        carried = [table for table in entry["tables"] if table not in order.wanted]
        if carried:
            now = entries.setdefault(entry["file"], {**entry, "tables": []})
            now["tables"] = sorted({*now["tables"], *carried})
    return [entries[file] for file in sorted(entries)]


def _previous_manifest(order: Order, previous: Path) -> Manifest | None:
    """The manifest of the set that `--only` carries tables over from."""
    if not order.only:
        return None
    old = manifest.read(previous)
    missing = [name for name in TABLES if name not in order.wanted and name not in old["tables"]]
    if missing:
        raise InputError(f"{previous} lacks {len(missing)} tables, first {missing[0]}: run prepare without --only first")
    return old
