"""What a file holds, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

#: (line, reason, value)
Broken = tuple[int, str, str]


@dataclass
class Records:
    """The records of a file.

    header    the column names as they stand there
    frame     text cells, "" where blank, under the names asked for; the index is the row as an editor shows it
    above     the text above the header
    title     name of the sheet; empty for other files
    broken    lines that are no record
    repairs   what was understood although it was not written as usual: words → how many
    tagged    rows of HXL tags stood among them
    wider     its lines end with more delimiters than the header
    extended  a CSV file that had to be read line by line
    pages     of a page of an API: how many records it has, of how many in all
    beside    text at the head of a workbook's other sheets
    """

    header: list[str]
    frame: pd.DataFrame
    above: str = ""
    title: str = ""
    broken: list[Broken] = field(default_factory=list)
    repairs: dict[str, int] = field(default_factory=dict)
    tagged: bool = False
    wider: bool = False
    extended: bool = False
    pages: tuple[int, int] | None = None
    beside: str = ""

    @property
    def read(self) -> int:
        """Records, and lines that are none."""
        return len(self.frame) + len(self.broken)
