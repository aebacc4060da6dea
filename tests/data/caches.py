"""The answers that a function keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cachetools import Cache


def cache_of(query: Callable[..., Any]) -> Cache[Any, Any]:
    found: Cache[Any, Any] = query.cache  # type: ignore[attr-defined]
    return found
