"""`python -m components.briefing MLI COL --lang fr --edition shareable --format pdf pptx --out FOLDER`: briefings as files.

Every core makes files; each file appears whole or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from components.briefing import compose, render_worker
from components.briefing.batch import Order, make
from components.briefing.value import EDITIONS, Edition
from components.command import SEVERAL, known, make_all, prepare
from components.text.words import LANGUAGES
from data.command import complaints, run


def main(
    areas: Annotated[list[str] | None, typer.Argument(help="Areas: ISO3 codes, or west-africa.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All areas that have a briefing.")] = False,
    lang: Annotated[list[str] | None, typer.Option(help="Languages: en, fr, es.")] = None,
    edition: Annotated[str, typer.Option(help="shareable or internal.")] = EDITIONS[0],
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
        prepare(out)
    except ValueError as error:
        complaints.print(f"No briefing was made: {error}", markup=False)
        raise typer.Exit(2) from None
    asked = cast(Edition, edition)
    orders = [Order(f, area, one, asked, cleared, today, out) for area in wanted for one in languages for f in formats]
    make_all("briefings", make, orders, len(orders), out)


def _check(areas: Sequence[str], languages: Sequence[str], edition: str, formats: Sequence[str]) -> None:
    """ValueError with a sentence for what there is not."""
    if not areas:
        raise ValueError("name one or more areas, or --all")
    asked = (("area", areas, tuple(compose.AREAS)), ("language", languages, tuple(LANGUAGES)),
             ("edition", (edition,), EDITIONS), ("format", formats, tuple(render_worker.FORMATS)))  # fmt: skip
    known(asked)


if __name__ == "__main__":
    run(main, "components.briefing", SEVERAL)
