"""The recipe of the container: built and started where an engine and the base image are at hand, read as text everywhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.supply.lock_file import ROOT

BASE = "python:3.13-slim"
#: Seconds to build the image, which fetches all packages, and to answer for the first time.
_BUILD, _START = 1200, 90


def run(*command: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)


@pytest.fixture(scope="module")
def engine() -> str:
    """podman or docker, if it runs here and has the base image or can fetch it."""
    for name in ("podman", "docker"):
        if shutil.which(name) and run(name, "info").returncode == 0:
            if not run(name, "image", "inspect", BASE).stdout.strip("[]\n ") and run(name, "pull", BASE).returncode:
                pytest.skip(f"{name} runs here, but cannot fetch {BASE}")
            return name
    pytest.skip("neither podman nor docker runs here")


@pytest.fixture(scope="module")
def container(engine: str) -> Iterator[str]:
    """The app's container, started as `deploy/compose.yaml` starts it; gives its address."""
    name = f"arms-lens-test-{uuid4().hex[:8]}"
    built = run(engine, "build", "--file", "deploy/Containerfile", "--tag", name, ".", timeout=_BUILD)
    assert not built.returncode, built.stderr[-3000:]
    started = run(
        engine, "run", "--detach", "--name", name, "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL",
        "--security-opt", "no-new-privileges", "--publish", "127.0.0.1::8501", name,
    )  # fmt: skip
    try:
        assert not started.returncode, started.stderr
        port = run(engine, "port", name, "8501").stdout.splitlines()[0].rsplit(":", 1)[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        run(engine, "rm", "--force", "--volumes", name)
        run(engine, "rmi", "--force", name)


def test_it_is_healthy_without_root_and_cannot_write(engine: str, container: str) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{container}/healthz", timeout=5) as answer:
                assert json.load(answer)["version"]
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    else:
        pytest.fail("the container does not answer")
    (name,) = run(engine, "ps", "--filter", "name=arms-lens-test-", "--format", "{{.Names}}").stdout.split()
    assert run(engine, "exec", name, "id", "-u").stdout.strip() != "0"
    assert run(engine, "exec", name, "touch", "/app/written").returncode
    assert not run(engine, "exec", name, "touch", "/notes/written").returncode


def test_the_image_holds_every_room_the_app_imports() -> None:
    """A room that is not copied is missed only when somebody starts the container."""
    recipe = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    copied = {line.split()[1] for line in recipe.splitlines() if line.startswith("COPY ") and "--from" not in line}
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"pages", ".streamlit", "app.py", "requirements.lock"}
    assert rooms - {"tests"} == copied


def test_nobody_in_it_is_root_and_nothing_is_writable() -> None:
    recipe = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    users = [line.split()[1] for line in recipe.splitlines() if line.startswith("USER ")]
    assert users and not users[-1].startswith(("0", "root"))
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    assert compose.count("read_only: true") == compose.count("cap_drop: [ALL]") == 2
