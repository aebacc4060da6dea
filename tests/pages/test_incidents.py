"""The incidents page as its visitors meet it: views of the map, picks from the address, guards and gaps in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.current import dataset
from components.text.unplaced_words import not_placed, not_placed_of
from components.text.words import LANGUAGES, words
from data.analysis import hot_spots
from data.query.filters import Filters
from data.subjects import actors, border_shares, incidents, playback
from data.subjects.unplaced import unplaced
from tests.pages.visits import visit, words_on

EN = words("en")
MALI = Filters(areas=("MLI",), exclude_possible=True)


def layers(at: AppTest) -> dict[str, dict[str, Any]]:
    (chart,) = at.get("deck_gl_json_chart")
    return {layer["id"].split("~")[0]: layer for layer in json.loads(chart.proto.json)["layers"]}


def view(at: AppTest, name: str) -> AppTest:
    return at.segmented_control(key="incidents_view").set_value(name).run()


def test_the_map_shows_incidents_first_and_other_layers_on_demand() -> None:
    at = visit("incidents", area="MLI")
    assert not at.exception
    assert "incidents" in layers(at) and not {"flows", "transfers", "routes"} & set(layers(at))
    at.pills(key="incidents_layers").set_value(["incidents", "routes"]).run()
    assert "routes" in layers(at)


@pytest.mark.parametrize("measure", ["events", "deaths", "share"])
def test_areas_are_coloured_by_a_measure(measure: str) -> None:
    at = view(visit("incidents", area="NGA"), "areas")
    at.segmented_control(key="incidents_measure").set_value(measure).run()
    (shown,) = (layer for name, layer in layers(at).items() if name.startswith("areas-"))
    assert shown["data"].startswith(f"/layers/areas-{measure}.json?area=NGA&")
    assert ("one event more or less" in words_on(at)) == (measure == "share")
    assert not_placed(unplaced(dataset(), Filters(areas=("NGA",), exclude_possible=True), "area"), EN) in words_on(at)


def test_a_picked_area_keeps_its_neighbours_in_sight() -> None:
    at = view(visit("incidents", area="MLI", admin1="ML05"), "areas")
    found = layers(at)
    (shown,) = (layer for name, layer in found.items() if name.startswith("areas-"))
    assert "admin1" not in shown["data"]
    assert "admin1=ML05" in found["area-picked"]["data"]
    assert at.button(key="chip_admin1").label == "First-level area: Mopti"


def test_play_changes_nothing_but_the_moment() -> None:
    at = view(visit("incidents", area="MLI"), "time")
    resting = layers(at)
    assert resting["incidents-by-year"]["filterRange"] == [2026, 2026]
    at.button(key="incidents_play").click().run()
    assert at.button(key="incidents_play").label == "Pause"
    moments = []
    for _ in range(4):
        playing = layers(at)
        moments.append(playing["incidents-by-year"].pop("filterRange")[0])
        assert {**resting["incidents-by-year"], "filterRange": None} == {**playing["incidents-by-year"], "filterRange": None}
        assert {k: v for k, v in playing.items() if k != "incidents-by-year"} == {
            k: v for k, v in resting.items() if k != "incidents-by-year"
        }
        at.run()
    assert moments == [1990, 1991, 1992, 1993]
    at.button(key="incidents_play").click().run()
    assert at.button(key="incidents_play").label == "Play"
    at.select_slider(key="incidents_at").set_value(2012).run()
    assert layers(at)["incidents-by-year"]["filterRange"] == [2012, 2012]


def test_play_by_month_says_what_is_left_out() -> None:
    at = view(visit("incidents", area="MLI"), "time")
    at.segmented_control(key="incidents_step").set_value("month").run()
    known = sum(events for events, _ in playback.totals(dataset(), MALI, "month").values())
    total = int(incidents.by_year(dataset(), MALI).events.sum())
    assert f"Events whose month is not known are left out: {total - known:,} of {total:,}." in words_on(at)
    assert layers(at)["incidents-by-month"]["filterRange"] == [2026 * 12 + 5] * 2


def test_too_much_to_play_is_said() -> None:
    at = view(visit("incidents", area="all"), "time")
    at.segmented_control(key="incidents_step").set_value("month").run()
    assert not at.exception and at.button(key="incidents_play").disabled
    assert "Too many places and steps" in words_on(at)


def test_the_years_stay_in_sight_when_some_are_chosen() -> None:
    at = visit("incidents", area="MLI", year="2012-2015")
    assert "Pale: outside the chosen years." in words_on(at)
    at.segmented_control(key="incidents_bars").set_value("month").run()
    assert not at.exception
    assert "Events whose month is not known are missing here: " in words_on(at)


def test_the_borders_are_sentences_that_pick() -> None:
    at = visit("incidents", area="MLI")
    found = border_shares.near_borders(dataset(), MALI)
    n = int(found.frame.set_index("border").events["MLI-NER"])
    button = at.button(key="incidents_border_MLI-NER")
    assert button.label == f"Mali–Niger: {round(100 * n / found.measured)}% ({n} events)"
    assert not_placed_of(MALI, "place", EN) in words_on(at)
    rest = found.frame.events[sum(str(one.key).startswith("incidents_border_") for one in at.button) :]
    assert len(rest) and f"At {len(rest)} more border" in words_on(at) and f": {rest.sum()} event" in words_on(at)
    button.click().run()
    assert at.query_params["border"] == "MLI-NER"
    other = int(found.frame.set_index("border").events["BFA-MLI"])
    assert at.button(key="incidents_border_BFA-MLI").label.startswith(
        f"Burkina Faso–Mali: {round(100 * other / found.measured)}%"
    )
    at.button(key="incidents_border_MLI-NER").click().run()
    assert "border" not in at.query_params


def test_actors_say_for_how_many_events_they_are_known() -> None:
    at = visit("incidents", area="MLI", actor="JNIM")
    known = actors.events_with_actors(dataset(), MALI)
    assert (
        f"Events whose parties are known here: {known:,} of {int(incidents.by_year(dataset(), MALI).events.sum()):,}."
        in words_on(at)
    )
    table = next(frame.value for frame in at.dataframe if "Actor" in frame.value.columns)
    assert list(table.Actor) == list(actors.recorded(dataset(), MALI).actor)
    assert at.button(key="chip_actor").label == "Recorded involving: JNIM"


def test_hot_spots_say_their_periods_and_their_guard() -> None:
    at = visit("incidents", area="MLI")
    found = hot_spots.rising(dataset(), MALI)
    assert found is not None and (found.now, found.before) == ((2021, 2023), (2018, 2020))
    table = next(frame.value for frame in at.dataframe if "2021–2023" in frame.value.columns)
    assert list(table["2021–2023"]) == list(found.frame.now)
    text = words_on(at)
    assert "2021–2023 against 2018–2020" in text and "at least 5 events" in text


def test_years_without_an_earlier_period_are_said() -> None:
    at = visit("incidents", area="MLI", year="2024-2025")
    assert not at.exception and "leave no earlier period" in words_on(at)


@pytest.mark.parametrize("query", [{"area": "CPV"}, {"area": "MLI", "year": "2024"}, {"actor": "Nobody at all"}])
@pytest.mark.parametrize("name", ["marks", "areas", "time"])
def test_nothing_on_record_is_no_error(query: dict[str, str], name: str) -> None:
    at = view(visit("incidents", **query), name)
    assert not at.exception and not at.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_without_data_says_over_the_map_that_it_is_no_peace(language: str) -> None:
    say = words(language)
    gap = visit("incidents", area="COL", view="time", step="month", at="2025-03", lang=language)
    assert any(say.t("no data, which is not peace: no source at hand speaks of places here") in one.value for one in gap.warning)
    quiet = visit("incidents", area="COL", view="time", step="month", at="2015-03", lang=language)
    assert not quiet.warning
