"""A running app takes in what `prepare` publishes: every answer before, at and after that moment is of one version, whole."""

from __future__ import annotations

import json
import time
import urllib.request
from pathlib import Path

from data.engine import digests
from data.prepare.core.publish import published
from tests.bench.server import running
from tests.data.folders import copy_of_prepared, rewrite, version

#: Seconds within which the app shall have looked for newer data, and read it.
_SOON = 40


def _asked(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        found: bytes = answer.read()
    return found


def _version(address: str) -> str:
    return str(json.loads(_asked(f"{address}/healthz"))["data_version"])


def test_a_refresh_reaches_a_running_app_without_a_restart(tmp_path: Path) -> None:
    folder = copy_of_prepared(tmp_path / "prepared")
    with running("app.py", folder, "/healthz") as server:
        before = _version(server.address)
        file = f"{server.address}/files/flows.csv?area=MLI"
        old = _asked(file).count(b"\n")
        with published(folder) as new:
            copy_of_prepared(new)
            rewrite(new, "flows", lambda rows: rows.slice(0, rows.num_rows // 2))
            version(new, "newer")
        rows, end = [], time.monotonic() + _SOON
        while _version(server.address) == before and time.monotonic() < end:
            rows.append(_asked(file).count(b"\n"))
            time.sleep(0.2)
        assert _version(server.address) == "newer"
        new_rows = _asked(file).count(b"\n")
        assert new_rows < old and set(rows) <= {old, new_rows}
        layers = json.loads(_asked(f"{server.address}/layers/incidents.json?area=MLI&v=newer"))
        assert layers
    assert digests.opened((folder / digests.MANIFEST).read_bytes())["data_version"] == "newer"
