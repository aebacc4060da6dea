"""What a filter change costs: time, bytes and memory, for the app and for the naive build, over real sessions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import numpy as np

from tests.bench.server import Server, running
from tests.bench.session import Answer, Session, visit
from tests.bench.views import PAGES, WALK

#: Steps of the map that are played: most of the years there are.
STEPS = 30


@dataclass(frozen=True)
class Cost:
    """Seconds and bytes of many filter changes; `processor` is what one took of the server's processor time on average.

    Seconds are what a visitor waits for the server, so they suffer from whatever else the machine does; processor time
    does not.
    """

    seconds: tuple[float, ...]
    page: tuple[float, ...]
    bytes: tuple[int, ...]
    processor: float

    def only(self, places: Iterable[int]) -> Cost:
        """The changes at some places of the walk."""
        chosen = tuple(places)
        seconds, page = (tuple(values[i] for i in chosen) for values in (self.seconds, self.page))
        return Cost(seconds, page, tuple(self.bytes[i] for i in chosen), self.processor)


@dataclass(frozen=True)
class Measured:
    """One build on one size.

    first    seconds from starting the server to the first page with its map
    cold     nobody asked before; warm: others did, this browser did not; seen: steps back to what this browser just showed
    peak     megabytes
    pages    by path of another page: changes on it that nobody asked before
    play     steps of the map of incidents through its years
    """

    first: float
    cold: Cost
    warm: Cost
    seen: Cost
    peak: float
    pages: dict[str, Cost] = field(default_factory=dict)
    play: Cost | None = None


async def ours(data: Path, walk: tuple[str, ...] = WALK) -> Measured:
    """The app on a prepared folder. Each page has a server of its own: on no other has anybody asked before."""
    with running("app.py", data, "/healthz") as server:
        found = await _measured(server, walk)
    pages = {}
    for page, changes in PAGES.items():
        with running("app.py", data, "/healthz") as server:
            pages[page] = await on_page(server, page, changes)
    with running("app.py", data, "/healthz") as server:
        return replace(found, pages=pages, play=await played(server))


async def on_page(server: Server, page: str, walk: tuple[str, ...]) -> Cost:
    """Changes of filters on one page."""
    async with visit(server.address, page) as session:
        await session.ask("")
        return await _walked(server, session, walk)


async def played(server: Server, query: str = "area=MLI", steps: int = STEPS) -> Cost:
    """The map of incidents playing through its years as fast as the server can."""
    async with visit(server.address, "incidents") as session:
        await session.ask(query)
        await session.choose("incidents_view", "Through time")
        await session.turn("incidents_play", trigger_value=True)
        before = server.cpu()
        answers = [await session.tick() for _ in range(steps)]
        return _cost(answers, server.cpu() - before)


async def naive(data: Path, walk: tuple[str, ...] = WALK) -> Measured:
    """The naive build on a prepared folder, with Streamlit's own settings; for it, every view is as good as new."""
    with (
        tempfile.TemporaryDirectory() as unset,
        running("tests/bench/naive.py", data, "/_stcore/health", Path(unset)) as server,
    ):
        return await _measured(server, walk)


async def _measured(server: Server, walk: tuple[str, ...]) -> Measured:
    async with visit(server.address) as first:
        await first.ask("")
        usable = perf_counter() - server.started
        cold = await _walked(server, first, walk)
    async with visit(server.address) as second:
        await second.ask("")
        warm = await _walked(server, second, walk)
        seen = await _stepped_back(server, second, walk)
    return Measured(usable, cold, warm, seen, server.peak())


async def _walked(server: Server, session: Session, walk: tuple[str, ...]) -> Cost:
    before = server.cpu()
    answers = [await session.ask(query) for query in walk]
    return _cost(answers, server.cpu() - before)


async def _stepped_back(server: Server, session: Session, walk: tuple[str, ...]) -> Cost:
    answers, spent = [], 0.0
    for back, there in pairwise(walk):
        await session.ask(there)
        before = server.cpu()
        answers.append(await session.ask(back))
        spent += server.cpu() - before
    return _cost(answers, spent)


def _cost(answers: list[Answer], processor: float) -> Cost:
    return Cost(
        tuple(answer.seconds for answer in answers),
        tuple(answer.page for answer in answers),
        tuple(answer.bytes for answer in answers),
        processor / len(answers),
    )


def percentile(values: Iterable[float], per_cent: int) -> float:
    """The value that so many per cent of the values do not exceed."""
    return float(np.percentile(list(values), per_cent))
