"""Turning rows away: each row for the first reason that applies to it, so that kept and rejected always add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from data.contracts import TABLES
from data.prepare.intake import no_rejects, rejects

#: Characters of an offending value that a reject shows: codes and numbers fit, sentences do not.
SHOWN = 40

Check = tuple[pd.Series, str, pd.Series]


def implausible(table: str, numbers: Mapping[str, pd.Series], values: Mapping[str, pd.Series]) -> list[Check]:
    """A check for each column of the table's contract: numbers beyond its range, and fractions of what is whole.

    `values` are what the file says there, where that is not the number.
    """
    contract = TABLES[table]
    return [
        (contract.column(name).outside(found), f"{name} is beyond what is plausible", values.get(name, found))
        for name, found in numbers.items()
    ]


def check_rows(table: str, path: Path, checks: Iterable[Check]) -> tuple[pd.Series, pd.DataFrame]:
    """Which rows stay (a mask), and the rejects.

    A check is (mask of wrong rows, reason, the values to show); all share one index that holds row numbers of the file.
    """
    stays: pd.Series | None = None
    parts = []
    for wrong, reason, values in checks:
        stays = pd.Series(True, index=wrong.index) if stays is None else stays
        first = (stays & wrong.fillna(True).astype(bool)).to_numpy()
        stays &= ~first
        if first.any():
            shown = values[first].map(lambda value: "" if value is None else str(value)[:SHOWN])
            parts.append(rejects(table, path, wrong.index[first].tolist(), reason, shown.tolist()))
    if stays is None:
        raise ValueError("no check given")
    return stays, pd.concat(parts, ignore_index=True) if parts else no_rejects()


def numbers(cells: pd.Series) -> pd.Series:
    """Cells as numbers, null where they are none; infinite where they are larger than a float holds."""
    found = pd.to_numeric(cells, errors="coerce")
    return found if found.dtype != object else cells.map(_number).astype("float64")


def _number(cell: object) -> float:
    try:
        return float(cell)  # type: ignore[arg-type]
    except OverflowError:
        return float("inf")
    except (TypeError, ValueError):
        return float("nan")
