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
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

from data.engine.digests import MANIFEST
from data.prepare import manifest
from data.prepare.core.intake import InputError

#: Sets that are kept unless told otherwise: two years of monthly releases.
KEPT = 24
LEDGER = "vintages.csv"


@dataclass(frozen=True)
class Vintage:
    """A line of the ledger: which releases a set held, and from when to when it was the newest here (days, ISO).

    On the day that it was replaced it no longer was.
    """

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
    version, since = str(described["data_version"]), _written(out, today)
    known = ledger(folder)
    line = Vintage(version, since, today.isoformat(), releases(described))
    if known and known[-1].version == version:
        # Noted when it was about to be replaced, and then was not; or put back since.
        known[-1] = replace(known[-1], replaced=line.replaced)
    else:
        known.append(line)
    copy = None
    if not any(folder.glob(f"*_{version}")):
        copy = folder / f"{today.isoformat()}_{version}"
        part = folder / f".{copy.name}"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(out, part, copy_function=_linked)
        part.rename(copy)
    _write(folder, known)
    for old in list(dict.fromkeys(one.version for one in reversed(known)))[most:]:
        for path in folder.glob(f"*_{old}"):
            shutil.rmtree(path, ignore_errors=True)
    return copy


def known_on(out: Path, day: datetime.date) -> Path:
    """The set that was the newest on a day: what a rule is tested on that is to be judged by what was known then.

    `out` itself from the day on that it was taken in. Raises InputError where nothing is kept of that day.
    """
    folder, iso = place(out), day.isoformat()
    if iso >= _written(out, datetime.date.max):
        return out
    kept = ledger(folder)
    for one in reversed(kept):
        if one.taken_in <= iso < one.replaced:
            for path in folder.glob(f"*_{one.version}"):
                return path
            raise InputError(f"{folder}: the set of {iso} ({one.version}) is listed in {LEDGER} but no longer kept")
    first = f"; the first kept was taken in on {kept[0].taken_in}" if kept else ""
    raise InputError(f"{folder} holds no set of {iso}{first}")


def _written(out: Path, today: datetime.date) -> str:
    """The day a set was written here (UTC), by the file that is written last; at the latest today."""
    stamp = (out / MANIFEST).stat().st_mtime
    return min(datetime.datetime.fromtimestamp(stamp, datetime.UTC).date(), today).isoformat()


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
        if name == "coverage":  # says of each row which release it is of; they are those of the events
            continue
        said = [value for one in entry.get("sources", {}).values() for part in one.get("edition", ()) for value in part[1:]]
        if found := entry.get("releases") or said:
            parts.append(f"{name}: {'; '.join(str(one) for one in found if one != '')}")
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
