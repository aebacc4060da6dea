"""What an adapter hands back, and how a row is turned away: kept, grouped and rejected always add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

REJECT_COLUMNS = ["table", "file", "row", "reason", "value"]


class InputError(ValueError):
    """An input file cannot be used. The message says where, what, how many, the first example and the fix."""


def no_rejects() -> pd.DataFrame:
    """An empty frame of rejects."""
    return pd.DataFrame(columns=REJECT_COLUMNS)


def rejects(table: str, file: Path | str, rows: Sequence[int], reason: str, values: Sequence[Any]) -> pd.DataFrame:
    """Rows turned away: `rows` are line numbers as an editor shows them, `values` the offending values.

    `values` never hold a sentence of a source, only codes, numbers and dates.
    """
    name = Path(file).name
    return pd.DataFrame(
        {"table": table, "file": name, "row": list(rows), "reason": reason, "value": [str(v) for v in values]},
        columns=REJECT_COLUMNS,
    )


@dataclass(frozen=True)
class Intake:
    """One table from its source.

    frame     rows of the table's contract, not yet joined with phases or geometry
    read      records read from the files
    rejects   columns REJECT_COLUMNS
    repairs   reason → rows kept after a named repair (a bound blanked, say)
    files     the files read, for the manifest's hashes
    findings  anything a reader of the manifest should know, JSON-ready
    """

    table: str
    frame: pd.DataFrame
    read: int
    rejects: pd.DataFrame = field(default_factory=no_rejects)
    repairs: dict[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    findings: dict[str, Any] = field(default_factory=dict)

    @property
    def grouped(self) -> int:
        """Records that stand inside another row: what was read, less rows kept, less rejects."""
        return self.read - len(self.frame) - len(self.rejects)
