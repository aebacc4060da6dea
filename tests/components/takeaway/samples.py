"""Storyboards taken away, composed and written once for all tests."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache

from components.briefing.value import Edition
from components.takeaway.audience_feedback import Sent
from components.takeaway.bundle import bundle
from components.takeaway.compose import takeaway
from components.takeaway.pdf import pdf
from components.takeaway.slides import slides
from components.takeaway.value import Takeaway
from components.workshop import boards

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


@cache
def made(name: str = "mali", language: str = "en", edition: Edition = "internal", cleared: bool = False) -> Takeaway:
    return takeaway(boards.shipped(name), language, edition, cleared, DAY, SENT)


WRITERS: dict[str, Callable[[Takeaway], bytes]] = {"pdf": pdf, "pptx": slides, "zip": lambda found: bundle([found])}


@cache
def written(form: str, name: str = "mali", language: str = "en", edition: Edition = "internal", cleared: bool = False) -> bytes:
    """The file of one of `WRITERS`, for all that is read in it."""
    return WRITERS[form](made(name, language, edition, cleared))
