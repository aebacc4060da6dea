"""Routes: what is hidden, counted and near."""

from __future__ import annotations

from collections import Counter

from components.current import dataset
from data.query.filters import Filters
from data.subjects import routes

WEST_AFRICA = Filters(areas=("west-africa",), exclude_possible=True)


def test_hidden_corridors_are_possible_or_of_low_confidence() -> None:
    everything, likely = routes.matching(dataset(), Filters(areas=("west-africa",))), routes.matching(dataset(), WEST_AFRICA)
    left_out = everything[~everything.id.isin(likely.id)]
    assert len(left_out) == routes.hidden(dataset(), WEST_AFRICA) > 0
    assert ((left_out.reliability == "possible") | (left_out.confidence == "low")).all()
    assert routes.hidden(dataset(), Filters(areas=("west-africa",))) == 0


def test_charts_ignore_their_own_pick_and_the_corridor() -> None:
    picked = WEST_AFRICA.picking("mode", "desert track").picking("route", "WA08")
    assert routes.by_mode(dataset(), picked) == routes.by_mode(dataset(), WEST_AFRICA)
    assert routes.by_mode(dataset(), WEST_AFRICA) == dict(Counter(routes.matching(dataset(), WEST_AFRICA)["mode"]).most_common())
    on_tracks = routes.by_border(dataset(), picked)
    assert 0 < sum(on_tracks.values()) < sum(routes.by_border(dataset(), WEST_AFRICA).values())
    counts = list(routes.by_border(dataset(), WEST_AFRICA).values())
    assert counts == sorted(counts, reverse=True)


def test_a_question_asked_anywhere_keeps_what_is_no_place() -> None:
    picks = (("actor", "x"), ("border", "MLI-NER"), ("mode", "road"), ("route", "WA08"), ("violence", "one-sided"))
    asked = routes.anywhere(Filters(areas=("MLI",), years=(2015, 2020), weapons=("E",), exclude_possible=True, picks=picks))
    assert asked == Filters(
        years=(2015, 2020), weapons=("E",), exclude_possible=True, picks=(("actor", "x"), ("violence", "one-sided"))
    )


def test_incidents_in_boxes_that_overlap_count_once() -> None:
    found = routes.incidents_within(dataset(), Filters(years=(2018, 2020)), ((-1.0, 15.0, 0.5, 17.0), (0.0, 15.0, 1.0, 17.0)))
    assert len(found) and found.lon.between(-1, 1).all() and found.lat.between(15, 17).all()
    assert not found.duplicated(["lon", "lat"]).any()
    whole = routes.incidents_within(dataset(), Filters(years=(2018, 2020)), ((-1.0, 15.0, 1.0, 17.0),))
    assert found.events.sum() == whole.events.sum() > 0
    counted = found[found.events > 0]
    assert counted["first"].min() >= 2018 and counted["last"].max() <= 2020
    assert routes.incidents_within(dataset(), Filters(), ((-40.0, 30.0, -39.0, 31.0),)).empty
