"""Streamlit's own files, found without loading it: a file that is served, or a command, has no need of it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

VERSION = version("streamlit")


@cache
def folder() -> Path:
    """Where its package lies."""
    found = find_spec("streamlit")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent


def static_folder() -> Path:
    """What its server gives away: page, scripts, styles, typefaces."""
    return folder() / "static"
