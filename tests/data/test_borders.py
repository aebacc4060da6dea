"""Borders: groups that hold together, names that an address may hold, and what the pick of a border finds."""

from __future__ import annotations

import pytest

from components.current import dataset
from components.text.words import BORDER_GROUP_NAMES
from data.ground.borders import GROUPS, choices, known, length_km, lines, pairs, sides
from data.query.filters import Filters
from data.query.picks import NEAR_BORDER_KM, PICKS
from data.query.years import all_years
from data.subjects import flows, incidents, routes

NONE: set[str] = set()


def test_every_border_of_a_group_exists_and_touches_another_one() -> None:
    for name, members in GROUPS.items():
        assert set(members) <= known(dataset()), name
        for pair in members:
            others = {country for other in members if other != pair for country in other.split("-")}
            assert others & set(pair.split("-")), f"{pair} has nothing to do with the rest of {name}"


def test_every_group_has_a_name() -> None:
    assert set(BORDER_GROUP_NAMES) == set(GROUPS)


def test_pairs_and_sides() -> None:
    assert pairs("MLI-NER") == ("MLI-NER",) and sides("MLI-NER") == ("MLI", "NER")
    assert sides("liptako-gourma") == ("BFA", "MLI", "NER")
    assert length_km(dataset(), "liptako-gourma") == pytest.approx(
        sum(length_km(dataset(), pair) for pair in GROUPS["liptako-gourma"])
    )
    assert length_km(dataset(), "AAA-BBB") == 0


def test_choices_touch_the_countries_and_name_groups_first() -> None:
    found = choices(dataset(), ("MLI",))
    assert found[0] == "liptako-gourma"
    assert all("MLI" in sides(border) for border in found)
    assert "MLI-NER" in found and "NER-NGA" not in found


def test_lines_are_those_asked_for() -> None:
    found = lines(dataset(), ("MLI-NER", "BFA-NER", "AAA-BBB"))
    assert set(found) == {"MLI-NER", "BFA-NER"} and all(line.length > 1 for line in found.values())


@pytest.mark.parametrize("value", [*GROUPS, "MLI-NER", "COL-VEN"])
def test_an_address_may_name_it(value: str) -> None:
    filters, problems = Filters.parse({"border": value}, ("MLI",), all_years(dataset()))
    assert filters.picks == (("border", value),) and not problems
    assert dict(Filters.parse(filters.parameters(), ("MLI",), all_years(dataset()))[0].picks) == {"border": value}


@pytest.mark.parametrize("value", ["liptako", "lake-chad2", "MLI", "mli-ner", "MLI-NER,BFA-NER", "MLI-NER\nx", ""])
def test_an_address_may_not_name_it(value: str) -> None:
    assert not PICKS["border"].allows(value)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_finds_what_its_borders_find_and_nothing_twice(group: str) -> None:
    def picked(border: str) -> Filters:
        return Filters(picks=(("border", border),))

    parts = [picked(pair) for pair in pairs(group)]
    assert incidents.counts(dataset(), picked(group)).events.sum() == sum(
        incidents.counts(dataset(), part).events.sum() for part in parts
    )
    for subject in (flows, routes):
        found = subject.matching(dataset(), picked(group)).id
        assert found.is_unique
        assert set(found) == NONE.union(*(subject.matching(dataset(), part).id for part in parts))


def test_the_pick_of_a_border_keeps_to_its_distance() -> None:
    rows = Filters(picks=(("border", "MLI-NER"),)).narrow(dataset().table("incidents"))
    found = dataset().frame(rows)
    assert len(found) and set(found.border) == {"MLI-NER"} and found.border_km.max() <= NEAR_BORDER_KM
