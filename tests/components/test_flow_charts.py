"""Charts of flows: what can be picked, what is pale, and where embargoes stand on the axis of years."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from components.charts.flows import ranking
from components.charts.flows.figures import GREY, bars, years
from components.charts.flows.timeline import recipient
from components.current import dataset
from components.screen.flows import picks as flow_picks
from components.screen.flows import ranking_panel as flow_ranking_panel
from components.screen.flows import sankey_panel as flow_sankey_panel
from components.screen.flows import side_switch as flow_switch
from components.screen.flows import timeline_panel as flow_timeline_panel
from components.screen.shell import address
from components.text.instrument_names import BODY_NAMES
from components.text.records import first_address
from components.text.words import words
from data.query.filters import Filters
from data.query.picks import SIDES
from data.query.years import FIRST_YEAR, all_years, last_year
from data.subjects import embargoes, flows
from geo.style import rgb

EN = words("en")
WEST_AFRICA = Filters(areas=("west-africa",), exclude_possible=True)
COUNTRIES = ("CIV", "GIN", "LBR", "LBY", "MLI", "NER", "NGA", "SLE", "SDN", "VEN")
NONE = pd.DataFrame()


def tint(colour: str, alpha: float) -> str:
    return f"rgba({','.join(map(str, rgb(colour)))},{alpha:g})"


# --- rankings ------------------------------------------------------------------------------------------------------------


def test_bars_that_cannot_be_picked_are_grey_and_the_others_pale_beside_the_chosen_one() -> None:
    rows = [("FRA", "France", 3), ("CHN", "China", 2), ("", "other (4)", 9)]
    (trace,) = bars(rows, None, "#102030", EN)["data"]
    assert trace["marker"]["color"] == [tint("#102030", 1), tint("#102030", 1), tint(GREY, 1)]
    assert trace["customdata"] == [["FRA"], ["CHN"], [""]]
    (trace,) = bars(rows, "CHN", "#102030", EN)["data"]
    assert trace["marker"]["color"] == [tint("#102030", 0.28), tint("#102030", 1), tint(GREY, 0.28)]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("by", ["supplier", "recipient"])
def test_a_ranking_shows_every_record(by: str, side: str) -> None:
    asked = WEST_AFRICA.picking("kind", side)
    rows = ranking._rows(flows.ranking(dataset(), asked, by), by, EN)
    assert sum(sum(kinds.values()) for *_, kinds in rows) == len(flows.matching(dataset(), asked))
    assert len(rows) <= 10 and [bool(value) for value, *_ in rows] == sorted((bool(v) for v, *_ in rows), reverse=True)


# --- years ---------------------------------------------------------------------------------------------------------------


def found(by: str, filters: Filters = WEST_AFRICA) -> dict[str, pd.DataFrame]:
    return {side: flows.by_year(dataset(), filters.picking("kind", side), by) for side in SIDES}


@pytest.mark.parametrize("by", ["kind", "weapon"])
def test_years_outside_the_chosen_ones_are_pale_and_the_legend_never_is(by: str) -> None:
    drawn = years(found(by), by, (2012, 2015), NONE, EN)
    for trace in drawn["data"]:
        if trace["type"] == "bar":
            strong = [colour.endswith(",1)") for colour in trace["marker"]["color"]]
            assert strong == [2012 <= year <= 2015 for year in trace["x"]]
            assert trace["customdata"] == [[year] for year in trace["x"]]
        else:
            assert trace["marker"]["color"].startswith("#")


def test_each_side_has_a_scale_of_its_own() -> None:
    drawn = years(found("kind"), "kind", (), NONE, EN)
    axes = {trace["yaxis"] for trace in drawn["data"] if trace["type"] == "bar"}
    assert axes == {"y", "y2"}
    (low, top), (below, above) = drawn["layout"]["yaxis"]["domain"], drawn["layout"]["yaxis2"]["domain"]
    assert below < above < low < top


@pytest.mark.parametrize("country", ["LBR", "CIV", "SLE", "LBY", "NGA"])
def test_embargoes_stand_where_their_days_are(country: str) -> None:
    known = embargoes.arms_embargoes(dataset(), country)
    drawn = years(found("kind", Filters(areas=(country,))), "kind", (), known, EN)
    strips = [trace for trace in drawn["data"] if trace.get("yaxis") == "y9"]
    assert len(strips) == len(known)
    for strip, row in zip(strips, known.itertuples(), strict=True):
        start, end = strip["base"][0], strip["base"][0] + strip["x"][0]
        assert int(start + 0.5) == max(row.start.year, FIRST_YEAR), "one from before the axis begins at its edge"
        assert end == last_year(dataset()) + 0.5 if pd.isna(row.end) else int(end + 0.5) == row.end.year
    assert len(drawn["layout"]["shapes"]) == (known.imposing_body == "UN").sum()


def test_nothing_on_record_is_drawn_as_an_empty_axis() -> None:
    nothing = Filters(areas=("CPV",), years=(1989, 1990))
    drawn = years(found("weapon", nothing), "weapon", (), NONE, EN)
    assert [(trace["x"], trace["yaxis"]) for trace in drawn["data"]] == [([None], "y"), ([None], "y2")]
    assert drawn["layout"]["yaxis"]["dtick"] == 1


def test_the_country_of_the_question() -> None:
    assert recipient(Filters(areas=("MLI",))) == "MLI"
    assert recipient(Filters(areas=("MLI", "NER"))) is None
    assert recipient(WEST_AFRICA.picking("recipient", "CIV")) == "CIV"


# --- clicks --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Session state as the callbacks find it: the widgets hold West Africa."""
    held: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", held)
    address.seed(WEST_AFRICA)
    return held


def click(state: dict[str, Any], key: str, *customdata: Any) -> None:
    points = [{"customdata": list(customdata)}] if customdata else []
    state[key] = SimpleNamespace(selection=SimpleNamespace(points=points))


def test_a_bar_picks_and_opens_again(state: dict[str, Any]) -> None:
    click(state, "chart", "FRA")
    flow_ranking_panel._picked("chart", "supplier")
    assert state["picks"] == (("supplier", "FRA"),)
    flow_ranking_panel._picked("chart", "supplier")
    assert state["picks"] == ()


@pytest.mark.parametrize("customdata", [(), ("",)])
def test_the_rest_and_an_emptied_selection_pick_nothing(state: dict[str, Any], customdata: tuple[str, ...]) -> None:
    click(state, "chart", *customdata)
    flow_ranking_panel._picked("chart", "supplier")
    assert state["picks"] == ()


@pytest.mark.parametrize("customdata", [(), ("", "")])
def test_nothing_of_the_sankey_that_cannot_be_picked(state: dict[str, Any], customdata: tuple[str, ...]) -> None:
    click(state, "chart", *customdata)
    flow_sankey_panel._picked("chart")
    assert state["picks"] == () and state["weapon"] == []


@pytest.mark.parametrize("code, group, classes", [("C", ["C"], []), ("C2", ["C"], ["C2"]), ("NR", ["NR"], [])])
def test_a_weapon_of_the_sankey_becomes_the_filter(
    state: dict[str, Any], code: str, group: list[str], classes: list[str]
) -> None:
    click(state, "chart", "weapon", code)
    flow_sankey_panel._picked("chart")
    assert (state["weapon"], state["weapon_class"]) == (group, classes)
    assert address.from_widgets().weapons == (code,)
    flow_sankey_panel._picked("chart")
    assert (state["weapon"], state["weapon_class"]) == ([], [])


def test_a_year_becomes_the_years_and_opens_again(state: dict[str, Any]) -> None:
    click(state, "flows_years", 2015)
    flow_timeline_panel._year_picked()
    assert state["year"] == (2015, 2015)
    flow_timeline_panel._year_picked()
    assert state["year"] == all_years(dataset())


def test_an_embargo_in_the_chart_is_no_year(state: dict[str, Any]) -> None:
    click(state, "flows_years", 0)
    flow_timeline_panel._year_picked()
    assert state["year"] == all_years(dataset())


def test_the_switch_sets_the_kind_and_both_opens_it(state: dict[str, Any]) -> None:
    for side, picks in (
        ("authorised", (("kind", "authorised"),)),
        ("illicit and seized", (("kind", "illicit and seized"),)),
        (flow_switch.BOTH, ()),
    ):
        state["flows_side"] = side
        flow_switch._turn()
        assert state["picks"] == picks


def test_a_new_pick_opens_those_that_would_leave_no_flow(state: dict[str, Any]) -> None:
    state["picks"] = (("mechanism", "trafficking"), ("recipient", "MLI"))
    flow_picks.choose("kind", "authorised")
    assert state["picks"] == (("kind", "authorised"), ("recipient", "MLI"))
    assert len(flows.matching(dataset(), address.from_widgets()))


# --- addresses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference, address",
    [
        ("https://example.org/a", "https://example.org/a"),
        ("S/RES/1 (https://example.org/a)", "https://example.org/a"),
        ("S/2014/1; http://example.org/a", "http://example.org/a"),
        ("https://example.org/a ; https://example.org/b", "https://example.org/a"),
        ("S/RES/788", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_the_first_address_of_a_reference(reference: str | None, address: str | None) -> None:
    assert first_address(reference) == address


def test_everybody_who_imposed_an_embargo_has_a_name() -> None:
    bodies = {body for country in COUNTRIES for body in embargoes.of_country(dataset(), country).imposing_body}
    assert bodies == set(BODY_NAMES)
