"""A set is a value: several live in one process, of other versions and tiers, and no answer of one is given for another."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from data.engine.dataset import TIERS, Dataset
from data.query.filters import Filters
from data.subjects import flows, incidents, rows
from tests.data.folders import copy_of_prepared, rewrite, set_column, version

ALL = Filters()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set whose records are public, internal and restricted in turn."""
    folder = copy_of_prepared(tmp_path_factory.mktemp("mixed") / "set")
    for table in ("incidents", "flows"):
        rewrite(
            folder,
            table,
            lambda found: set_column(found, "sensitivity", [TIERS[number % 3] for number in range(found.num_rows)]),
        )
    version(folder, "mixed")
    return folder


def test_each_tier_sees_its_own_rows_and_those_of_the_tiers_before(mixed: Path) -> None:
    sets = [Dataset(mixed, tier=tier) for tier in TIERS]
    counted = [one.rows["incidents"] for one in sets]
    assert counted[0] < counted[1] < counted[2]
    assert counted[2] == len(_ids(sets[2]))
    assert set(_ids(sets[0])) < set(_ids(sets[1])) < set(_ids(sets[2]))
    assert {one.rows["countries"] for one in sets} == {sets[0].rows["countries"]}, "what has no sensitivity is for all"


def test_answers_of_one_tier_are_never_given_to_another(mixed: Path) -> None:
    """Asked in turns, so that each answer is kept while another set is asked the same."""
    public, internal = Dataset(mixed), Dataset(mixed, tier="internal")
    for _ in range(2):
        for one in (public, internal):
            assert len(flows.matching(one, ALL)) == one.rows["flows"]
            assert rows.number(one, "incidents", ALL) == one.rows["incidents"]
            assert incidents.counts(one, ALL).records.sum() == one.rows["incidents"]


def test_an_old_and_a_new_version_live_side_by_side(tmp_path: Path) -> None:
    old = Dataset(copy_of_prepared(tmp_path / "old"))
    folder = copy_of_prepared(tmp_path / "new")
    rewrite(folder, "incidents", lambda found: found.slice(0, found.num_rows // 2))
    version(folder, "newer")
    new = Dataset(folder)
    assert old.version != new.version
    for _ in range(2):
        for one in (new, old):
            assert incidents.counts(one, ALL).records.sum() == one.rows["incidents"]
    assert new.rows["incidents"] * 2 == pytest.approx(old.rows["incidents"], abs=1)


def _ids(found: Dataset) -> list[str]:
    answer: pa.Table = found.arrow(found.table("incidents").select("id"))
    return [str(name) for name in answer["id"].to_pylist()]
