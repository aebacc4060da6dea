"""The border lens: sides, bands and years add up to what is on record, and nothing counts twice."""

from __future__ import annotations

import pandas as pd
import pytest

from components.current import dataset
from data.analysis import border_lens
from data.analysis.border_lens import FARTHEST
from data.ground.borders import BANDS, GROUPS, pairs, sides
from data.model.precision import UNPLACED
from data.query.filters import Filters

BORDERS = ("MLI-NER", "LBY-NER", "COL-VEN", *GROUPS)


def recorded(border: str) -> pd.DataFrame:
    """What the lens should hold, straight from the table."""
    found = dataset().frame(dataset().table("incidents"))
    found = found[found.border.isin(pairs(border)) & (found.border_km <= FARTHEST)]
    return found.assign(side=found.located_in.fillna(found.country))


@pytest.mark.parametrize("border", BORDERS)
def test_it_holds_all_and_each_once(border: str) -> None:
    lens, wanted = border_lens.incidents(dataset(), Filters(), border).frame, recorded(border)
    assert not lens.duplicated(["side", "band", "year"]).any()
    assert lens.events.sum() == wanted.events.sum() and lens.deaths.sum() == wanted.deaths.sum()
    for i, (low, high) in enumerate(BANDS):
        inside = wanted[(wanted.border_km <= high) & ((wanted.border_km > low) | (i == 0))]
        by_side = lens[lens.band == i].groupby("side").events.sum().to_dict()
        assert by_side == inside.groupby("side").events.sum().to_dict()
    assert set(lens.side) <= set(sides(border))


def test_groups_add_up_from_their_borders() -> None:
    for group, members in GROUPS.items():
        whole = border_lens.incidents(dataset(), Filters(), group).frame.events.sum()
        assert whole == sum(border_lens.incidents(dataset(), Filters(), pair).frame.events.sum() for pair in members), group


def test_the_area_and_its_picks_leave_both_sides_in() -> None:
    wide = border_lens.incidents(dataset(), Filters(exclude_possible=True), "MLI-NER").frame
    assert set(wide.side) == {"MLI", "NER"}
    narrow = Filters(areas=("MLI",), exclude_possible=True, picks=(("border", "COL-VEN"), ("mode", "air"), ("route", "WA08")))
    pd.testing.assert_frame_equal(border_lens.incidents(dataset(), narrow, "MLI-NER").frame, wide)


def test_years_and_violence_narrow_it() -> None:
    found = border_lens.incidents(dataset(), Filters(years=(2018, 2019), picks=(("violence", "one-sided"),)), "MLI-NER").frame
    wanted = recorded("MLI-NER")
    wanted = wanted[wanted.year.between(2018, 2019) & (wanted.violence == "one-sided")]
    assert 0 < found.events.sum() == wanted.events.sum()
    assert set(found.year) == {2018, 2019}


def test_what_is_known_by_area_only_is_counted_apart() -> None:
    table = dataset().frame(dataset().table("incidents"))
    side = table.located_in.fillna(table.country)
    coarse = table[side.isin(("MLI", "NER")) & table.location_precision.isin(UNPLACED)]
    wanted = coarse.groupby("location_precision")[["events", "deaths"]].sum()
    found = border_lens.incidents(dataset(), Filters(), "MLI-NER").unplaced
    assert found == {row.Index: (row.events, row.deaths) for row in wanted.itertuples()} != {}
    assert coarse.border_km.isna().all()


def test_a_border_that_does_not_exist_holds_nothing() -> None:
    assert border_lens.incidents(dataset(), Filters(), "AAA-BBB").frame.empty


def test_corridors_cross_it() -> None:
    found = border_lens.corridors(dataset(), Filters(areas=("BEN",)), "MLI-NER")
    assert len(found) and all("MLI-NER" in crossed for crossed in found.borders)


def test_movements_from_side_to_side_come_first() -> None:
    found = border_lens.movements(dataset(), Filters(), "MLI-NER")
    assert found.across.is_monotonic_decreasing and found.across.any() and not found.across.all()
    for row in found.itertuples():
        end = row.destination_country if isinstance(row.destination_country, str) else row.event_country
        assert row.across == ({row.origin_country, end} == {"MLI", "NER"})
        assert {"MLI", "NER"} <= set(row.countries)
