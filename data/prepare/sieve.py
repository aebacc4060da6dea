"""Turning rows away: each row for the first reason that applies to it, so that kept and rejected always add up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from data.prepare.intake import no_rejects, rejects

#: Characters of an offending value that a reject shows: codes and numbers fit, sentences do not.
SHOWN = 40

Check = tuple[pd.Series, str, pd.Series]


def sieve(table: str, path: Path, checks: Iterable[Check]) -> tuple[pd.Series, pd.DataFrame]:
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
