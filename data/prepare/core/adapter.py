"""What reads a source: an `Adapter` says which tables it feeds; each folder of a source lists its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data.contracts import TABLES
from data.prepare.core.intake import Intake
from data.prepare.core.publish import read_table

#: Tables that say what is in others, and are made anew with any of them.
FOLLOWS = {"coverage": ("incidents", "country_months")}


@dataclass(frozen=True)
class Order:
    """What to prepare, from what. `only` empty means all tables; `ged_files` empty means the regional file.

    `releases` says which release each of `ged_files` is, or all of them.
    """

    raw: Path
    curated: Path
    only: tuple[str, ...] = ()
    ged_files: tuple[Path, ...] = ()
    by_event: bool = False
    releases: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        asked = {table for table, needs in FOLLOWS.items() if {*needs} & {*self.only}} | {*self.only}
        return tuple(name for name in TABLES if not self.only or name in asked)


@dataclass
class Made:
    """Tables made so far, the records they came from, and the previous set that the others are carried over from."""

    previous: Path
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    intakes: dict[str, list[Intake]] = field(default_factory=dict)
    #: Events and deaths in the raw files, counted by other readers.
    counted: Callable[[], pd.DataFrame] = pd.DataFrame

    def frame(self, name: str) -> pd.DataFrame:
        if name not in self.frames:
            self.frames[name] = read_table(name, self.previous)
        return self.frames[name]


@dataclass(frozen=True)
class Adapter:
    """`name` completes "Reading …"; `tables` are those it feeds; `read` gives an intake for each, or raises InputError. It may
    ask for tables made before it.
    """

    name: str
    tables: tuple[str, ...]
    read: Callable[[Order, Made], list[Intake]]
