"""Many visitors at once: real sessions that change a filter every few seconds and fetch what their map needs.

    python -m tests.bench.load http://127.0.0.1:8501 --pid 4711 --sessions 50 --minutes 10 --pause 2 --pages

Runs in a process of its own, so that the server's processor time is the server's. Several `--pid` are the workers behind one
address. Prints one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import math
from dataclasses import asdict, dataclass
from random import Random
from time import perf_counter
from typing import Annotated, Protocol

import numpy as np
import psutil
import typer

from tests.bench.filter_change import percentile
from tests.bench.server import Server, Workers
from tests.bench.session import Answer, visit
from tests.bench.views import PAGES, random_walk

#: Seconds between two changes of one visitor, and between two looks at the server.
PAUSE, LOOK = 4.0, 10.0
#: One change in so many turns to another page, when pages are asked for, too.
TURN = 4
#: Memory may grow by so many megabytes an hour in the last third of a run and still be called flat.
FLAT = 60.0


@dataclass(frozen=True)
class Load:
    """What a load did: seconds of a filter change, errors, and the server's memory (MB) and processor time.

    growth  megabytes an hour over the last third of the run
    cpu     share of one processor that the server used
    """

    sessions: int
    minutes: float
    changes: int
    p50: float
    p95: float
    most: float
    errors: tuple[str, ...]
    memory: tuple[float, ...]
    growth: float
    cpu: float
    kilobytes: float


class Served(Protocol):
    """What a load is put on: one server, or several behind one address."""

    @property
    def address(self) -> str: ...
    def memory(self) -> float: ...
    def cpu(self) -> float: ...


async def _visitor(
    address: str, seed: int, end: float, pause: float, pages: bool, answers: list[Answer], errors: list[str]
) -> None:
    """One visitor until the end. Whoever was slowed down does not catch up: the next change waits its turn."""
    try:
        random = Random(seed)
        await asyncio.sleep(random.uniform(0, pause))
        async with visit(address) as session:
            await session.ask("")
            for query in random_walk(seed):
                await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
                if perf_counter() >= end:
                    return
                if pages and random.randrange(TURN) == 0:
                    session.page = random.choice(("", *PAGES))
                answers.append(await session.ask(query))
    except Exception as error:
        errors.append(f"{type(error).__name__}: {error}"[:200])


async def _watch(server: Served, end: float, memory: list[float]) -> None:
    while perf_counter() < end:
        memory.append(round(server.memory(), 1))
        await asyncio.sleep(min(LOOK, max(end - perf_counter(), 0.01)))


async def load(server: Served, sessions: int, minutes: float, pause: float = PAUSE, pages: bool = False) -> Load:
    """Put a load on a server. Traffic goes to its own address only."""
    answers: list[Answer] = []
    errors: list[str] = []
    memory: list[float] = []
    start, spent = perf_counter(), server.cpu()
    end = start + minutes * 60
    await asyncio.gather(
        _watch(server, end, memory),
        *(_visitor(server.address, seed, end, pause, pages, answers, errors) for seed in range(sessions)),
    )
    taken = perf_counter() - start
    seconds = [a.seconds for a in answers] or [math.inf]
    last = memory[-max(len(memory) // 3, 2) :]
    growth = float(np.polyfit(np.arange(len(last)) * LOOK / 3600, last, 1)[0]) if len(last) > 1 else 0.0
    return Load(
        sessions, minutes, len(answers), percentile(seconds, 50), percentile(seconds, 95), max(seconds), tuple(errors),
        tuple(memory), growth, (server.cpu() - spent) / taken, sum(a.bytes for a in answers) / 1000 / max(len(answers), 1),
    )  # fmt: skip


def main(
    address: str,
    pid: Annotated[list[int], typer.Option(help="process id of the server, or of each worker behind the address")],
    sessions: int = 50,
    minutes: float = 10,
    pause: Annotated[float, typer.Option(help="seconds of thought between two changes")] = PAUSE,
    pages: Annotated[bool, typer.Option(help="turn to other pages among the changes of filters")] = False,
) -> None:
    """Put a load on a server that runs on this machine."""
    served = Workers(address, tuple(Server(address, psutil.Process(one), 0.0) for one in pid))
    print(json.dumps(asdict(asyncio.run(load(served, sessions, minutes, pause, pages)))))


if __name__ == "__main__":
    typer.run(main)
