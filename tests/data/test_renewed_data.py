"""Newer data come in while the app runs: whoever has begun goes on with the old ones, and nobody gets half of each."""

from __future__ import annotations

import threading
from pathlib import Path

import pyarrow as pa
import pytest

from components import current
from components.current import dataset, newest, one_version, renew
from data.engine import cached, digests
from data.engine.dataset import FOLDER, StoreError
from data.query.filters import Filters
from data.subjects import incidents
from tests.data.folders import copy_of_prepared, replace, rewrite, version

ALL = Filters()


def half(rows: pa.Table) -> pa.Table:
    return rows.slice(0, rows.num_rows // 2)


def deaths() -> int:
    return int(incidents.counts(dataset(), ALL)["deaths"].sum())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = copy_of_prepared(tmp_path / "prepared")
    monkeypatch.setenv(FOLDER, str(made))
    return made


def newer(folder: Path) -> None:
    """Half of the events, as a set of another version."""
    rewrite(folder, "incidents", half)
    version(folder, "newer")


def test_the_same_set_is_not_taken_in_again(folder: Path) -> None:
    before = newest()
    assert not renew() and newest() is before


def test_a_newer_set_takes_its_place(folder: Path) -> None:
    old = deaths()
    newer(folder)
    assert deaths() == old
    assert renew() and newest().version == "newer"
    assert 0 < deaths() < old


def test_who_has_begun_goes_on_with_the_old_set(folder: Path) -> None:
    with one_version() as begun:
        old = deaths()
        newer(folder)
        assert renew()
        assert dataset() is begun and deaths() == old
        assert len(dataset().rejects())
    assert dataset().version == "newer" and deaths() < old


def test_each_thread_has_its_own(folder: Path) -> None:
    found: list[int] = []
    with one_version():
        old = deaths()
        newer(folder)
        renew()
        other = threading.Thread(target=lambda: found.append(deaths()))
        other.start()
        other.join()
        assert deaths() == old
    assert found == [deaths()] and found[0] < old


def test_answers_of_two_sets_are_kept_apart_in_one_process(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = newest()
    monkeypatch.setenv(FOLDER, str(copy_of_prepared(tmp_path / "other")))
    newer(tmp_path / "other")
    second = newest()
    found: list[int] = []
    for asked in (first, second, first, second):
        with one_version(asked):
            found.append(deaths())
    assert found[0] == found[2] > found[1] == found[3]


def test_the_new_set_is_ready_before_anybody_is_answered_from_it(folder: Path) -> None:
    before = newest().version
    newer(folder)
    seen: list[tuple[str, str]] = []

    def ready() -> None:
        seen.append((dataset().version, newest().version))

    renew(ready)
    assert seen == [("newer", before)]


@pytest.mark.parametrize("damage", [b"", b"{}", b"PAR1 and no more"])
def test_a_damaged_set_stays_outside(folder: Path, damage: bytes) -> None:
    old, before = deaths(), newest()
    newer(folder)
    sound = (folder / "incidents.parquet").read_bytes()
    replace(folder / "incidents.parquet", damage)
    with pytest.raises(StoreError, match=r"incidents\.parquet is damaged"):
        renew()
    assert newest() is before and deaths() == old
    assert "incidents.parquet is damaged" in current.refused
    replace(folder / "incidents.parquet", sound)
    assert renew() and not current.refused


def test_so_does_one_that_is_still_being_written(folder: Path) -> None:
    before = newest()
    (folder / digests.MANIFEST).unlink()
    with pytest.raises(StoreError, match="is missing"):
        renew()
    assert newest() is before


def test_a_set_without_its_rejects_is_refused_in_a_sentence(folder: Path) -> None:
    before = newest()
    (folder / "rejects.parquet").unlink()
    version(folder, "newer")
    with pytest.raises(StoreError, match=r"rejects\.parquet cannot be read in .*data\.prepare --raw RAW --out"):
        renew()
    assert newest() is before


def test_a_set_that_was_never_readable_is_refused_too(folder: Path) -> None:
    manifest = (folder / digests.MANIFEST).read_bytes()
    (folder / digests.MANIFEST).unlink()
    with pytest.raises(StoreError):
        renew()
    assert "is missing" in current.refused
    replace(folder / digests.MANIFEST, manifest)
    assert not renew() and not current.refused


def test_a_set_that_cannot_be_asked_stays_outside(folder: Path) -> None:
    before = newest()
    newer(folder)

    def ready() -> None:
        raise KeyError("admin1")

    with pytest.raises(StoreError, match=r"cannot be asked what the first page asks \(KeyError: 'admin1'\)"):
        renew(ready)
    assert newest() is before and "KeyError" in current.refused
    assert renew() and not current.refused


def test_old_answers_are_given_up(folder: Path) -> None:
    old = deaths()
    newer(folder)
    renew()
    renew()
    kept = {key[0] for answers, _ in cached._answers for key in answers}
    assert kept <= {newest().key} and old
