"""`python -m tests.bench`: what a filter change costs, beside a naive build in the same run, against what was promised.

python -m tests.bench [--rows 100000 --rows 1000000] [--load] [--minutes 10] [--sessions 50]
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from data.engine.dataset import prepared_folder
from tests.bench import filter_change
from tests.bench.filter_change import Cost, Measured, percentile
from tests.bench.load import FLAT, Load
from tests.bench.server import ROOT, running
from tests.bench.synthetic import build
from tests.bench.views import WALK, WHOLE

#: A naive change takes seconds and hundreds of megabytes: a few of the same changes are enough, and none beyond a size.
NAIVE_WALK = tuple(dict.fromkeys((*WALK[::4], *WHOLE)))
NAIVE_UP_TO = 100_000
BUNDLED, HUNDRED_THOUSAND, MILLION = 0, 100_000, 1_000_000


@dataclass(frozen=True)
class Promise:
    """What was promised, what was measured, and whether it holds."""

    text: str
    measured: str
    kept: bool


@contextmanager
def folder_of(rows: int) -> Iterator[Path]:
    """A prepared folder with so many synthetic incidents; BUNDLED is the real one."""
    if rows == BUNDLED:
        yield prepared_folder()
        return
    with tempfile.TemporaryDirectory(prefix="arms-lens-") as place:
        yield build(rows, Path(place) / "prepared")


def promises(ours: dict[int, Measured], naive: dict[int, Measured], loaded: Load | None) -> Iterator[Promise]:
    """The budgets of this project. Those whose size was not measured are left out."""
    most = max(max(cost.bytes) for found in ours.values() for cost in (found.cold, *found.pages.values()))
    yield Promise("at most 100 kB per filter change, layer files included", f"{most / 1000:.0f} kB at most", most <= 100_000)
    again = max(percentile(found.seen.bytes, 95) for found in ours.values())
    yield Promise("next to nothing for a view seen before (below 10 kB)", f"{again / 1000:.1f} kB (p95)", again <= 10_000)
    for rows, budget in ((BUNDLED, 0.1), (MILLION, 0.3)):
        if rows in ours:
            for page, cost in {"overview": ours[rows].cold, **ours[rows].pages}.items():
                worst = percentile(cost.seconds, 95)
                text = f"p95 at most {budget * 1000:.0f} ms, {_named(rows)}, {page}"
                yield Promise(text, f"{worst * 1000:.0f} ms", worst <= budget)
            if step := ours[rows].play:
                slow, heavy = percentile(step.seconds, 95), max(step.bytes)
                text = f"play at least 4 steps a second of at most 5 kB, {_named(rows)}"
                found = f"{1 / slow:.0f} (p95), {heavy / 1000:.1f} kB at most"
                yield Promise(text, found, slow <= 0.25 and heavy <= 5_000)
    if HUNDRED_THOUSAND in ours and HUNDRED_THOUSAND in naive:
        lighter, faster = _ratios(ours[HUNDRED_THOUSAND], naive[HUNDRED_THOUSAND])
        yield Promise("100 × fewer bytes than naive, 100 thousand in view", f"{lighter:.0f} ×", lighter >= 100)
        yield Promise("20 × less time than naive, 100 thousand in view", f"{faster:.0f} ×", faster >= 20)
    if BUNDLED in ours:
        first = ours[BUNDLED].first
        yield Promise("first page usable 5 s after `streamlit run`", f"{first:.1f} s", first <= 5)
    if loaded:
        yield Promise(f"{loaded.sessions} sessions: p95 at most 500 ms", f"{loaded.p95 * 1000:.0f} ms", loaded.p95 <= 0.5)
        yield Promise(f"{loaded.sessions} sessions: no error", f"{len(loaded.errors)}", not loaded.errors)
        flat = f"{loaded.memory[0]:.0f} → {loaded.memory[-1]:.0f} MB, last third {loaded.growth:+.0f} MB/h"
        yield Promise(f"{loaded.sessions} sessions: memory flat", flat, abs(loaded.growth) <= FLAT)


def _ratios(ours: Measured, naive: Measured) -> tuple[float, float]:
    """How much lighter and faster we are where nearly all is in view, in the middle of these changes."""
    of_ours = ours.cold.only(map(WALK.index, WHOLE))
    of_naive = naive.cold.only(map(NAIVE_WALK.index, WHOLE))
    return (
        percentile(of_naive.bytes, 50) / percentile(of_ours.bytes, 50),
        percentile(of_naive.seconds, 50) / percentile(of_ours.seconds, 50),
    )


def _named(rows: int) -> str:
    return f"{rows:,} synthetic incidents".replace(",", " ") if rows else "bundled data"


def _row(size: str, build: str, state: str, cost: Cost, peak: float | None = None) -> tuple[str, ...]:
    times = (percentile(cost.seconds, 50), percentile(cost.seconds, 95), cost.processor)
    weights = (percentile(cost.bytes, 50), percentile(cost.bytes, 95))
    return (
        size,
        build,
        state,
        *(f"{t * 1000:,.0f}" for t in times),
        *(f"{w / 1000:,.1f}" for w in weights),
        f"{peak:,.0f}" if peak else "",
    )


def _load(sessions: int, minutes: float) -> Load:
    """A load on a server of its own, from a process of its own."""
    with running("app.py", prepared_folder(), "/healthz") as server:
        command = [sys.executable, "-m", "tests.bench.load", server.address, "--pid", str(server.process.pid)]
        command += ["--sessions", str(sessions), "--minutes", str(minutes)]
        found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return Load(**found | {"errors": tuple(found["errors"]), "memory": tuple(found["memory"])})


def main(
    rows: Annotated[list[int], typer.Option(help="sizes to measure beside the bundled data")] = [HUNDRED_THOUSAND, MILLION],  # noqa: B006
    load: Annotated[bool, typer.Option(help="also put a load on the app")] = False,
    minutes: float = 10,
    sessions: int = 50,
) -> None:
    """Measure, and print one table and what became of the promises."""
    screen = Console(width=130)
    table = Table(
        "incidents", "build", "view", "p50 ms", "p95 ms", "cpu ms", "p50 kB", "p95 kB", "peak MB", title="A filter change"
    )
    ours: dict[int, Measured] = {}
    naive: dict[int, Measured] = {}
    for size in (BUNDLED, *rows):
        with folder_of(size) as data:
            ours[size] = asyncio.run(filter_change.ours(data))
            if size <= NAIVE_UP_TO:
                naive[size] = asyncio.run(filter_change.naive(data, NAIVE_WALK))
        found = ours[size]
        table.add_row(*_row(_named(size), "ours", "nobody asked before", found.cold, found.peak))
        table.add_row(*_row("", "", "others asked before", found.warm, found.peak))
        table.add_row(*_row("", "", "a step back", found.seen, found.peak))
        for page, cost in found.pages.items():
            table.add_row(*_row("", "", f"/{page}, nobody asked before", cost))
        if found.play:
            table.add_row(*_row("", "", "/incidents, a step of play", found.play), end_section=size not in naive)
        if size in naive:
            table.add_row(*_row("", "naive", "any", naive[size].cold, naive[size].peak), end_section=True)
        screen.print(f"{_named(size)}: done", style="dim")
    loaded = _load(sessions, minutes) if load else None
    screen.print(table)
    if loaded:
        screen.print(
            f"{loaded.sessions} sessions, {loaded.minutes:g} min: {loaded.changes} changes, p50 {loaded.p50 * 1000:.0f} ms, "
            f"p95 {loaded.p95 * 1000:.0f} ms, most {loaded.most * 1000:.0f} ms, {loaded.kilobytes:.0f} kB a change, "
            f"server used {loaded.cpu:.2f} processors"
        )
        for error in loaded.errors[:5]:
            screen.print(error, style="red", markup=False)
    for promise in promises(ours, naive, loaded):
        screen.print(f"{'met    ' if promise.kept else 'NOT MET'}  {promise.text}: {promise.measured}", markup=False)


if __name__ == "__main__":
    typer.run(main)
