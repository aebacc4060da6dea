"""How long `prepare` takes for event files of the publisher's size and of seven times that: `python -m tests.bench.intake`.

python -m tests.bench.intake [--rows 418000 --rows 3000000] [--on-map 0.3] [--repeat FILE] [--code FOLDER]

`--code` names another checkout to measure in the same run, for a ratio on a machine that others use, too. Files are synthetic
(`tests.bench.synthetic_events`), once with the share of events on the map that the publisher's file has, once with all of them
there, the hardest. `--repeat` measures a file of the publisher's, too, again and again with other ids until there are as many:
most are grouped there, and texts of older events are short. The whole command is measured, with its start: seconds by the clock
and of the processor, and the peak of memory. What processes hold that it starts counts, too; pages that they share count once
(Linux, looked at every 0.2 s).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tests.bench.server import ROOT
from tests.bench.synthetic_events import ON_MAP, build, build_repeated

#: Rows → seconds and gigabytes promised.
PROMISED = {418_000: (30, 1.5), 3_000_000: (240, 4.0)}


@dataclass(frozen=True)
class Run:
    """A whole run of the command; `peak` in bytes, `said` is its last line."""

    seconds: float
    processor: float
    peak: float
    said: str


def measured(file: Path, code: Path) -> Run:
    """Prepare the incidents of a file with the code of a checkout. RuntimeError with what the command says when it fails."""
    with tempfile.TemporaryDirectory(prefix="arms-lens-") as place:
        command = [sys.executable, "-m", "data.prepare", "--raw", place, "--out", f"{place}/prepared", "--only", "incidents"]
        command += ["--ged", str(file), "--release", "GED 26.1"]
        with tempfile.TemporaryFile("w+") as log:
            began = time.perf_counter()
            process = subprocess.Popen(command, cwd=code, stdout=log, stderr=subprocess.STDOUT, env=_environment(code))
            peak = 0.0
            while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
                peak = max(peak, _held(process.pid))
                time.sleep(0.2)
            _, status, used = ended
            seconds = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            log.seek(0)
            said = log.read().strip().splitlines()
    if process.returncode:
        raise RuntimeError(f"{file.name}: {said[-1] if said else 'ended without a word'}")
    return Run(seconds, used.ru_utime + used.ru_stime, max(peak, _bytes(used)), said[-1])


def _environment(code: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(code)}


def _held(pid: int) -> float:
    """Bytes that a process and all it started hold, each page counted once; 0 where the system does not tell."""
    total = 0.0
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            total += 1024.0 * int(line.split()[1]) if line.startswith("Pss:") else 0
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += _held(int(child))
    return total


def _bytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main(
    rows: Annotated[list[int], typer.Option(help="sizes to measure")] = list(PROMISED),  # noqa: B006
    shapes: Annotated[list[float], typer.Option("--on-map", help="shares of events on the map")] = [ON_MAP, 1.0],  # noqa: B006
    repeat: Annotated[Path | None, typer.Option(help="a publisher's CSV file to measure repeated, too")] = None,
    code: Annotated[list[Path], typer.Option(help="other checkouts to measure beside this one")] = [],  # noqa: B006
) -> None:
    """Measure, and print one table and what became of the promises."""
    columns = ("events", "shape", "code", "seconds", "processor s", "peak GB")
    screen, table = Console(width=120), Table(*columns, title="Intake")
    kept = []
    with tempfile.TemporaryDirectory(prefix="arms-lens-") as place:
        for size, shape in product(rows, (*shapes, *([repeat] if repeat else ()))):
            file = Path(place) / "GEDEvent_v26_1.csv"
            if isinstance(shape, float):
                name = f"{shape:.0%} on the map"
                build(size, file, on_map=shape)
            else:
                name = f"{shape.name} repeated"
                build_repeated(size, file, shape)
            for checkout in (*code, ROOT):
                run = measured(file, checkout)
                figures = (f"{run.seconds:.0f}", f"{run.processor:.0f}", f"{run.peak / 1e9:.2f}")
                table.add_row(f"{size:,}", name, "this" if checkout == ROOT else checkout.name, *figures)
                if checkout == ROOT and size in PROMISED:
                    seconds, memory = PROMISED[size]
                    held = run.seconds <= seconds and run.peak <= memory * 1e9
                    kept.append(
                        f"{'met    ' if held else 'NOT MET'}  {size:,} events, {name}, within {seconds} s and "
                        f"{memory} GB: {run.seconds:.0f} s, {run.peak / 1e9:.2f} GB"
                    )
            file.unlink()
    screen.print(table)
    for line in kept:
        screen.print(line, markup=False)


if __name__ == "__main__":
    typer.run(main)
