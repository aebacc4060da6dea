"""A set of prepared tables, asked through Ibis expressions, and which set of them a process answers from.

A process answers from the newest set in its folder, and takes in a newer one while it runs (`renew`). What one run of a page or
one request asks comes from one set: that which was the newest when it began (`one_version`). Every query answers public rows
only; what is restricted never leaves this room.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from cachetools import LRUCache, cached

from data.engine.dataset import BUNDLED, FOLDER, Dataset, StoreError, fix, read_manifest

#: Answers of a query kept in memory for all sessions, the largest about half a megabyte.
ANSWERS = 256
#: The same of a query whose answers are a few numbers and words.
SMALL_ANSWERS = 4096
#: Bytes of one function's bodies of files.
BODIES = 24_000_000
#: Bytes of one function's values of which each caller gets a copy.
COPIED = 4_000_000


def prepared_folder() -> Path:
    """Folder of the prepared tables: ARMS_LENS_DATA, or the one in this repository."""
    return _folder(os.environ.get(FOLDER) or str(BUNDLED))


@lru_cache(8)
def _folder(named: str) -> Path:
    # Asked for with every question: to read a path takes longer than to find most answers.
    return Path(named)


#: Why the set that lies in the folder now could not be taken in; nothing while all is well.
refused = ""
#: The newest set of each folder that was asked for, by folder.
_newest: dict[Path, Dataset] = {}
_opening = threading.Lock()
_pinned: ContextVar[Dataset | None] = ContextVar("the set that a run or a request began with", default=None)
#: Answers of each query, and who may touch them: they are dropped with the set they came from.
_answers: list[tuple[LRUCache[Any, Any], threading.Condition]] = []


def store() -> Dataset:
    """The set that this run or request began with, else the newest. Raises StoreError when the data cannot be read."""
    return _pinned.get() or newest()


def newest() -> Dataset:
    """The newest set of this process, opened at the first call. Raises StoreError when the data cannot be read."""
    folder = prepared_folder()
    found = _newest.get(folder)
    if found is None:
        with _opening:
            found = _newest[folder] = _newest.get(folder) or Dataset(folder)
    return found


def held() -> bool:
    """Whether this process has a set to answer from, whatever lies in the folder now."""
    return prepared_folder() in _newest


def pin(found: Dataset | None) -> None:
    """From here on this thread or task is answered from one set; None ends that."""
    _pinned.set(found)


@contextmanager
def one_version(found: Dataset | None = None) -> Iterator[Dataset]:
    """All that is asked in the block is answered from one set: the newest, unless another is handed in."""
    found = found or newest()
    before = _pinned.set(found)
    try:
        yield found
    finally:
        _pinned.reset(before)


def renew(ready: Callable[[], None] = lambda: None) -> bool:
    """Take in the set that lies in the folder now, and say whether it is another one; `ready` asks it what everybody will ask.

    Until it is ready everybody is answered from the set before, whose answers are dropped at the next call. Raises StoreError
    when the new set cannot be read or asked; the one before stays then.
    """
    global refused
    folder = prepared_folder()
    try:
        before = newest()
        _drop_answers(before)
        if read_manifest(folder)["data_version"] == before.version:
            refused = ""
            return False
        found = Dataset(folder)
        _make_ready(found, ready)
    except StoreError as error:
        refused = str(error)
        raise
    refused = ""
    _newest[folder] = found
    return True


def _make_ready(found: Dataset, ready: Callable[[], None]) -> None:
    """StoreError where a set that reads well cannot be asked what everybody asks: it must not take a sound one's place."""
    try:
        with one_version(found):
            ready()
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        raise StoreError(
            f"the set in {found.folder} cannot be asked what the first page asks ({why}): {fix(found.folder)}"
        ) from error


def _drop_answers(current: Dataset) -> None:
    """Drop all answers but those of one version, whatever the tier."""
    for kept, turn in _answers:
        with turn:
            for key in [key for key in kept if key[0][:2] != current.key[:2]]:
                del kept[key]


def cached_by_version(query: Any) -> Any:
    """Keep a query's answers for all sessions, by its arguments and the store they came from.

    Callers share the answer: treat it as read-only. Sessions that ask the same at once wait for one answer.
    """
    return _kept(LRUCache(ANSWERS), query)


def cached_small(query: Any) -> Any:
    """Like `cached_by_version`, for answers of a few numbers and words: a page asks some of them ten times, and fifty
    visitors must not push each other's out.
    """
    return _kept(LRUCache(SMALL_ANSWERS), query)


def cached_bytes(build: Any) -> Any:
    """Like `cached_by_version`, for bodies of files: bounded by the memory they take, since most of thousands are small."""
    return _kept(LRUCache(BODIES, getsizeof=len), build)


def cached_copies(build: Any) -> Any:
    """Like `cached_by_version`, for values of many parts such as charts: kept as bytes, of which each caller gets a copy.

    What a caller does to its copy reaches nobody else. Bytes take a tenth of the memory, which they bound, and leave the garbage
    collector nothing to look through.
    """
    packed = _kept(
        LRUCache(COPIED, getsizeof=len),
        lambda *args, **kwargs: pickle.dumps(build(*args, **kwargs), pickle.HIGHEST_PROTOCOL),
    )

    @wraps(build)
    def copied(*args: Any, **kwargs: Any) -> Any:
        return pickle.loads(packed(*args, **kwargs))

    copied.cache = packed.cache  # type: ignore[attr-defined]
    return copied


def _asked(*args: Any, **kwargs: Any) -> tuple[Any, ...]:
    """What an answer is remembered by, the set that it comes from first."""
    return store().key, args, tuple(sorted(kwargs.items()))


def _kept(answers: LRUCache[Any, Any], query: Any) -> Any:
    turn = threading.Condition()
    _answers.append((answers, turn))
    return cached(answers, key=_asked, condition=turn)(query)
