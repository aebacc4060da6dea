"""Vintages: sets that were the newest once, each whole, with the day it was replaced.

They say what was known when: a warning rule is tested on what could be known at the time, not on what was learnt since.
"""

from __future__ import annotations

import csv
import datetime
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from data.prepare import manifest
from data.prepare.intake import InputError

#: Sets that are kept unless told otherwise: two years of monthly releases.
KEPT = 24
LEDGER = "vintages.csv"


@dataclass(frozen=True)
class Vintage:
    """A line of the ledger: which releases a set held, and from when to when it was the newest here (days, ISO)."""

    version: str
    taken_in: str
    replaced: str
    releases: str


def place(out: Path) -> Path:
    """The folder of the vintages of a prepared folder, beside it."""
    return out.resolve().with_name("vintages")


def keep(out: Path, today: datetime.date, most: int = KEPT) -> Path | None:
    """Keep a copy of the set in `out` before it is replaced, and forget the oldest beyond `most`. None where it is kept already.

    Raises InputError where the set is not as it was written.
    """
    described, folder = manifest.read(out), place(out)
    version = str(described["data_version"])
    known = ledger(folder)
    if any(one.version == version for one in known):
        return None
    copy = folder / f"{today.isoformat()}_{version}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(out, copy, copy_function=_linked)
    since = known[-1].replaced if known else ""
    _write(folder, [*known, Vintage(version, since, today.isoformat(), releases(described))])
    for one in known[: max(0, len(known) + 1 - most)]:
        for old in folder.glob(f"*_{one.version}"):
            shutil.rmtree(old, ignore_errors=True)
    return copy


def ledger(folder: Path) -> list[Vintage]:
    """All sets ever replaced, oldest first, also those whose copy has gone. Raises InputError where it cannot be read."""
    path = folder / LEDGER
    if not path.is_file():
        return []
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return [Vintage(**row) for row in csv.DictReader(file)]
    except (TypeError, csv.Error, UnicodeDecodeError):
        raise InputError(f"{path} is no list of vintages any more: move it away, and a new one is begun") from None


def releases(described: Mapping[str, Any]) -> str:
    """The releases that a set was made of, `incidents: GED 25.1; Candidate 26.0.1 | risk: …`."""
    parts = []
    for name, entry in described["tables"].items():
        if found := entry.get("releases") or [one.get("version", "") for one in entry.get("sources", {}).values()]:
            parts.append(f"{name}: {'; '.join(str(one) for one in found)}")
    return " | ".join(parts)


def _write(folder: Path, lines: list[Vintage]) -> None:
    part = folder / f".{LEDGER}"
    with part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(Vintage)])
        writer.writerows(astuple(line) for line in lines)
    part.replace(folder / LEDGER)


def _linked(source: str, target: str) -> str:
    """A second name for the same bytes where the disk can: a set is never written to after it was published."""
    with suppress(OSError):
        os.link(source, target)
        return target
    return str(shutil.copy2(source, target))
