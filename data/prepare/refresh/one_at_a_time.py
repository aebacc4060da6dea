"""One refresh at a time: two would write to the same half-fetched files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.prepare.core.intake import InputError
from data.prepare.core.publish import alive

_NAME = ".refreshing"


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """InputError while another process is in such a block for the same folder; one that died does not count."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / _NAME
    while True:
        try:
            descriptor = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError:
            process = _holder(lock)
            if process and alive(process):
                raise InputError(
                    f"another refresh into {folder} is running (process {process}): wait until it has ended; if there is "
                    f"none, remove {lock}"
                ) from None
            lock.unlink(missing_ok=True)
    try:
        os.write(descriptor, str(os.getpid()).encode())
        os.close(descriptor)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _holder(lock: Path) -> str:
    try:
        return lock.read_text().strip()
    except OSError:
        return ""
