"""`python -m data.prepare --refresh [ucdp inform unodc]`: what a person sees and is asked."""

from __future__ import annotations

import datetime
import sys
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from data.command import complaints, progress
from data.prepare.changes import Changes, shown
from data.prepare.core import report
from data.prepare.refresh.download import Fetched, fetch
from data.prepare.refresh.run import Refreshed, Wanted, refresh, total_steps

#: Letters in a line of the table of changes: in a narrower window the lines are broken, but no number is cut.
WIDE = 96


def run(wanted: Wanted, yes: bool) -> None:
    """Refresh and say what changed. Raises what `refresh` raises; asks a person before anything is lost, unless `yes`."""
    console = Console(width=max(WIDE, complaints.width), soft_wrap=True)
    with progress(40) as bar:
        task = bar.add_task("Starting", total=total_steps(wanted))

        def step(what: str) -> None:
            bar.update(task, description=what, advance=1, refresh=True)

        def fetched(address: str, path: Path, *, page: bool = False) -> Fetched:
            bar.update(task, description=path.name, refresh=True)
            return fetch(address, path, said=complaints.print, page=page)

        def agree(found: Changes) -> bool:
            bar.stop()
            _tell(found, console)
            return yes or (sys.stdin.isatty() and typer.confirm("Take the new files in all the same?", default=False))

        done = refresh(replace(wanted, agreed=yes), fetched, agree, step)
    _report(done, wanted, console)


def _report(done: Refreshed, wanted: Wanted, console: Console) -> None:
    for file in done.files:
        state = "as before" if file.unchanged else _size(file.size)
        host = f", handed over to {file.handed_over}" if file.handed_over else ""
        console.print(f"{file.path.name}: {state}, {file.address}{host}", highlight=False)
    for path in done.replaced:
        console.print(f"{path.name}: removed, newer files take its place", highlight=False)
    if done.manifest is None or done.changes is None:
        console.print("The publishers have nothing newer: the set is as it was.")
        return
    if not done.changes.lost:
        _tell(done.changes, console)
    report.rejects(console, wanted.tables, wanted.out)
    report.notes(console, wanted.tables, done.manifest)
    if done.vintage:
        console.print(f"The set before is kept in {done.vintage}", highlight=False)
    console.print(f"Data version {done.manifest['data_version']} in {wanted.out}", highlight=False)


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} kB"


def _tell(found: Changes, console: Console) -> None:
    for grid in shown(found):
        console.print(grid)
    for lost in found.lost:
        console.print(f"Lost: {lost}", highlight=False)


def today() -> datetime.date:
    """The day of this refresh, by which the newest releases are looked for."""
    return datetime.datetime.now(datetime.UTC).date()
