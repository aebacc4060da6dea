"""Reads a lock file: what is pinned, for which systems, with which hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Pin:
    """One package at one version; a package may be pinned twice, for different systems or Pythons.

    marker  the systems and Pythons it is meant for, as in PEP 508; empty means all
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(path: Path) -> list[Pin]:
    """What a lock or requirements file pins. Raises ValueError for a line that is no exact pin."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", "-"))]
    return [_pin(path, line) for line in lines]


def _pin(path: Path, line: str) -> Pin:
    asked = Requirement(re.split(r"\s--hash", line)[0])
    exact = [one.version for one in asked.specifier if one.operator == "=="]
    if len(exact) != 1:
        raise ValueError(f"{path.name}: {line.strip()[:80]!r} is no exact pin: write name==version")
    hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
    return Pin(canonicalize_name(asked.name), exact[0], str(asked.marker or ""), hashes)
