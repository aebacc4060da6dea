"""What takes seconds is made once; a damaged file is made again, and a folder that cannot be written stops nothing."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest

from components.files.http import compression, disk_cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "arms-lens"


def never() -> bytes:
    raise AssertionError("it is there already")


def test_it_is_made_once_for_each_recipe_and_content(folder: Path) -> None:
    assert disk_cache.found("a", b"raw") is None
    assert disk_cache.made("a", b"raw", lambda: b"made") == disk_cache.made("a", b"raw", never) == b"made"
    assert disk_cache.found("b", b"raw") is None and disk_cache.found("a", b"other") is None
    assert folder.stat().st_mode & 0o077 == 0, "nobody else writes what browsers run"


def test_a_damaged_file_is_made_again(folder: Path) -> None:
    disk_cache.made("a", b"raw", lambda: b"made")
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert disk_cache.found("a", b"raw") is None
    assert disk_cache.made("a", b"raw", lambda: b"again") == disk_cache.found("a", b"raw") == b"again"


def test_the_oldest_goes_when_there_is_no_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_cache, "_MOST", 3000)
    for number in range(5):
        disk_cache.made("a", bytes([number]), lambda: b"x" * 1000)
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 3000
    assert disk_cache.found("a", bytes([4])) == b"x" * 1000


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert disk_cache.made("a", b"raw", lambda: b"made") == b"made" and disk_cache.found("a", b"raw") is None


def test_packed_bodies_are_the_same_and_smaller_also_after_a_new_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "_kept", compression.LRUCache(1_000_000, lambda coded: len(coded.body)))
    raw = b"".join(b"[%d.%03d,%d]," % (n * 7 % 90, n * n % 997, n % 31) for n in range(9000))
    quick = compression.coded("ground", "br", lambda: raw)
    compression.pack("ground", lambda: raw)
    packed = compression.coded("ground", "br", never)
    assert brotli.decompress(packed.body) == raw and len(packed.body) < 0.9 * len(quick.body) and packed.tag == quick.tag
    compression._kept.clear()
    assert compression.coded("ground", "br", lambda: raw) == packed
