"""Which set this process answers from.

It is the newest in its folder, and a newer one is taken in while the app runs (`renew`). What one run of a page or one request
asks comes from one set: that which was the newest when it began (`one_version`). Rooms below are handed the set that they ask.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from cachetools import LRUCache

from data.engine.cached import ANSWERS, SMALL_ANSWERS, asked_of, drop_answers, keep_answers
from data.engine.dataset import Dataset, StoreError, fix, prepared_folder, read_manifest

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

#: Bytes of one function's bodies of files.
BODIES = 24_000_000
#: Bytes of one function's values of which each caller gets a copy.
COPIED = 4_000_000

#: Why the set that lies in the folder now could not be taken in; nothing while all is well.
refused = ""
#: The newest set of each folder that was asked for, by folder.
_newest: dict[Path, Dataset] = {}
_opening = threading.Lock()
_pinned: ContextVar[Dataset | None] = ContextVar("the set that a run or a request began with", default=None)


def dataset() -> Dataset:
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


def close() -> None:
    """Close all sets, when this process ends: a signal ends it without Python's own clearing up."""
    while _newest:
        _newest.popitem()[1].close()


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
        drop_answers(before)
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


def cached_by_version(query: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Like that of `data.engine.cached`, for what asks the current set."""
    return cast(Callable[Asked, Answer], keep_answers(LRUCache(ANSWERS), query, _asked))


def cached_small(query: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Like that of `data.engine.cached`, for what asks the current set."""
    return cast(Callable[Asked, Answer], keep_answers(LRUCache(SMALL_ANSWERS), query, _asked))


def cached_bytes(build: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Like `cached_by_version`, for bodies of files: bounded by the memory they take, since most of thousands are small."""
    return cast(Callable[Asked, Answer], keep_answers(LRUCache(BODIES, getsizeof=len), build, _asked))


def cached_copies(build: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Like `cached_by_version`, for values of many parts such as charts: kept as bytes, of which each caller gets a copy.

    What a caller does to its copy reaches nobody else. Bytes take a tenth of the memory, which they bound, and leave the garbage
    collector nothing to look through.
    """
    packed = keep_answers(
        LRUCache(COPIED, getsizeof=len),
        lambda *args, **kwargs: pickle.dumps(build(*args, **kwargs), pickle.HIGHEST_PROTOCOL),
        _asked,
    )

    @wraps(build)
    def copied(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return cast(Answer, pickle.loads(packed(*args, **kwargs)))

    copied.cache = packed.cache  # type: ignore[attr-defined]
    return copied


def _asked(*args: Any, **kwargs: Any) -> tuple[Any, ...]:
    return asked_of(dataset(), *args, **kwargs)
