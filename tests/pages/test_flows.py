"""The flows page as its visitors meet it: two sides, units, embargoes in neutral words, gaps said."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from components.charts.flows.sides import BOTH
from components.current import dataset
from components.layers.rows import FLOWS_ON
from components.text.words import FLOW_KIND_NAMES, FLOW_KIND_PLURALS, LANGUAGES, words
from data.model.categories import FLOW_KINDS
from data.query.filters import Filters
from data.query.picks import SIDES
from data.subjects import embargoes, flows
from tests.pages.visits import move_to, turn_to, visit, words_on

WEST_AFRICA = Filters(areas=("west-africa",), exclude_possible=True)
ILLICIT = "illicit and seized"


def charts(at: AppTest) -> list[str]:
    return [element.proto.id.rpartition("-flows_")[2] for element in at.get("plotly_chart")]


def more(at: AppTest, panel: str) -> AppTest:
    """Open one of the panels below the charts."""
    return at.segmented_control(key="flows_more").set_value(panel).run()


def test_what_else_is_on_record_stands_one_at_a_time() -> None:
    at = visit("flows")
    assert "Search these rows" in [field.label for field in at.text_input]
    for panel, title in (("embargoes", "Recorded during"), ("seizures", "Seizures reported"), ("holdings", "Holdings on")):
        more(at, panel)
        assert not at.exception and any(title in found.value for found in at.subheader)
        assert not at.text_input


def test_both_sides_stand_side_by_side_and_each_says_its_number() -> None:
    at = visit("flows")
    assert not at.exception and not at.error
    assert at.segmented_control(key="flows_side").value == BOTH
    for side in SIDES:
        assert f"**{words('en').flows(flows.by_kind(dataset(), WEST_AFRICA.picking('kind', side)))}**" in words_on(at)
        assert {f"sankey_{side}", f"supplier_{side}", f"recipient_{side}"} <= set(charts(at))
    assert "mechanism_illicit and seized" in charts(at) and "mechanism_authorised" not in charts(at)


@pytest.mark.parametrize("side", SIDES)
def test_the_switch_leaves_one_side_and_stands_in_the_address(side: str) -> None:
    at = visit("flows")
    at.segmented_control(key="flows_side").set_value(side).run()
    assert not at.exception and at.query_params["kind"] == side
    other = next(name for name in SIDES if name != side)
    assert f"sankey_{side}" in charts(at) and f"sankey_{other}" not in charts(at)
    assert any(button.key == "chip_kind" for button in at.button)
    at.segmented_control(key="flows_side").set_value(BOTH).run()
    assert "kind" not in at.query_params and len({f"sankey_{side}" for side in SIDES} & set(charts(at))) == 2


@pytest.mark.parametrize(
    "kind, side", [("collected", ILLICIT), ("illicit", ILLICIT), ("authorised", "authorised"), (ILLICIT, ILLICIT)]
)
def test_a_kind_of_the_address_is_a_side(kind: str, side: str) -> None:
    at = visit("flows", kind=kind)
    assert not at.exception and at.query_params["kind"] == kind
    assert at.segmented_control(key="flows_side").value == side


@pytest.mark.parametrize("kind", (*SIDES, *FLOW_KINDS))
def test_headline_and_layers_follow_the_chosen_kind(kind: str) -> None:
    at = visit("flows", area="MLI", kind=kind)
    held = flows.by_kind(dataset(), Filters(areas=("MLI",), exclude_possible=True).picking("kind", kind))
    (headline,) = [one.value for one in at.markdown if one.value.startswith("On record")]
    assert words("en").flows(held) in headline
    others = [say for other in FLOW_KINDS if not held[other] for say in (FLOW_KIND_NAMES[other], FLOW_KIND_PLURALS[other])]
    assert others and not [say for say in others if say in headline]
    layers = at.pills(key="flows_layers")
    drawn = {layer for layer, kinds in FLOWS_ON.items() if any(held[one] for one in kinds)}
    assert {*(layers.value or ())} == drawn
    assert all((f"/layers/{layer}.json" in _map(at)) == (layer in drawn) for layer in FLOWS_ON)


def test_a_layer_that_rests_is_drawn_again_with_its_kind() -> None:
    at = visit("flows", area="MLI", kind="illicit")
    layers = at.pills(key="flows_layers")
    assert len(layers.options) == 3
    layers.set_value(["flows", "incidents"]).run()
    at.segmented_control(key="flows_side").set_value(BOTH).run()
    assert not at.exception
    assert all(f"/layers/{layer}.json" in _map(at) for layer in ("flows", "transfers", "incidents"))


def test_a_unit_is_offered_where_three_records_share_it_and_the_page_says_why() -> None:
    at = visit("flows", kind=ILLICIT)
    box = at.selectbox(key="flows_sankey_illicit and seized_unit")
    assert len(box.options) == 1 + len(flows.units(dataset(), WEST_AFRICA.picking("kind", ILLICIT)))
    assert "quantities stand in different units and cannot be added" in words_on(at)
    box.set_value("rifles").run()
    assert not at.exception and "Records with a quantity in this unit, by weapon class: " in words_on(at)
    assert "Left out are seizures and collections" in words_on(at)


def test_a_unit_that_no_longer_exists_goes_back_to_records() -> None:
    at = visit("flows", kind=ILLICIT)
    at.selectbox(key="flows_sankey_illicit and seized_unit").set_value("rifles").run()
    at.multiselect(key="area").set_value(["CPV"]).run()
    assert not at.exception and not at.error


def test_embargoes_are_told_in_neutral_words() -> None:
    at = more(visit("flows", area="CIV"), "embargoes")
    text = words_on(at)
    n = embargoes.recorded_during(
        dataset(), Filters(areas=("CIV",), exclude_possible=True).picking("kind", "authorised")
    ).id.nunique()
    assert f"{n} authorised deliveries are recorded during a UN arms embargo on their destination." in text
    assert "The years coincide; no more is said." in text
    for word in ("violat", "breached", "illegal", "guilty"):
        assert word not in text.lower()


@pytest.mark.parametrize("area", ["TCD", "MLI"])
def test_a_country_without_an_arms_embargo_says_so(area: str) -> None:
    at = more(visit("flows", area=area), "embargoes")
    assert "no arms embargo on the country is on record here" in words_on(at)
    assert ("None is on record here." in words_on(at)) == (area == "TCD")


def test_seizures_name_who_reported_nothing_and_every_choice_works() -> None:
    at = more(visit("flows"), "seizures")
    assert "No figure at all in any year:" in words_on(at) and "Nigeria" in words_on(at)
    for indicator in at.selectbox(key="flows_indicator").options:
        at.selectbox(key="flows_indicator").set_value(indicator).run()
        for part in at.selectbox(key="flows_breakdown").options:
            at.selectbox(key="flows_breakdown").set_value(part).run()
            assert not at.exception and not at.error


def test_a_pick_that_finds_no_flow_any_more_goes_with_a_notice() -> None:
    at = visit("flows", area="COL", recipient="COL")
    move_to(at, "MLI")
    assert not at.exception and "recipient" not in at.query_params
    assert any("is no longer part of the selection" in toast.value for toast in at.toast)


@pytest.mark.parametrize("query", [{"supplier": "XXX"}, {"supplier": "<b>"}, {"kind": "everything"}, {"mechanism": "x" * 500}])
def test_nonsense_is_no_error(query: dict[str, str]) -> None:
    at = visit("flows", **query)
    assert not at.exception and not at.error


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", ["kind", "weapon"])
def test_years_by_kind_and_by_weapon_in_every_language(by: str, language: str) -> None:
    at = visit("flows", area="LBR", lang=language)
    at.segmented_control(key="flows_by").set_value(by).run()
    assert not at.exception and not at.error


def test_the_map_looks_at_the_whole_world_until_it_is_asked_for_the_selection_again() -> None:
    at = visit("flows", area="MLI")
    near = _view(at)
    assert near["zoom"] > 3 and "/layers/labels.json" in _map(at)
    at.button(key="world").click().run()
    assert not at.exception
    assert _view(at)["zoom"] < 1 and "/layers/flow-names.json" in _map(at) and '"scale"' not in _map(at)
    at.button(key="fit").click().run()
    assert _view(at)["zoom"] == pytest.approx(near["zoom"], abs=1e-4) and "/layers/labels.json" in _map(at)
    at.button(key="world").click().run()
    move_to(at, "COL")
    assert _view(at)["zoom"] > 3, "another area is looked at"
    turn_to(at.button(key="world").click().run(), "routes")
    assert _view(at)["zoom"] > 3, "another page looks at its selection"


def _map(at: AppTest) -> str:
    return str(at.get("deck_gl_json_chart")[0].proto.json)


def _view(at: AppTest) -> dict[str, float]:
    return dict(json.loads(_map(at))["initialViewState"])
