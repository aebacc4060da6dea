"""The same questions to both engines on synthetic sets of any size: seconds to open, medians, memory of the whole process tree.

python -m tests.bench.engines --rows 1000000 --rows 10000000
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import psutil
import typer
from ibis.expr.types import Table

from components.current import one_version
from data.engine.dataset import Dataset
from data.engine.engine import ENGINE, ENGINES
from data.query.filters import Filters
from tests.bench.server import ROOT
from tests.bench.synthetic import build

#: What a page counts, lists and looks up.
QUESTIONS: dict[str, Callable[[Table], Table]] = {
    "by year": lambda t: Filters(areas=("MLI",)).narrow(t).group_by("year").agg(n=lambda rows: rows.events.sum()),
    "explosives by area": lambda t: Filters(weapons=("E",)).narrow(t).group_by("admin1").agg(n=lambda rows: rows.deaths.sum()),
    "all by cell": lambda t: t.group_by("cell4").agg(n=lambda rows: rows.events.sum(), dead=lambda rows: rows.deaths.sum()),
    "latest 200": lambda t: Filters(areas=("NGA",)).narrow(t).order_by(t.start.desc(), t.id).limit(200),
}


def measure(folder: Path, times: int = 5) -> dict[str, float]:
    """Seconds to open a set, median milliseconds by question, megabytes at the end: in this process, of the engine it is told."""
    begun = time.perf_counter()
    opened = Dataset(folder)
    found = {"open s": time.perf_counter() - begun}
    with one_version(opened):
        for name, ask in QUESTIONS.items():
            taken = []
            for _ in range(times):
                begun = time.perf_counter()
                answer = opened.arrow(ask(opened.table("incidents")))
                taken.append((time.perf_counter() - begun) * 1000)
            assert answer.num_rows > 0
            found[f"{name} ms"] = statistics.median(taken)
    process = psutil.Process()
    found["MB"] = sum(each.memory_info().rss for each in (process, *process.children(recursive=True))) / 1e6
    return found


_MEASURE = """
import json, sys
from pathlib import Path
from tests.bench.engines import measure
print(json.dumps(measure(Path(sys.argv[1]))))
"""


def main(rows: Annotated[list[int], typer.Option(help="synthetic incidents")]) -> None:
    """Measure both engines, each in a process of its own."""
    for number in rows:
        with tempfile.TemporaryDirectory(prefix="arms-lens-") as place:
            folder = build(number, Path(place) / "prepared")
            found = {}
            for engine in ENGINES:
                env = os.environ | {ENGINE: engine}
                asked = [sys.executable, "-c", _MEASURE, str(folder)]
                said = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
                if said.returncode:
                    sys.exit(f"{engine}: {said.stderr[-2000:]}")
                found[engine] = json.loads(said.stdout.strip().splitlines()[-1])
        print(f"{number:,} synthetic incidents")
        for name in found[ENGINES[0]]:
            print(f"  {name:24}" + "".join(f"{engine} {found[engine][name]:>10,.1f}   " for engine in ENGINES), flush=True)


if __name__ == "__main__":
    typer.run(main)
