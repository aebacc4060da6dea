"""What a finished run tells of the rows turned away, and what its reader should know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console

from data.command import visible
from data.model.precision import UNPLACED
from data.prepare.core.intake import by_reason

#: Reasons told for each table; all are in the list of rejects.
REASONS = 3
#: Columns of incidents that `places` reads.
PLACED = ("events", "location_precision", "precision_basis")


def rejects(console: Console, tables: Collection[str], out: Path) -> None:
    """The commonest reasons for rows turned away, and all such rows as a CSV file beside the set."""
    found = pd.read_parquet(out / "rejects.parquet")
    for table, rows in found[found["table"].isin(tables)].groupby("table", sort=False):
        reasons = by_reason(rows)
        for reason in reasons.head(REASONS).itertuples():
            value = f": {reason.value!r}" if reason.value else ""
            first = f"first {reason.file}, line {reason.row}{value}"
            example = "for example " if reason.kinds > 1 else ""
            told = f"{table}: {reason.rows:,} turned away, {example}{reason.reason} ({first})"
            console.print(visible(told), markup=False, highlight=False, soft_wrap=True)
        if more := reasons.iloc[REASONS:]["rows"].sum():
            told = f"{table}: {more:,} more turned away, for {len(reasons) - REASONS} other reasons"
            console.print(visible(told), markup=False, highlight=False, soft_wrap=True)
    listed = out.resolve().with_name(f"{out.resolve().name}.rejects.csv")
    found.to_csv(listed, index=False)
    console.print(visible(f"Every row turned away: {listed}"), markup=False, highlight=False, soft_wrap=True)


def places(console: Console, incidents: pd.DataFrame) -> None:
    """How many events have no point of their own, and for how many the precision of the place was inferred."""
    counts = incidents["events"].astype("int64")
    coarse = int(counts[incidents["location_precision"].isin(UNPLACED)].sum())
    inferred = int(counts[~incidents["precision_basis"].isin(("stated", "unknown"))].sum())
    if coarse:
        console.print(f"incidents: {coarse:,} of {counts.sum():,} events have no point", highlight=False)
    if inferred:
        console.print(f"incidents: precision inferred for {inferred:,} of {counts.sum():,} events", highlight=False)


def notes(console: Console, tables: Collection[str], manifest: Mapping[str, Any]) -> None:
    """Which release each file is, what was understood although it was written otherwise, what a reader should know besides."""
    for table in tables:
        for file, release in manifest["tables"][table].get("findings", {}).get("releases", {}).items():
            console.print(visible(f"{table}: {file} read as {release}"), markup=False, highlight=False, soft_wrap=True)
        for what, count in manifest["tables"][table]["repairs"].items():
            if count:
                console.print(visible(f"{table}: {what} ({count:,})"), markup=False, highlight=False, soft_wrap=True)
        for note in manifest["tables"][table].get("findings", {}).get("notes", ()):
            console.print(visible(note), markup=False, highlight=False, soft_wrap=True)
