"""Fixtures every room's tests share."""

import gc
import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from components.workshop.database import FOLDER
from tests import sweep

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    sweep.short_run = "not exhaustive" in config.option.markexpr


#: Seconds between two times that garbage is collected: it takes half a second, which thousands of short tests need not wait for.
_COLLECT = 20.0
_collected = [time.monotonic()]


@pytest.fixture(autouse=True)
def set_aside() -> Iterator[None]:
    """As the app does by the second: Streamlit collects garbage after each run of a script, and would look at all that the
    tests before have left in the caches.
    """
    if time.monotonic() > _collected[-1] + _COLLECT:
        gc.unfreeze()
        gc.collect()
        _collected[:] = [time.monotonic()]
    gc.freeze()
    yield


@pytest.fixture(scope="session", autouse=True)
def own_database(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests keep their notes and storyboards to themselves, also those of the servers they start."""
    os.environ[FOLDER] = str(tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """AppTest looks for components in all packages that are installed before each first run, as a server does once."""
    with pytest.MonkeyPatch.context() as patched:
        if "streamlit.testing.v1" in sys.modules:
            from streamlit.components.v2 import manifest_scanner

            patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def raw() -> Path:
    """The publishers' raw files, beside the checkout; absent on most machines, required in CI."""
    folder = Path(os.environ.get("ARMS_LENS_RAW", ROOT.parent / "shared" / "data"))
    if not (folder / "ucdp").is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"no raw data in {folder}: CI must run with the publishers' files beside the checkout")
        pytest.skip(f"no raw data in {folder}: set ARMS_LENS_RAW to the folder with the publishers' files")
    return folder


def pytest_sessionfinish() -> None:
    """What was set aside ends as everything else does."""
    gc.unfreeze()
