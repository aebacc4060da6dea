"""Many storyboards at once: one an order, in all its languages and formats, so that each is composed once."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import NamedTuple

from components.briefing.value import Edition
from components.command import Made, written
from components.takeaway import printing
from components.takeaway.audience_feedback import Sent
from components.workshop import boards
from components.workshop.value import Storyboard


class Order(NamedTuple):
    """One storyboard to make files of."""

    board: Storyboard
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    edition: Edition
    cleared: bool
    made_on: datetime.date
    sent: Sent
    out: Path

    @property
    def files(self) -> list[tuple[str, tuple[str, ...]]]:
        """Format and languages of each file: a bundle holds all languages."""
        each = [(format_, (one,)) for one in self.languages for format_ in self.formats if format_ != "zip"]
        return [*each, *([("zip", self.languages)] if "zip" in self.formats else [])]


def make(order: Order) -> list[Made]:
    """Make the files of one storyboard."""
    found, file = [], boards.dump(order.board)
    for format_, languages in order.files:
        start = time.monotonic()
        body = printing.rendered(format_, file, languages, order.edition, order.cleared, order.made_on, order.sent)
        name = printing.file_name(format_, order.board.id, languages, order.edition, order.made_on)
        found.append(written(order.out / name, body, start))
    return found
