"""What reads a source: an `Adapter` says which tables it feeds; each folder of a source lists its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from data.contracts import TABLES
from data.prepare.core.intake import Intake
from data.prepare.core.publish import read_table

#: Tables that say what is in others, and are made anew with any of them.
FOLLOWS = {"coverage": ("incidents", "country_months")}


@dataclass(frozen=True)
class Order:
    """What to prepare, from what. `only` empty means all tables; `ged_files` empty means the regional file.

    `releases` says which release each of `ged_files` is, or all of them; `agreed`, that files of which one reason turns most rows
    away are taken in.
    """

    raw: Path
    curated: Path
    only: tuple[str, ...] = ()
    ged_files: tuple[Path, ...] = ()
    by_event: bool = False
    releases: tuple[str, ...] = ()
    agreed: bool = False

    @property
    def wanted(self) -> tuple[str, ...]:
        asked = {table for table, needs in FOLLOWS.items() if {*needs} & {*self.only}} | {*self.only}
        return tuple(name for name in TABLES if not self.only or name in asked)


@dataclass
class Made:
    """Tables made so far, the records they came from, and the previous set that the others are carried over from, with what its
    manifest says of each.
    """

    previous: Path
    described: Mapping[str, Any] = field(default_factory=dict)
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    intakes: dict[str, list[Intake]] = field(default_factory=dict)
    #: Events and deaths in the raw files, counted by other readers.
    counted: Callable[[], pd.DataFrame] = pd.DataFrame

    def frame(self, name: str) -> pd.DataFrame:
        if name not in self.frames:
            self.frames[name] = read_table(name, self.previous)
        return self.frames[name]

    def findings(self, name: str) -> dict[str, Any]:
        """What was found in a table's files, when they were read last."""
        if name in self.intakes:
            return {key: value for intake in self.intakes[name] for key, value in intake.findings.items()}
        return dict(self.described.get(name, {}).get("findings", {}))


@dataclass(frozen=True)
class Adapter:
    """`name` completes "Reading …"; `tables` are those it feeds; `read` gives an intake for each, or raises InputError. It may
    ask for tables made before it.
    """

    name: str
    tables: tuple[str, ...]
    read: Callable[[Order, Made], list[Intake]]
