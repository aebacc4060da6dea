"""Which stories of a record's headlines tell of its event."""

from __future__ import annotations

import pandas as pd
import pytest

from data.prepare.ucdp.stories import COLUMNS, Gazetteer, headlines, own_stories, report
from data.prepare.ucdp.weapons_in_text import read_events

FEW = 3


def record(**given: object) -> dict[str, object]:
    """A state-based event at Alphaville, at 10° N 5° E, of a made-up country."""
    usual = {
        "country": "Ruritania", "where_coordinates": "Alphaville town", "side_a": "Government of Ruritania", "side_b": "Reds",
        "type_of_violence": 1, "latitude": 10.0, "longitude": 5.0, "where_prec": 1,
    }  # fmt: skip
    return dict.fromkeys(COLUMNS) | usual | given


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    places = [("Alphaville town", 10.0, 5.0), ("Betatown", 10.5, 5.0), ("Port Gamma town", 14.0, 9.0)]
    rows = [record(where_coordinates=name, latitude=lat, longitude=lon) for name, lat, lon in places for _ in range(FEW)]
    rows += [record(where_coordinates="Streslau city", latitude=16.0)] * FEW
    rows += [record(adm_1="Lowland state"), record(adm_1="Highland state"), record(country="Zenda", latitude=10.2)] * FEW
    return Gazetteer(pd.DataFrame([*rows, record(where_coordinates="Delta village", latitude=20.0)]))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Bomb kills two in Alphaville;Gunmen attack in Port Gamma", "Bomb kills two in Alphaville"),
        ("Bomb kills two in Betatown;Gunmen attack", "Bomb kills two in Betatown ; Gunmen attack"),
        ("Army kills ten Reds;Gunmen attack in Port Gamma;Car bomb explodes", "Army kills ten Reds"),
        ("Gunmen attack in Port Gamma", ""),
        ("Gunmen of Port Gamma march from Alphaville", "Gunmen of Port Gamma march from Alphaville"),
        ("Gunmen attack in Delta", "Gunmen attack in Delta"),
        ("Air strike, says colonel Port Gamma", "Air strike, says colonel Port Gamma"),
        ("Air strike kills two CR Source: website in Port Gamma", "Air strike kills two CR Source: website in Port Gamma"),
        ("Shots in barrio Port Gamma", "Shots in barrio Port Gamma"),
        ("Shots in Alphaville;Bomb in Ruritania's Port Gamma kills two", "Shots in Alphaville"),
        ("Shots in Alphaville;Mayor mourns Port Gamma bomb blast", "Shots in Alphaville"),
        ("Shots in Alphaville;Bomb in Betatown kills two", "Shots in Alphaville"),
        ("Shots in Alphaville;Bomb in Highland kills two", "Shots in Alphaville"),
        ("Reds fire;Bomb in Highland kills two", "Reds fire ; Bomb in Highland kills two"),
        ("Shots in Alphaville;Air raid in Zenda", "Shots in Alphaville"),
        ("Shots in Alphaville;Air raid on Reds at Zenda border", "Shots in Alphaville ; Air raid on Reds at Zenda border"),
        ("Shots in Alphaville;Air strikes hit Port Gamma", "Shots in Alphaville"),
        ("Reds clash in Alphaville;Air strikes in Ruritanian capital", "Reds clash in Alphaville"),
        (
            "Shots in Alphaville;Air strikes on Reds near the provincial capital",
            "Shots in Alphaville ; Air strikes on Reds near the provincial capital",
        ),
        ("Reds shot dead;Army fires rifle grenades at protesters", "Reds shot dead"),
    ],
    ids=[
        "far",
        "near",
        "party",
        "nothing left",
        "own place too",
        "rare name",
        "no scene",
        "credit",
        "quarter",
        "possessive",
        "no preposition",
        "less far beside the own place",
        "another region",
        "no own place beside",
        "another country",
        "border",
        "object",
        "capital",
        "a province's capital",
        "protesters",
    ],
)
def test_only_stories_of_the_event(text: str, own: str, known: Gazetteer) -> None:
    assert own_stories(text, record(adm_1="Lowland state"), known) == own


def test_a_country_that_a_place_note_mentions_is_not_the_events_own(known: Gazetteer) -> None:
    event = record(where_description="Alpha park near border with Zenda")
    assert own_stories("Shots in Alpha park;Air raid in Zenda", event, known) == "Shots in Alpha park"


def test_a_point_that_stands_for_an_area_tells_no_stories_apart(known: Gazetteer) -> None:
    text = "Bomb in Alphaville;Gunmen attack in Port Gamma"
    assert own_stories(text, record(where_prec=6), known) == "Bomb in Alphaville ; Gunmen attack in Port Gamma"


def test_an_attack_on_barracks_is_not_the_one_on_civilians(known: Gazetteer) -> None:
    event = record(type_of_violence=3, side_a="Reds", side_b="Civilians")
    for other in ("Car bomb hits barracks", "Mine kills three soldiers", "Policemen killed by bomb"):
        assert own_stories(f"Reds raid village;{other}", event, known) == "Reds raid village"
    for own in ("Soldiers killed 70 villagers", "Mine kills three soldiers, two villagers"):
        assert own_stories(f"Reds raid village;{own}", event, known) == f"Reds raid village ; {own}"
    assert own_stories("Mine kills three soldiers", event, known) == "Mine kills three soldiers", "no other story is left"


@pytest.mark.parametrize(
    ("headline", "article", "read"),
    [
        ("Gunmen attack", '"Agency,2026-06-01,Other"', "Gunmen attack"),
        (None, '"Agency,2026-06-01,Gunmen attack";"Paper, The,2026-06-02 00:00:00,Two die, one \'hurt\'"',
         "Gunmen attack;Two die, one 'hurt'"),
        (None, 'Reuters 1998-07-03 "Many killed', 'Reuters 1998-07-03 "Many killed'),
        (float("nan"), "", None),
    ],
)  # fmt: skip
def test_headlines_wherever_a_release_keeps_them(headline: object, article: object, read: str | None) -> None:
    assert headlines(headline, article) == read


def test_weapons_of_an_event_come_from_its_own_stories(known: Gazetteer) -> None:
    events = pd.DataFrame(
        [
            record(source_headline="Bomb kills two in Alphaville;Gunmen attack in Port Gamma", where_description="Alphaville"),
            record(source_article='"Agency,2026-06-01,Drone strike on Alphaville"'),
            record(),
        ],
        index=[5, 3, 4],
    )
    assert read_events(events, known).to_dict() == {5: ["E3"], 3: ["F1"], 4: []}


def test_who_attacks_civilians_and_is_no_state_has_no_aircraft_with_a_crew(known: Gazetteer) -> None:
    text = {"source_headline": "Many shot dead in raid, air strike", "type_of_violence": 3, "side_b": "Civilians"}
    sides = ["Reds", "Government of Ruritania", "XXX12"]
    events = pd.DataFrame([record(side_a=side, **text) for side in sides], index=sides)
    assert read_events(events, known).to_dict() == {
        "Reds": ["A9"],
        "Government of Ruritania": ["A9", "C4"],
        "XXX12": ["A9", "C4"],
    }


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Shots in Alphaville, while troops shell Nowhere Hill", "Shots in Alphaville"),
        ("Shots in Alphaville, while troops shell village", "Shots in Alphaville, while troops shell village"),
        ("Shots in Betatown, while troops shell Nowhere Hill", "Shots in Betatown, while troops shell Nowhere Hill"),
    ],
    ids=["elsewhere", "no place", "not the event's own"],
)
def test_what_happens_elsewhere_meanwhile_is_not_of_the_event(text: str, own: str, known: Gazetteer) -> None:
    assert own_stories(f"{text};Reds", record(), known) == f"{own} ; Reds"


def test_between_two_states_an_explosion_is_no_improvised_device(known: Gazetteer) -> None:
    events = pd.DataFrame(
        [record(source_headline="Explosions, missile", side_b=side) for side in ("Government of Zenda", "Reds")]
    )
    assert read_events(events, known).to_list() == [["C7"], ["C7"]]
    events["source_headline"] = "Explosions rock city"
    assert read_events(events, known).to_list() == [[], ["E3"]]


def test_events_split_from_one_story_share_a_report() -> None:
    day = "2026-06-01;2026-06-02"
    told = report("Bomb in market;Five die", None, day)
    assert told == report("Five Die;bomb in  market", None, "2026-06-02;2026-06-01"), "the order of sources says nothing"
    assert told != report("Bomb in market;Five die", None, "2026-06-03")
    assert told != report("Bomb in market", None, day)
    assert report(None, '"Agency,2026-06-01,Five die"', None) == report("Five die", None, "2026-06-01")
    assert report(None, None, day) is None
    assert told is not None
    assert len(told) == 12


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Suicide attack on army base day after deadly strikes", "deadly strikes"),
        ("Drone strike kills ten, two days after ambush on Reds", "ambush on Reds"),
        ("Attentat-suicide contre une base deux jours après une attaque", "une attaque"),
        ("Atentado con carro bomba tres días después de un ataque", "un ataque"),
        ("Bombing in Alphaville a day after deadly strikes", None),
        ("Bombing rocks Alphaville days after attack", None),
        ("Bombing kills ten a day after peace deal", None),
    ],
)
def test_of_two_events_in_one_headline_the_later_is_not_taken_for_one_without_its_place(
    known: Gazetteer, text: str, own: str | None
) -> None:
    """Boats were shelled; the next day's headline told of a suicide attack on a base, and named the boats as earlier."""
    assert own_stories(f"{text};Reds", record(), known) == f"{own or text} ; Reds"
    assert own_stories(text, record(), known) == text, "the news of a headline that stands alone is its later event"
