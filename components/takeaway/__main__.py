"""`python -m components.takeaway mali chad --lang fr --edition shareable --format pdf pptx zip --out FOLDER`: files to hand out.

A storyboard is one that ships, or a JSON file. Each file appears whole or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from components.briefing import compose as briefings
from components.briefing.value import Edition
from components.command import SEVERAL, known, make_all, prepare
from components.takeaway import printing
from components.takeaway.audience_feedback import NOTHING, sent
from components.takeaway.batch import Order, make
from components.text.words import LANGUAGES, words
from components.workshop import boards, notes, room_table
from components.workshop.database import OutOfReach
from components.workshop.value import Storyboard
from data.command import complaints, run


def main(
    names: Annotated[list[str] | None, typer.Argument(help=f"Storyboards: {', '.join(boards.SHIPPED)}, or JSON files.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All storyboards that ship.")] = False,
    lang: Annotated[list[str] | None, typer.Option(help="Languages: en, fr, es. A bundle opens with the first.")] = None,
    edition: Annotated[str, typer.Option(help="shareable or internal.")] = briefings.EDITIONS[0],
    format_: Annotated[list[str] | None, typer.Option("--format", help="pdf, pptx, zip (offline bundle).")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("takeaway"),
    room: Annotated[str, typer.Option(help="Code of the room whose notes are printed, too.")] = "",
    undecided: Annotated[bool, typer.Option(help="In the internal edition also messages neither shown nor hidden.")] = False,
    cleared: Annotated[bool, typer.Option("--cleared", help="They have been cleared for publication.")] = False,
) -> None:
    """Make storyboards as PDF, slides and offline bundles."""
    languages, formats = tuple(dict.fromkeys(lang or ["en"])), tuple(dict.fromkeys(format_ or ["pdf"]))
    wanted = boards.SHIPPED if every else tuple(dict.fromkeys(names or ()))
    try:
        known([("language", languages, tuple(LANGUAGES)), ("edition", (edition,), briefings.EDITIONS),
               ("format", formats, tuple(printing.FORMATS))])  # fmt: skip
        found = _boards(wanted)
        room = _known_room(room)
        prepare(out)
        received = {board.id: sent(room, board, undecided) if room else NOTHING for board in found}
    except (ValueError, OutOfReach) as error:
        complaints.print(f"Nothing was made: {error}", markup=False)
        raise typer.Exit(2) from None
    asked, today = cast(Edition, edition), datetime.date.today()
    orders = [Order(one, languages, formats, asked, cleared, today, received[one.id], out) for one in found]
    make_all("storyboards", make, orders, sum(len(order.files) for order in orders), out)


def _boards(names: Sequence[str]) -> list[Storyboard]:
    """The storyboards named. ValueError with a sentence for what there is not, or where two would write the same files."""
    if not names:
        raise ValueError("name one or more storyboards, or --all")
    found = [boards.shipped(name) if name in boards.SHIPPED else _opened(name) for name in names]
    if len({board.id for board in found}) < len(found):
        raise ValueError("two of these storyboards have the same id: their files would have the same names")
    return found


def _known_room(code: str) -> str:
    """The code of a room as it is kept. ValueError for one that nothing is known of."""
    code = code.strip().lower()
    if code and not notes.any_from(code) and room_table.one(code) is None:
        raise ValueError(f"nothing was sent in a room {code[:20]!r}; its code is the end of the address that phones open")
    return code


def _opened(name: str) -> Storyboard:
    """The storyboard of a file; what of it cannot be used is said, and the slides that are whole are kept."""
    path = Path(name)
    if not path.suffix and not path.exists():
        raise ValueError(f"there is no storyboard {name!r}; choose among {', '.join(boards.SHIPPED)}, or name a JSON file")
    try:
        read = boards.load(path.read_bytes())
    except OSError as error:
        raise ValueError(f"the file {name} cannot be read ({error.strerror or error})") from None
    said = f"{name}: {boards.said(read.problems, words('en'))}" if read.problems else ""
    if read.board is None:
        raise ValueError(said)
    if said:
        complaints.print(said, markup=False)
    return read.board


if __name__ == "__main__":
    run(main, "components.takeaway", SEVERAL)
