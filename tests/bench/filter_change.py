"""What a filter change costs: time, bytes and memory, for the app and for the naive build, over real sessions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from tests.bench.server import Server, running
from tests.bench.session import Answer, visit
from tests.bench.views import WALK


@dataclass(frozen=True)
class Cost:
    """Seconds and bytes of many filter changes."""

    seconds: tuple[float, ...]
    page: tuple[float, ...]
    bytes: tuple[int, ...]

    @staticmethod
    def of(answers: Iterable[Answer]) -> Cost:
        found = tuple(answers)
        return Cost(tuple(a.seconds for a in found), tuple(a.page for a in found), tuple(a.bytes for a in found))

    def only(self, places: Iterable[int]) -> Cost:
        """The changes at some places of the walk."""
        chosen = tuple(places)
        return Cost(*(tuple(values[i] for i in chosen) for values in (self.seconds, self.page, self.bytes)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Measured:
    """One build on one size.

    first    seconds from starting the server to the first page with its map
    cold     nobody asked before; warm: others did, this browser did not; seen: this browser did
    server   seconds of processor time of the server a cold change took, on average
    peak     megabytes
    """

    first: float
    cold: Cost
    warm: Cost
    seen: Cost
    server: float
    peak: float


async def ours(data: Path, walk: tuple[str, ...] = WALK) -> Measured:
    """The app on a prepared folder."""
    with running("app.py", data, "/healthz") as server:
        return await _measured(server, walk)


async def naive(data: Path, walk: tuple[str, ...] = WALK) -> Measured:
    """The naive build on a prepared folder; for it, every view is as good as new."""
    with running("tests/bench/naive.py", data, "/_stcore/health") as server:
        return await _measured(server, walk)


async def _measured(server: Server, walk: tuple[str, ...]) -> Measured:
    async with visit(server.address) as first:
        await first.ask("")
        usable = perf_counter() - server.started
        before = server.cpu()
        cold = [await first.ask(query) for query in walk]
        spent = (server.cpu() - before) / len(walk)
    async with visit(server.address) as second:
        await second.ask("")
        warm = [await second.ask(query) for query in walk]
        seen = [await second.ask(query) for query in walk]
    return Measured(usable, Cost.of(cold), Cost.of(warm), Cost.of(seen), spent, server.peak())


def percentile(values: Iterable[float], per_cent: int) -> float:
    """The value that so many per cent of the values do not exceed."""
    return float(np.percentile(list(values), per_cent))
