"""Many briefings at once: one file an order, each made in a process that knows no `__main__`."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import NamedTuple

from components.briefing import compose, render_worker
from components.briefing.paper.pdf import pdf
from components.briefing.powerpoint.slides import slides
from components.briefing.value import Edition
from components.command import Made, written


class Order(NamedTuple):
    """One file to make."""

    format_: str
    area: str
    language: str
    edition: Edition
    cleared: bool
    made_on: datetime.date
    out: Path

    @property
    def path(self) -> Path:
        return self.out / render_worker.file_name(self.format_, self.area, self.language, self.edition, self.made_on)


def make(order: Order) -> tuple[Made]:
    """Make one file."""
    start = time.monotonic()
    value = compose.briefing(order.area, order.language, order.edition, order.cleared, order.made_on)
    body = pdf(value) if order.format_ == "pdf" else slides(value)
    return (written(order.path, body, start),)
