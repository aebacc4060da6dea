"""Storyboards taken away, composed and written once for all tests."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from components.briefing.value import Edition
from components.takeaway.audience_feedback import Sent
from components.takeaway.bundle import bundle
from components.takeaway.compose import takeaway
from components.takeaway.pdf import pdf
from components.takeaway.slides import slides
from components.takeaway.value import Takeaway
from components.workshop import boards
from components.workshop.value import Storyboard

DAY = datetime.date(2026, 11, 23)
#: What a room may send: HTML, a formula, an emoji, a word without end, a name that is withheld.
SENT = Sent(
    (
        ("question", "<script>alert('x')</script> & “quotes” 🙂", "shown"),
        ("question", "=HYPERLINK(1)", "shown"),
        ("question", "x" * 280, "hidden"),
        ("discussion", "JNIM was seen near Bandiagara.", "shown"),
        ("discussion", "Ask the customs first.", "waiting"),
    ),
    (("question", (("1", 3), ("2", 12), ("3", 0), ("4", 1))), ("discussion", (("well", 3), ("partly", 12), ("hardly", 20)))),
)


def made(name: str = "mali", language: str = "en", edition: Edition = "internal") -> Takeaway:
    return _made(name, language, edition)


# What is left out in a call would be kept apart from what is said.
@cache
def _made(name: str, language: str, edition: Edition) -> Takeaway:
    return takeaway(boards.shipped(name), language, edition, False, DAY, SENT)


def of_questions(name: str = "mali") -> Storyboard:
    """The slides of a storyboard that show no picture."""
    board = boards.shipped(name)
    return replace(board, slides=tuple(slide for slide in board.slides if slide.view == "question"))


WRITERS: dict[str, Callable[[Takeaway], bytes]] = {"pdf": pdf, "pptx": slides, "zip": lambda found: bundle([found])}


def written(form: str, name: str = "mali", language: str = "en", edition: Edition = "internal") -> bytes:
    """The file of one of `WRITERS`, for all that is read in it."""
    return _written(form, name, language, edition)


@cache
def _written(form: str, name: str, language: str, edition: Edition) -> bytes:
    return WRITERS[form](made(name, language, edition))
