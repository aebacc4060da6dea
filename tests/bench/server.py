"""A Streamlit server of our own for a measurement: started, watched, and stopped by its process id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import psutil

ROOT = Path(__file__).parents[2]
#: Seconds a server may take to answer for the first time.
PATIENCE = 90.0


@dataclass(frozen=True)
class Server:
    """A running server; `started` is when it was asked for, on the clock of `time.perf_counter`."""

    address: str
    process: psutil.Process
    started: float

    def memory(self) -> float:
        """Memory in use now, in megabytes."""
        return float(self.process.memory_info().rss / 1e6)

    def peak(self) -> float:
        """The most memory ever in use, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():  # only Linux keeps it
            return self.memory()
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6

    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@dataclass(frozen=True)
class Workers:
    """Servers that stand behind one address; what they use is added up."""

    address: str
    each: tuple[Server, ...]

    def memory(self) -> float:
        """Memory in use now, in megabytes."""
        return sum(one.memory() for one in self.each)

    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        return sum(one.cpu() for one in self.each)


@contextmanager
def running(
    script: str,
    data: Path,
    ready: str,
    settings: Path = ROOT,
    environment: dict[str, str] | None = None,
    root: Path = ROOT,
) -> Iterator[Server]:
    """`streamlit run script` on the prepared folder `data`, until `ready` answers. Streamlit reads its settings in `settings`;
    `root` is where the app's own code stands.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(root / script),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--browser.serverAddress", "localhost"]
    path = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
    surroundings = os.environ | {"ARMS_LENS_DATA": str(data), "PYTHONPATH": path} | (environment or {})
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=settings, env=surroundings, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, address + ready, log)
            yield Server(address, psutil.Process(process.pid), started)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, log: object) -> None:
    """Until the address answers 200. Raises RuntimeError with the end of the server's log when it does not."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.02)
    log.seek(0)  # type: ignore[attr-defined]
    raise RuntimeError(f"{address} does not answer: {log.read()[-2000:].decode(errors='replace')}")  # type: ignore[attr-defined]
