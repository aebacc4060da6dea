"""Fixtures every room's tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def raw() -> Path:
    """The publishers' raw files, beside the checkout; absent on most machines, required in CI."""
    folder = Path(os.environ.get("ARMS_LENS_RAW", ROOT.parent / "shared" / "data"))
    if not (folder / "ucdp").is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"no raw data in {folder}: CI must run with the publishers' files beside the checkout")
        pytest.skip(f"no raw data in {folder}: set ARMS_LENS_RAW to the folder with the publishers' files")
    return folder
