"""Memory that is free but not given back: glibc keeps what answers of many sizes left between them."""

from __future__ import annotations

import ctypes
from contextlib import suppress

import pyarrow


def give_back() -> None:
    """Give the system back what is free; without it memory grows for as long as people ask. Only glibc can be told."""
    pyarrow.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
