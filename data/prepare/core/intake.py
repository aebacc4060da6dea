"""What an adapter hands back, and how a row is turned away: kept, grouped and rejected always add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from data.model.sources import Part

REJECT_COLUMNS = ["table", "file", "row", "reason", "value"]
#: A cause that this share of the records shows, and not fewer of them, is one of the file.
SYSTEMATIC, LEAST = 0.5, 3


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


def broken_rows(table: str, file: Path | str, broken: Sequence[tuple[int, str, str]]) -> pd.DataFrame:
    """Lines that are no record, as rejects."""
    rows = pd.DataFrame([(table, Path(file).name, *line) for line in broken], columns=REJECT_COLUMNS)
    return rows if broken else no_rejects()


def plain(reason: pd.Series) -> pd.Series:
    """Reasons without the numbers inside them: `duplicate of row N`."""
    at, distinct = pd.factorize(reason.astype("str"))
    return pd.Series(distinct, dtype="str").str.replace(r"\b\d[\d.]*\b", "N", regex=True).take(at).set_axis(reason.index)


def by_reason(turned_away: pd.DataFrame) -> pd.DataFrame:
    """Columns reason, kinds, rows, file, row, value: each reason with the number of rows and the first of them, commonest first;
    `kinds`, how many wordings it has, by numbers inside it.
    """
    grouped = turned_away.assign(plain=plain(turned_away["reason"])).groupby("plain", sort=False)
    found = grouped.agg(
        reason=("reason", "first"),
        kinds=("reason", "nunique"),
        rows=("row", "size"),
        file=("file", "first"),
        row=("row", "first"),
        value=("value", "first"),
    )
    return found.sort_values("rows", ascending=False, kind="stable").reset_index(drop=True)


def commonest(turned_away: pd.DataFrame) -> str:
    """The reason most rows were turned away for, with their number, the first one's line and value."""
    first = turned_away[plain(turned_away["reason"]).eq(plain(turned_away["reason"]).mode().iloc[0])]
    top = first.iloc[0]
    shown = f": {top['value']!r}" if top["value"] else ""
    return f"{top['reason']} ({len(first)} rows, first line {top['row']}{shown})"


def refuse_empty(path: Path, stays: pd.Series, turned_away: pd.DataFrame, what: str, elsewhere: str | tuple[str, ...]) -> None:
    """InputError where no row of a file stays. Rows of other countries are no fault, so `elsewhere`, the start of their reason,
    is named only where there is no other."""
    if stays.any():
        return
    faults = turned_away[~turned_away["reason"].str.startswith(elsewhere)]
    why = commonest(faults if len(faults) else turned_away)
    raise InputError(f"{path.parent.name}/{path.name}: none of its {len(turned_away)} {what} can be used, most because: {why}")


def refuse_spoilt(intake: Intake) -> None:
    """InputError where one reason turns away most rows of a file that are not of elsewhere: a fault of the file, not of rows."""
    refused = intake.rejects
    for file in dict.fromkeys(refused["file"]):
        own = refused[refused["file"].eq(file)]
        faults = own[~own["reason"].str.startswith(intake.no_faults)] if intake.no_faults else own
        wanted = intake.held.get(file, intake.read) - (len(own) - len(faults))
        if faults.empty or (top := by_reason(faults).iloc[0])["rows"] <= SYSTEMATIC * wanted or top["rows"] < LEAST:
            continue
        shown = f": {top['value']!r}" if top["value"] else ""
        raise InputError(
            f"{file}: {top['rows']:,} of {wanted:,} rows would be turned away for one reason, {top['reason']} (first line "
            f"{top['row']}{shown}): mend the file or download it again; --yes goes on with the other rows"
        )


@dataclass(frozen=True)
class Intake:
    """One table from its source.

    frame     rows of the table's contract, not yet joined with phases or geometry
    read      records read from the files
    rejects   columns REJECT_COLUMNS
    repairs   reason → rows kept after a named repair (a bound blanked, say)
    files     the files read, for the manifest's hashes
    beside    files read besides, which hold no records of this table
    findings  anything a reader of the manifest should know, JSON-ready
    edition   which edition of its source the files say that they are: parts as in data.subjects.editions
    no_faults how reasons begin for which rows are turned away that nobody misses: of other countries, superseded …
    held      records of each file, where rows come from several
    """

    table: str
    frame: pd.DataFrame
    read: int
    rejects: pd.DataFrame = field(default_factory=no_rejects)
    repairs: dict[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    findings: dict[str, Any] = field(default_factory=dict)
    edition: tuple[Part, ...] = ()
    beside: tuple[Path, ...] = ()
    no_faults: tuple[str, ...] = ()
    held: dict[str, int] = field(default_factory=dict)

    @property
    def grouped(self) -> int:
        """Records that stand inside another row: what was read, less rows kept, less rejects."""
        return self.read - len(self.frame) - len(self.rejects)
