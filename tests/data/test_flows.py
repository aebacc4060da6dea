"""Flows counted and added: against pandas on the file, and never across what cannot be added."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from components.current import dataset
from data.engine.dataset import prepared_folder
from data.model.categories import FLOW_KINDS
from data.query.filters import Filters
from data.query.picks import SIDES
from data.subjects import flows
from tests.data.questions import QUESTIONS
from tests.data.test_filters import by_hand

ASKED = [asked.picking("kind", side) for asked in QUESTIONS[::3] if not asked.picks for side in SIDES]
WEST_AFRICA = Filters(areas=("west-africa",), exclude_possible=True)


@cache
def _file() -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / "flows.parquet")


def rows_of(asked: Filters) -> pd.DataFrame:
    """The rows of a question and a side, straight from the file."""
    kinds = SIDES[dict(asked.picks)["kind"]]
    frame = _file()
    return frame[frame.id.isin(by_hand("flows", asked.without("picks"))) & frame.kind.isin(kinds)]


def test_a_side_is_its_kinds_and_both_are_everything() -> None:
    sides = {side: set(flows.matching(dataset(), Filters().picking("kind", side)).kind) for side in SIDES}
    assert sides == {side: set(kinds) for side, kinds in SIDES.items()}
    assert sum(len(flows.matching(dataset(), Filters().picking("kind", side))) for side in SIDES) == len(_file())


@pytest.mark.parametrize("asked", ASKED, ids=Filters.query)
@pytest.mark.parametrize("by", flows.RANKED)
def test_a_ranking_counts_every_record_once(by: str, asked: Filters) -> None:
    found, rows = flows.ranking(dataset(), asked, by), rows_of(asked)
    assert found[[*FLOW_KINDS]].sum().to_dict() == {kind: int((rows.kind == kind).sum()) for kind in FLOW_KINDS}
    assert found[[*FLOW_KINDS]].sum(axis=1).is_monotonic_decreasing
    for kind in FLOW_KINDS:
        own = rows[rows.kind == kind]
        stated = found[found.value.notna() & (found[kind] > 0)].set_index("value")[kind]
        assert stated.to_dict() == own[flows.RANKED[by]].value_counts().to_dict()
        assert found[kind][found.value.isna()].sum() == own[flows.RANKED[by]].isna().sum()


@pytest.mark.parametrize("asked", ASKED, ids=Filters.query)
@pytest.mark.parametrize("by", ["kind", "weapon"])
def test_a_record_counts_in_every_year_and_category_it_speaks_of(by: str, asked: Filters) -> None:
    wanted: dict[tuple[int, str], int] = {}
    for row in rows_of(asked).itertuples():
        for year in range(row.start_year, row.end_year + 1):
            for group in {row.kind} if by == "kind" else {code[0] for code in row.weapons}:
                wanted[year, group] = wanted.get((year, group), 0) + 1
    assert flows.by_year(dataset(), asked, by).set_index(["year", "group"]).records.to_dict() == wanted


@pytest.mark.parametrize("asked", ASKED, ids=Filters.query)
def test_streams_add_up_to_the_records(asked: Filters) -> None:
    found, rows = flows.streams(dataset(), asked), rows_of(asked)
    assert found.amount.sum() == pytest.approx(len(rows))
    in_each = rows.weapons.map(lambda codes: len({code[0] for code in codes})).sum()
    assert found.records.sum() == in_each
    by_origin = found.assign(origin=found.origin.fillna("?")).groupby("origin").amount.sum()
    assert by_origin.to_dict() == pytest.approx(rows.origin_country.fillna("?").value_counts().to_dict())


@pytest.mark.parametrize("asked", ASKED, ids=Filters.query)
def test_quantities_are_added_in_one_unit_and_of_single_deliveries_only(asked: Filters) -> None:
    rows = rows_of(asked)
    rows = rows[(rows.kind != "collected") & rows.quantity.notna() & ~rows.weapons.map(lambda codes: "H1" in codes).astype(bool)]
    shared = rows.unit.value_counts()
    assert flows.units(dataset(), asked) == shared[shared >= 3].to_dict()
    for unit, n in flows.units(dataset(), asked).items():
        found = flows.streams_in(dataset(), asked, unit)
        assert found.records.sum() == n
        assert found.amount.sum() == pytest.approx(rows[rows.unit == unit].quantity.sum())
        assert not found.weapon.eq("H1").any()


def test_a_quantity_of_several_classes_is_not_divided() -> None:
    mixed = [
        unit
        for unit in flows.units(dataset(), Filters())
        if (flows.streams_in(dataset(), Filters(), unit).weapon == flows.SEVERAL).any()
    ]
    assert mixed, "no record with several classes and a quantity is left: this test means nothing"


def test_register_rows_without_a_class_of_their_own_show_no_quantity() -> None:
    unlike = _file()[[flows.adds_up_unlike_things(row.kind, row.weapons) for row in _file().itertuples()]]
    assert len(unlike) and set(unlike.kind) == {"authorised"}
    assert unlike.weapons.map(lambda codes: "H1" in codes).all()


def test_the_span_of_nothing_is_nothing() -> None:
    assert flows.span(dataset(), Filters(areas=("CPV",), years=(1989, 1990))) is None
    first, last = flows.span(dataset(), WEST_AFRICA) or (0, 0)
    assert 1989 <= first < last <= 2026
