"""Prints what is taken away, in the process of the press: drawing pictures would keep everybody's pages waiting."""

from __future__ import annotations

import datetime
from functools import lru_cache

from components.briefing import render_worker
from components.briefing.value import Edition
from components.takeaway.audience_feedback import NOTHING, Sent
from components.takeaway.value import Takeaway
from components.workshop import boards
from components.workshop.value import Storyboard

#: Media type by format.
FORMATS = {**render_worker.FORMATS, "zip": "application/zip"}
#: Storyboards composed lately, each some 5 MB of pictures: whoever takes one format often takes another.
_KEPT = 6


def printed(
    format_: str, board: Storyboard, languages: tuple[str, ...], edition: Edition, cleared: bool, made_on: datetime.date,
    sent: Sent = NOTHING,
) -> bytes:  # fmt: skip
    """A storyboard as a file of one of FORMATS, made by the press; only a bundle holds more than the first language."""
    return render_worker.render(rendered, format_, boards.dump(board), languages, edition, cleared, made_on, sent)


def rendered(
    format_: str, file: bytes, languages: tuple[str, ...], edition: Edition, cleared: bool, made_on: datetime.date, sent: Sent
) -> bytes:
    """The same, made here. `file` is the storyboard's."""
    kept = languages if format_ == "zip" else languages[:1]
    found = [_composed(file, language, edition, cleared, made_on, sent) for language in kept]
    if format_ == "zip":
        from components.takeaway.bundle import bundle

        return bundle(found)
    if format_ == "pdf":
        from components.takeaway.pdf import pdf

        return pdf(found[0])
    from components.takeaway.slides import slides

    return slides(found[0])


@lru_cache(_KEPT)
def _composed(file: bytes, language: str, edition: Edition, cleared: bool, made_on: datetime.date, sent: Sent) -> Takeaway:
    from components.takeaway.compose import takeaway

    board = boards.load(file).board
    assert board is not None, "a storyboard writes files that it can read"
    return takeaway(board, language, edition, cleared, made_on, sent)


def file_name(format_: str, board: str, languages: tuple[str, ...], edition: Edition, made_on: datetime.date) -> str:
    said = "-".join(languages if format_ == "zip" else languages[:1])
    return f"arms-lens_workshop-{board}_{said}_{edition}_{made_on.isoformat()}.{format_}"
