"""`python -m data.prepare`: raw files of the publishers → the prepared set the app is fed from."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table as Grid

from data.command import ALL, complaints, progress, run, visible
from data.contracts import TABLES
from data.engine.digests import MANIFEST
from data.engine.engine import EngineError
from data.engine.engines import open_engine
from data.model.categories import CURATED
from data.model.tables import ContractError
from data.prepare import rollups
from data.prepare.build import build, steps
from data.prepare.changes import replacing
from data.prepare.core import report
from data.prepare.core.adapter import Order
from data.prepare.core.intake import InputError
from data.prepare.core.publish import published
from data.prepare.joins import NEEDS
from data.prepare.refresh import command as refreshing
from data.prepare.refresh.run import Wanted

OUT = Path(__file__).parents[1] / "prepared"
RAW = Path(__file__).parents[3] / "shared" / "data"

#: Options that may be followed by several values.
SEVERAL = ("--only", "--ged", "--release", "--refresh")
#: Those of them that stand for all where none follows.
ALONE = ("--refresh",)


def main(
    raw: Annotated[Path, typer.Option(help="Folder with the publishers' files.")] = RAW,
    out: Annotated[Path, typer.Option(help="Folder of the prepared set.")] = OUT,
    only: Annotated[list[str] | None, typer.Option(help="Rebuild these tables only.")] = None,
    ged: Annotated[list[Path] | None, typer.Option(help="UCDP GED file instead of the regional one.")] = None,
    release: Annotated[
        list[str] | None,
        typer.Option(help='Release of each --ged file, or of all: "GED 25.1", "Candidate 26.0.8".'),
    ] = None,
    events: Annotated[bool, typer.Option("--events", help="One row an event: no grouping.")] = False,
    curated: Annotated[Path, typer.Option(help="Folder with the hand-compiled tables.")] = CURATED,
    refresh: Annotated[
        list[str] | None, typer.Option(help="Fetch the newest files of ucdp, inform, unodc (none named: all), and take them in.")
    ] = None,
    downloads: Annotated[Path | None, typer.Option(help="Folder for what is fetched.  [default: beside --out]")] = None,
    engine: Annotated[
        str | None,
        typer.Option(help="Read no raw files: roll up the events that lie in --out anew with this engine, duckdb or spark."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Go on where what was known is lost, or most rows of a file are turned away.")
    ] = False,
) -> None:
    """Prepare all tables, or some. The previous set stays whole until the new one is complete and checked."""
    warnings.filterwarnings("ignore", module="openpyxl")  # on styles of workbooks we only read numbers from
    order = Order(raw, curated, tuple(only or ()), tuple(ged or ()), events, tuple(release or ()), yes)
    try:
        if refresh is not None:
            groups = tuple(name for name in refresh if name != ALL)
            kept = downloads or out.resolve().with_name("downloads")
            return refreshing.run(Wanted(groups, out, curated, kept, refreshing.today()), yes)
        if engine is not None:
            return _roll_up(out, engine)
        _check_names(order)
        with published(out) as folder, progress(32) as shown:
            task = shown.add_task("Starting", total=steps(order))

            def step(what: str) -> None:
                shown.update(task, description=what, advance=1, refresh=True)

            # A new folder takes what is not ordered from the set that the repository carries.
            previous = out if (out / MANIFEST).is_file() or not order.only else OUT
            manifest = build(order, folder, previous, step)
            lost = replacing(out, folder, order.wanted).told if out.is_dir() else ""
            if lost and not yes:
                shown.stop()
                _ask(lost)
            shown.update(task, description="Done")
    except (InputError, ContractError, EngineError) as error:
        complaints.print(visible(f"Nothing was published. {error}"), markup=False)
        raise typer.Exit(1) from None
    except OSError as error:
        where = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else error
        own = str(error.filename or "").startswith(str(out.parent))
        fix = "; name a folder that can be written with --out" if own else ""
        complaints.print(visible(f"Nothing was published: {where}{fix}."), markup=False)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complaints.print("Interrupted: the previous set is as it was.")
        raise typer.Exit(130) from None
    console = Console()
    if lost:
        console.print(f"Lost: {lost}", highlight=False, soft_wrap=True)
    console.print(_summary(manifest, order.wanted))
    if carried := len(manifest["tables"]) - len(order.wanted):
        console.print(f"{carried} other tables are carried over as they were")
    report.rejects(console, order.wanted, out)
    report.notes(console, order.wanted, manifest)
    if "incidents" in order.wanted:
        report.places(console, pd.read_parquet(out / "incidents.parquet", columns=list(report.PLACED)))
    console.print(f"Data version {manifest['data_version']} in {out}", soft_wrap=True)
    for table in _outdated(order):
        console.print(f"{table} keeps joins with tables of the previous set: add --only {table} to renew them")


def _ask(lost: str) -> None:
    """Ask a person before a set takes the place of one that knows more. Raises InputError where nobody agrees."""
    said = f"The new set would lose what --out holds: {lost}"
    if not sys.stdin.isatty():
        raise InputError(f"{said}; give all files together (--ged A B), name a new folder with --out, or add --yes")
    complaints.print(visible(f"{said}."), markup=False)
    if not typer.confirm("Replace it all the same?", default=False):
        raise InputError("Give all files together (--ged A B), or name a new folder with --out.")


def _roll_up(out: Path, engine: str) -> None:
    made = rollups.renew(out, open_engine(engine))
    grid = Grid("Roll-up", "Rows", title="Rolled up")
    grid.columns[1].justify = "right"
    for name, rows in made["rollups"].items():
        grid.add_row(name, f"{rows:,}")
    console = Console()
    console.print(grid)
    console.print(f"Data version {made['data_version']} in {out}", soft_wrap=True)


def _check_names(order: Order) -> None:
    unknown = [name for name in order.only if name not in TABLES]
    if unknown:
        raise InputError(f"--only {unknown[0]} is no table; choose among {', '.join(TABLES)}")
    for option, path in (("--raw", order.raw), *(("--ged", path) for path in order.ged_files)):
        if address := re.match(r"(https?|ftp|s3):/+", str(path)):
            named = str(path).replace(address[0], f"{address[1]}://")
            raise InputError(f"{option} {named}: addresses are not read; download the file first, or fetch it with --refresh")
    if not order.raw.is_dir():
        raise InputError(f"{order.raw} is no folder: name the folder with the publishers' files with --raw")


def _outdated(order: Order) -> list[str]:
    """Tables carried over although something they are joined with was rebuilt."""
    return [table for table, needs in NEEDS.items() if table not in order.wanted and set(needs) & set(order.wanted)]


def _summary(manifest: dict[str, Any], made: Collection[str]) -> Grid:
    grid = Grid("Table", "Read", "Kept", "Grouped", "Rejected", "Period", title="Prepared")
    for column in grid.columns[1:5]:
        column.justify = "right"
    for name in made:
        entry = manifest["tables"][name]
        counts = (f"{entry[key]:,}" for key in ("read", "kept", "grouped", "rejected"))
        period = entry.get("period")
        grid.add_row(name, *counts, f"{period['first']}–{period['last']}" if period else "")
    return grid


if __name__ == "__main__":
    run(main, "data.prepare", SEVERAL, ALONE)
