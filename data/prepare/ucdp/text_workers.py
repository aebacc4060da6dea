"""Headlines and notes of many events, read in processes side by side: the slowest part of preparing them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from loky import ProcessPoolExecutor

from data.prepare.ucdp.stories import COLUMNS, Gazetteer, report
from data.prepare.ucdp.weapons_in_text import read_events

#: Below so many events, or bytes of a file, starting a process costs more than it saves.
MANY, LARGE = 20_000, 64 * 1024**2
#: Events handed to a process at a time.
PART = 8_000
#: What texts are read from and told apart by.
NEEDED = tuple(dict.fromkeys(("source_headline", "source_article", "source_date", "where_description", *COLUMNS)))

Read = tuple[list[list[str]], list[str | None]]


def read_texts(kept: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The weapons that the texts of each event name, and the digest of its report; both with the index of `kept`."""
    records = kept.reindex(columns=list(NEEDED))
    if len(records) < MANY or processors() < 2:
        weapons, reports = _read(records, None)
    else:
        known = Gazetteer(records)
        parts = [records.iloc[start : start + PART] for start in range(0, len(records), PART)]
        # Not multiprocessing: its new processes run the main module anew.
        with ProcessPoolExecutor(min(processors(), 4)) as workers:
            read = list(workers.map(_read, parts, [known] * len(parts)))
        weapons, reports = ([one for part in read for one in part[n]] for n in range(2))
    known_lists: dict[tuple[str, ...], list[str]] = {}  # few texts name weapons that no other does: one list serves all
    weapons = [known_lists.setdefault(tuple(one), one) for one in weapons]
    return _series(weapons, kept.index), pd.Series(reports, index=kept.index, dtype="str")


def beside(files: Sequence[Path], count: Callable[..., pd.DataFrame], *arguments: Any) -> Callable[[], pd.DataFrame]:
    """What gives the result of `count(files, …)`: begun at once in a process of its own where the files are large."""
    if processors() < 2 or sum(path.stat().st_size for path in files) < LARGE:
        return lambda: count(files, *arguments)
    worker = ProcessPoolExecutor(1)
    found: Future[pd.DataFrame] = worker.submit(count, files, *arguments)

    def result() -> pd.DataFrame:
        try:
            return found.result()
        finally:
            worker.shutdown()

    return result


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(records: pd.DataFrame, known: Gazetteer | None) -> Read:
    columns = (records[name].to_numpy(dtype=object) for name in ("source_headline", "source_article", "source_date"))
    return list(read_events(records, known)), [report(*row) for row in zip(*columns, strict=True)]


def _series(values: list[Any], index: pd.Index) -> pd.Series:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return pd.Series(found, index=index)
