"""What the commands have in common that make files to hand out: a folder, every core, progress, a table at the end.

Files are made in new processes, which know no `__main__`: what makes them stands in a module of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple, TypeVar

import typer
from rich.console import Console
from rich.table import Table as Grid

from data.command import complaints, progress

#: Options that may be followed by several values.
SEVERAL = ("--lang", "--format")
Order = TypeVar("Order")


class Made(NamedTuple):
    """A file that was made: its size in bytes and the seconds it took."""

    path: Path
    size: int
    seconds: float


def written(path: Path, body: bytes, start: float) -> Made:
    """Write a file beside its place and move it there: it appears whole or not at all. `start` is when work on it began."""
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(body)
    unfinished.replace(path)
    return Made(path, len(body), time.monotonic() - start)


def known(asked: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> None:
    """ValueError with a sentence for what there is not: each a kind, the values asked for, and those there are."""
    for kind, values, there in asked:
        for value in values:
            if value not in there:
                raise ValueError(f"there is no {kind} {value!r}; choose among {', '.join(there)}")


def prepare(out: Path) -> None:
    """The folder, if files can be made in it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f".arms-lens-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise ValueError(f"the folder {out} cannot be written ({error.strerror or error}); choose another with --out") from None


def make_all(what: str, make: Callable[[Order], Sequence[Made]], orders: Sequence[Order], files: int, out: Path) -> None:
    """Make all files, each order in a process of its own. Exit with a sentence when not all were made."""
    start = time.monotonic()
    found: list[Made] = []
    try:
        with progress(44) as shown:
            task = shown.add_task("Starting", total=files)
            for made in _made_of(make, orders):
                shown.update(task, description=made[-1].path.stem, advance=len(made), refresh=True)
                found += made
    except (OSError, BrokenExecutor) as error:
        complaints.print(f"Not all {what} were made: {error}", markup=False)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complaints.print("Interrupted: the files made so far are whole.")
        raise typer.Exit(130) from None
    console = Console()
    console.print(_summary(what, found))
    console.print(
        f"{len(found)} {'file' if len(found) == 1 else 'files'} in {out}, {time.monotonic() - start:.0f} s", soft_wrap=True
    )


def _made_of(make: Callable[[Order], Sequence[Made]], orders: Sequence[Order]) -> Iterator[Sequence[Made]]:
    """Files as they are finished. What is not begun when one fails is dropped."""
    pool = ProcessPoolExecutor(min(os.cpu_count() or 1, len(orders)), multiprocessing.get_context("spawn"))
    try:
        for future in as_completed([pool.submit(make, order) for order in orders]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _summary(what: str, found: Sequence[Made]) -> Grid:
    grid = Grid("File", "kB", "s", title=what.capitalize())
    for column in grid.columns[1:]:
        column.justify = "right"
    for made in sorted(found, key=lambda made: made.path.name):
        grid.add_row(made.path.name, f"{made.size / 1000:,.0f}", f"{made.seconds:.1f}")
    return grid
