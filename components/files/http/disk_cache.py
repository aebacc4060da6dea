"""Bodies that take seconds to make and depend on nothing but a file: kept in the user's cache folder from one start to the next.

Where that folder cannot be written, each start makes them again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

#: Bytes of all that is kept: what one version of Streamlit brings takes a tenth.
_MOST = 30_000_000
_DIGEST = 16


def found(recipe: str, raw: bytes) -> bytes | None:
    """What a recipe once made of `raw`, or None; a damaged file counts as none."""
    try:
        kept = (_folder() / _name(recipe, raw)).read_bytes()
    except (OSError, RuntimeError):
        return None
    return kept[_DIGEST:] if _digest(kept[_DIGEST:]) == kept[:_DIGEST] else None


def made(recipe: str, raw: bytes, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, made once for each recipe and content. Raises what `make` raises."""
    body = found(recipe, raw)
    if body is None:
        body = make()
        # RuntimeError: a user without a home.
        with suppress(OSError, RuntimeError):
            _write(_name(recipe, raw), body)
    return body


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "arms-lens"


def _name(recipe: str, raw: bytes) -> str:
    return hashlib.blake2s(raw, salt=_digest(recipe.encode())[:8]).hexdigest()


def _digest(body: bytes) -> bytes:
    return hashlib.blake2s(body, digest_size=_DIGEST).digest()


def _write(name: str, body: bytes) -> None:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        file.write(_digest(body) + body)
    os.replace(file.name, folder / name)
    by_age = sorted(((path.stat().st_mtime, path.stat().st_size, path) for path in folder.iterdir()), reverse=True)
    taken = 0
    for _, size, path in by_age:
        taken += size
        if taken > _MOST:
            path.unlink(missing_ok=True)
