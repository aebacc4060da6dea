"""`python -m data.prepare --refresh [ucdp inform unodc]`: what a person sees and is asked."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import typer
from rich.console import Console

from data.command import complaints, progress
from data.prepare.refresh.changes import Changes, shown
from data.prepare.refresh.download import Fetched, fetch
from data.prepare.refresh.run import Refreshed, Wanted, refresh, total_steps

_MEGABYTE = 1e6


def run(wanted: Wanted, yes: bool) -> None:
    """Refresh and say what changed. Raises what `refresh` raises; asks a person before anything is lost, unless `yes`."""
    console = Console()
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

        done = refresh(wanted, fetched, agree, step)
    _report(done, wanted, console)


def _report(done: Refreshed, wanted: Wanted, console: Console) -> None:
    for file in done.files:
        state = "as before" if file.unchanged else f"{file.size / _MEGABYTE:.1f} MB"
        console.print(f"{file.path.name}: {state}, {file.address}", soft_wrap=True, highlight=False)
    if done.manifest is None or done.changes is None:
        console.print("The publishers have nothing newer: the set is as it was.")
        return
    if not done.changes.lost:
        _tell(done.changes, console)
    if done.vintage:
        console.print(f"The set before is kept in {done.vintage}", soft_wrap=True, highlight=False)
    console.print(f"Data version {done.manifest['data_version']} in {wanted.out}", soft_wrap=True, highlight=False)


def _tell(found: Changes, console: Console) -> None:
    for grid in shown(found):
        console.print(grid)
    for lost in found.lost:
        console.print(f"Lost: {lost}", highlight=False)


def today() -> datetime.date:
    """The day of this refresh, by which the newest releases are looked for."""
    return datetime.datetime.now(datetime.UTC).date()
