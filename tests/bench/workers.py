"""How many visitors one worker holds, and two behind Caddy: `python -m tests.bench.workers --sessions 50 --pause 2`.

The workers stand behind the recipe of `deploy/Caddyfile`, each visitor at the worker that its cookie names. Needs Debian's caddy.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated
from urllib.error import URLError
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table

from data.engine.dataset import prepared_folder
from tests.bench.load import Load
from tests.bench.server import ROOT, Workers, free_port, running

#: Seconds Caddy may take to answer.
_PATIENCE = 20


@contextmanager
def behind_caddy(number: int, script: str = "app.py") -> Iterator[Workers]:
    """So many workers behind one address, with one folder of notes. RuntimeError where no caddy is, or none answers."""
    if shutil.which("caddy") is None:
        raise RuntimeError("no caddy here: install Debian's caddy")
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="arms-lens-"))
        address = f"http://127.0.0.1:{free_port()}"
        told = {"ARMS_LENS_NOTES": folder, "ARMS_LENS_PROXIES": "127.0.0.1"}
        starts = (running(script, prepared_folder(), "/healthz", environment=told) for _ in range(number))
        each = tuple(map(stack.enter_context, starts))
        workers = " ".join(urlsplit(one.address).netloc for one in each)
        environment = os.environ | {"ARMS_LENS_SITE": address, "ARMS_LENS_WORKERS": workers, "HOME": folder}
        command = ["caddy", "run", "--config", str(ROOT / "deploy" / "Caddyfile"), "--adapter", "caddyfile"]
        log = stack.enter_context((Path(folder) / "caddy.log").open("w+b"))
        proxy = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        # Caddy waits for streams that are open as long as they like.
        stack.callback(proxy.wait)
        stack.callback(proxy.kill)
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
                break
            except (URLError, OSError) as error:
                if proxy.poll() is not None or time.monotonic() > end:
                    log.seek(0)
                    raise RuntimeError(f"caddy does not answer: {log.read()[-2000:].decode(errors='replace')}") from error
                time.sleep(0.1)
        yield Workers(address, each)


def measured(number: int, sessions: int, minutes: float, pause: float, pages: bool) -> Load:
    """A load on so many workers, from a process of its own."""
    with behind_caddy(number) as workers:
        command = [sys.executable, "-m", "tests.bench.load", workers.address]
        command += [part for one in workers.each for part in ("--pid", str(one.process.pid))]
        command += ["--sessions", str(sessions), "--minutes", str(minutes), "--pause", str(pause)]
        command += ["--pages"] if pages else []
        found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return Load(**found | {"errors": tuple(found["errors"]), "memory": tuple(found["memory"])})


def main(
    sessions: Annotated[list[int], typer.Option(help="sizes to measure")] = [25, 50],  # noqa: B006
    workers: Annotated[list[int], typer.Option(help="numbers of workers to compare")] = [1, 2],  # noqa: B006
    minutes: float = 1,
    pause: float = 2,
    pages: bool = True,
) -> None:
    """Measure, and print one table."""
    table = Table("sessions", "workers", "changes", "a second", "p50 s", "p95 s", "most s", "errors", "MB", "processors")
    for size in sessions:
        for number in workers:
            found = measured(number, size, minutes, pause, pages)
            rate = found.changes / (minutes * 60)
            table.add_row(
                *(str(n) for n in (size, number, found.changes)),
                *(f"{n:.2f}" for n in (rate, found.p50, found.p95, found.most)),
                str(len(found.errors)), f"{max(found.memory):.0f}", f"{found.cpu:.2f}",
            )  # fmt: skip
    Console(width=130).print(table)


if __name__ == "__main__":
    typer.run(main)
