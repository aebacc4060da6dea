"""Many briefings at once, on every core. Apart from the command, since a new process knows no `__main__`."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from components.briefing import compose, press
from components.briefing.pdf import pdf
from components.briefing.slides import slides
from components.briefing.value import Edition


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
        return self.out / press.file_name(self.format_, self.area, self.language, self.edition, self.made_on)


class Made(NamedTuple):
    """A file that was made: its size in bytes and the seconds it took."""

    order: Order
    size: int
    seconds: float


def made_of(orders: Sequence[Order]) -> Iterator[Made]:
    """Files as they are finished. What is not begun when one fails is dropped."""
    pool = ProcessPoolExecutor(min(os.cpu_count() or 1, len(orders)), multiprocessing.get_context("spawn"))
    try:
        for future in as_completed([pool.submit(make, order) for order in orders]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def make(order: Order) -> Made:
    """Make one file: written beside its place, then moved there."""
    start = time.monotonic()
    value = compose.briefing(order.area, order.language, order.edition, order.cleared, order.made_on)
    body = pdf(value) if order.format_ == "pdf" else slides(value)
    unfinished = order.path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(body)
    unfinished.replace(order.path)
    return Made(order, len(body), time.monotonic() - start)
