"""Files and pictures built by threads of their own, each once for all who ask, and kept on disk within bounds.

Threads, not processes: a process of its own would hold all data a second time. One file is written at a time, so that pages,
slides and `/healthz` share the processor with one writer, however many files are asked for.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import IO

Write = Callable[[IO[bytes]], object]
#: Bytes of files that are kept for the next who asks.
MOST = 256_000_000


class BuiltFiles:
    """Files by key, at most `most` bytes of them. Those asked for last are kept."""

    def __init__(self, name: str, most: int = MOST) -> None:
        self._builder = ThreadPoolExecutor(1, f"{name}-builder")
        self._most = most
        self._lock = threading.Lock()
        self._files: OrderedDict[Hashable, Future[Path]] = OrderedDict()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    async def built(self, key: Hashable, write: Write) -> Path:
        """The file of a key, written unless it is there. Raises what `write` raises; the next who asks has it tried again."""
        with self._lock:
            found = self._files.get(key)
            if found is None or (found.done() and not _sound(found)):
                found = self._files[key] = self._builder.submit(copy_context().run, self._build, write)
            self._files.move_to_end(key)
        # Whoever hangs up must not stop the file of all others.
        return await asyncio.shield(asyncio.wrap_future(found))

    def kept(self) -> int:
        """Bytes on disk."""
        return sum(_size(found) for found in list(self._files.values()))

    def _build(self, write: Write) -> Path:
        with self._lock:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="arms-lens-")
        with tempfile.NamedTemporaryFile(dir=self._folder.name, delete=False) as file:
            try:
                write(file)
            except BaseException:
                Path(file.name).unlink()
                raise
        self._make_room(Path(file.name).stat().st_size)
        return Path(file.name)

    def _make_room(self, size: int) -> None:
        """Remove the files that were asked for longest ago until one of a size fits in."""
        with self._lock:
            for key in [key for key, found in self._files.items() if found.done()]:
                if self.kept() + size <= self._most:
                    break
                found = self._files.pop(key)
                if _sound(found):
                    with suppress(OSError):
                        found.result().unlink()


def _sound(found: Future[Path]) -> bool:
    return not found.cancelled() and found.exception() is None and found.result().exists()


def _size(found: Future[Path]) -> int:
    return found.result().stat().st_size if found.done() and _sound(found) else 0
