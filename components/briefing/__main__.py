"""`python -m components.briefing MLI COL --lang fr --edition shareable --format pdf pptx --out FOLDER`: briefings as files.

Every core makes files; each file appears whole or not at all.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.console import Console
from rich.table import Table as Grid

from components.briefing import compose, press
from components.briefing.batch import Made, Order, made_of
from components.briefing.value import EDITIONS, Edition
from components.words import LANGUAGES
from data.command import complaints, progress, run

#: Options that may be followed by several values.
SEVERAL = ("--lang", "--format")


def main(
    areas: Annotated[list[str] | None, typer.Argument(help="Areas: ISO3 codes, or west-africa.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All areas that have a briefing.")] = False,
    lang: Annotated[list[str] | None, typer.Option(help="Languages: en, fr, es.")] = None,
    edition: Annotated[str, typer.Option(help="internal or shareable.")] = "shareable",
    format_: Annotated[list[str] | None, typer.Option("--format", help="pdf, pptx.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("briefings"),
    cleared: Annotated[bool, typer.Option("--cleared", help="They have been cleared for publication.")] = False,
) -> None:
    """Make briefings as PDF and slides."""
    today = datetime.date.today()
    languages, formats = tuple(dict.fromkeys(lang or ["en"])), tuple(dict.fromkeys(format_ or ["pdf"]))
    wanted = tuple(compose.AREAS) if every else tuple(dict.fromkeys(areas or ()))
    try:
        _check(wanted, languages, edition, formats)
        _prepare(out)
    except ValueError as error:
        complaints.print(f"No briefing was made: {error}", markup=False)
        raise typer.Exit(2) from None
    known = cast(Edition, edition)
    orders = [Order(f, area, one, known, cleared, today, out) for area in wanted for one in languages for f in formats]
    start = time.monotonic()
    try:
        found = list(_made(orders))
    except (OSError, BrokenExecutor) as error:
        complaints.print(f"Not all briefings were made: {error}", markup=False)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complaints.print("Interrupted: the files made so far are whole.")
        raise typer.Exit(130) from None
    console = Console()
    console.print(_summary(found))
    console.print(f"{len(found)} files in {out}, {time.monotonic() - start:.0f} s", soft_wrap=True)


def _check(areas: Sequence[str], languages: Sequence[str], edition: str, formats: Sequence[str]) -> None:
    """ValueError with a sentence for what there is not."""
    if not areas:
        raise ValueError("name one or more areas, or --all")
    asked = (("area", areas, compose.AREAS), ("language", languages, LANGUAGES), ("edition", (edition,), EDITIONS),
             ("format", formats, press.FORMATS))  # fmt: skip
    for kind, values, known in asked:
        for value in values:
            if value not in known:
                raise ValueError(f"there is no {kind} {value!r}; choose among {', '.join(known)}")


def _prepare(out: Path) -> None:
    """The folder, if files can be made in it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f".arms-lens-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise ValueError(f"the folder {out} cannot be written ({error.strerror or error}); choose another with --out") from None


def _made(orders: Sequence[Order]) -> Iterator[Made]:
    """Files as they are finished, with progress."""
    with progress(44) as shown:
        task = shown.add_task("Starting", total=len(orders))
        for made in made_of(orders):
            shown.update(task, description=made.order.path.stem, advance=1, refresh=True)
            yield made


def _summary(found: Sequence[Made]) -> Grid:
    grid = Grid("File", "kB", "s", title="Briefings")
    for column in grid.columns[1:]:
        column.justify = "right"
    for made in sorted(found, key=lambda made: made.order.path.name):
        grid.add_row(made.order.path.name, f"{made.size / 1000:,.0f}", f"{made.seconds:.1f}")
    return grid


if __name__ == "__main__":
    run(main, "components.briefing", SEVERAL)
