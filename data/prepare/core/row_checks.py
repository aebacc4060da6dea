"""Turning rows away: each row for the first reason that applies to it, so that kept and rejected always add up."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from data.contracts import TABLES
from data.prepare.core.intake import no_rejects, rejects

#: Characters of an offending value that a reject shows: codes and numbers fit, sentences do not.
SHOWN = 40

Check = tuple[pd.Series, str, pd.Series]


def latest(today: datetime.date | None = None) -> pd.Timestamp:
    """The day after which nothing can have happened yet: tomorrow, because the day may have begun elsewhere."""
    return pd.Timestamp(today or datetime.date.today()) + pd.Timedelta(days=1)


def ahead(what: str, years: pd.Series, shown: pd.Series, months: pd.Series | None = None) -> Check:
    """A check for years, or months of them (1 to 12), that have not begun: figures tell what has happened."""
    day = latest()
    later = years.gt(day.year)
    if months is not None:
        later |= years.eq(day.year) & months.gt(day.month)
    return later.fillna(False).astype(bool), f"{what} lies in the future", shown


def implausible(table: str, numbers: Mapping[str, pd.Series], values: Mapping[str, pd.Series]) -> list[Check]:
    """Checks for columns of the table's contract: numbers below nought, fractions of what is whole, and what is beyond its range.

    `values` are what the file says there, where that is not the number.
    """
    checks: list[Check] = []
    for name, found in numbers.items():
        column, shown = TABLES[table].column(name), values.get(name, found)
        plain = found.astype("Float64")
        if column.low is not None and column.low >= 0:
            checks.append((plain.lt(0).fillna(False), f"{name} is negative", shown))
        if column.kind == "whole":
            checks.append((plain.mod(1).gt(0).fillna(False), f"{name} is no whole number", shown))
        checks.append((column.outside(found), f"{name} is beyond what is plausible", shown))
    return checks


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
