"""Small tables held in memory: they take the same tests as the engine's tables, a hundred times faster.

An Ibis query costs some 10 ms before the database does anything. A page asks of a thousand flows and of a few hundred
sums a dozen times, so these answer from memory. A test is written once, as Ibis has it (`table.year.between(…)`,
`table.weapons.filter(…).length() > 0`), and works on both; what a test here does not know raises AttributeError.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from cachetools import LRUCache

Mask = np.ndarray
#: Answers of tests that a table remembers.
MASKS = 128


class MemoryTable:
    """A table in memory. Its columns are Values or Lists; `frame` holds the rows with their labels in the whole table."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._known: dict[str, Values | Lists] = {}
        self._passed: LRUCache[tuple[Any, ...], Mask | None] = LRUCache(MASKS)
        self._lock = threading.Lock()

    @staticmethod
    def of(frame: pd.DataFrame) -> MemoryTable:
        """All rows of a table. Texts become Python objects, in one block: loops and choices of rows are faster on them."""
        texts = {name: object for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)}
        return MemoryTable(frame.astype(texts).copy())

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.frame.columns)

    def filter(self, *tests: Mask) -> MemoryTable:
        """The rows that pass all tests."""
        return MemoryTable(self.frame[self.all_of(tests)])

    def all_of(self, tests: Iterable[Mask]) -> Mask:
        """Which rows pass all tests; all of them where there is none."""
        passed: Mask = np.logical_and.reduce([np.ones(len(self.frame), dtype=bool), *tests])
        return passed

    def once(self, test: Callable[..., Mask | None], *asked: Hashable) -> Mask | None:
        """What a test of this table answers, remembered: the questions of one page share most of their tests."""
        key = (test, *asked)
        with self._lock:
            if key in self._passed:
                return self._passed[key]
        found = test(self, *asked)
        with self._lock:
            self._passed[key] = found
        return found

    def __getitem__(self, name: str) -> Values | Lists:
        if name not in self._known:
            column = self.frame[name]
            held = column.dtype == object and len(column) > 0 and isinstance(column.iloc[0], list | tuple | np.ndarray)
            self._known[name] = Lists.of(column) if held else Values(column)
        return self._known[name]

    def __getattr__(self, name: str) -> Values | Lists:
        if name.startswith("_") or name not in self.frame.columns:
            raise AttributeError(name)
        return self[name]


class Values:
    """A column of single values. As in SQL, a missing value passes no test."""

    def __init__(self, values: pd.Series) -> None:
        self._values = values

    @cached_property
    def _there(self) -> Mask:
        there: Mask = self._values.notna().to_numpy()
        return there

    def _where(self, passed: pd.Series) -> Mask:
        mask: Mask = passed.to_numpy(dtype=bool, na_value=False) & self._there
        return mask

    def isin(self, wanted: Iterable[Any]) -> Mask:
        return self._where(self._values.isin(list(wanted)))

    def between(self, low: Any, high: Any) -> Mask:
        return self._where(self._values.between(low, high))

    def fill_null(self, value: Any) -> Values:
        return Values(self._values.fillna(value))

    def __eq__(self, other: object) -> Mask:  # type: ignore[override]
        return self._where(self._values == other)

    def __ne__(self, other: object) -> Mask:  # type: ignore[override]
        return self._where(self._values != other)

    def __le__(self, other: Any) -> Mask:
        return self._where(self._values <= other)

    def __ge__(self, other: Any) -> Mask:
        return self._where(self._values >= other)

    def __gt__(self, other: Any) -> Mask:
        return self._where(self._values > other)


class Lists:
    """A column of lists: all their items in one go, and the row that each belongs to."""

    def __init__(self, items: pd.Series, rows: np.ndarray, length: int) -> None:
        self._items, self._rows, self._length = items, rows, length

    @staticmethod
    def of(column: pd.Series) -> Lists:
        sizes = column.map(len).to_numpy(dtype=int)
        items = [item for items in column for item in items]
        return Lists(pd.Series(items, dtype=object), np.repeat(np.arange(len(column)), sizes), len(column))

    def filter(self, test: Callable[[Values], Mask]) -> Lists:
        """The lists with the items that pass a test."""
        passed = test(Values(self._items))
        return Lists(self._items[passed], self._rows[passed], self._length)

    def contains(self, item: Any) -> Mask:
        return self.filter(lambda value: value == item).length() > 0

    def length(self) -> Values:
        return Values(pd.Series(np.bincount(self._rows, minlength=self._length)))
