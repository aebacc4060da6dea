"""Digests of a prepared set: those of its files stand in its manifest, and the manifest's own at its end.

A bit that turns in a parquet file is mostly read without a word, as another value: only a digest tells.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
_KEY, _BLANK = "manifest_sha256", "0" * 64
_END = re.compile(rf'"{_KEY}": "([0-9a-f]{{64}})"\n\}}\n\Z'.encode())


def of_file(path: Path) -> str:
    """The sha256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_files(folder: Path) -> dict[str, str]:
    """The sha256 of every file of a set but its manifest, by path in the folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): of_file(path) for path in found}


def version(files: Mapping[str, str]) -> str:
    """A short hash over names and digests of all files."""
    lines = "".join(f"{name} {digest}\n" for name, digest in files.items())
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def seal(folder: Path, manifest: Mapping[str, Any], plain: Callable[[Any], Any] = str) -> None:
    """Write `manifest.json`, the last file of a set, with all digests. `plain` turns into JSON what JSON does not know."""
    whole = {key: value for key, value in manifest.items() if key not in ("files", _KEY)}
    whole |= {"files": of_files(folder), _KEY: _BLANK}
    blank = (json.dumps(whole, ensure_ascii=False, indent=1, default=plain) + "\n").encode()
    (folder / MANIFEST).write_bytes(_filled(blank, hashlib.sha256(blank).hexdigest().encode()))


def opened(content: bytes) -> dict[str, Any]:
    """The manifest. ValueError unless it is as it was written."""
    found = _END.search(content)
    if not found or hashlib.sha256(_filled(content, _BLANK.encode())).hexdigest().encode() != found[1]:
        raise ValueError("the manifest is not as it was written")
    manifest: dict[str, Any] = json.loads(content)
    return manifest


def altered(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Files that are not as they were written, first those that are missing. OSError where one cannot be read."""
    missing = [name for name in files if not (folder / name).is_file()]
    return missing or [name for name, digest in files.items() if of_file(folder / name) != digest]


def _filled(content: bytes, digest: bytes) -> bytes:
    """The manifest with this digest in place of its own."""
    found = _END.search(content)
    assert found
    return content[: found.start(1)] + digest + content[found.end(1) :]
