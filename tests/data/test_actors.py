"""Actors: the table says what pandas counts, and how much of the selection it speaks for."""

from dataclasses import replace

from components.current import dataset
from data.analysis import redaction
from data.query.filters import Filters
from data.subjects import actors, rows
from tests.data.questions import each_question
from tests.data.records import incidents_of


@each_question
def test_actors_are_what_pandas_counts(asked: Filters) -> None:
    frame = incidents_of(asked)
    each = frame.explode("actors").dropna(subset="actors")
    wanted = each.groupby("actors").agg(
        events=("events", "sum"), deaths=("deaths", "sum"), first=("year", "min"), last=("year", "max")
    )
    found = actors.recorded(dataset(), asked).set_index("actor")
    assert found.astype("int64").to_dict("index") == wanted.to_dict("index")
    assert found.events.is_monotonic_decreasing
    assert actors.events_with_actors(dataset(), asked) == frame.events[frame.actors.map(len) > 0].sum()


def test_a_picked_actor_is_party_to_everything_that_is_left() -> None:
    asked = Filters(areas=("MLI",), picks=(("actor", "JNIM"),))
    found = actors.recorded(dataset(), asked)
    assert found.actor[0] == "JNIM"
    assert found.events[0] == actors.events_with_actors(dataset(), asked)


def test_an_actor_with_an_apostrophe_is_found() -> None:
    name = next(name for name in sorted(set(actors.recorded(dataset(), Filters()).actor)) if "'" in name)
    assert name in set(actors.recorded(dataset(), Filters(picks=(("actor", name),))).actor)


def test_a_party_stands_under_one_name_and_is_found_by_its_earlier_ones() -> None:
    """UCDP renamed it after GED 22.1, of which most events of Nigeria are."""
    before = "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad"
    assert before in actors.earlier_names(dataset())["JAS"]
    everyone = set(actors.recorded(dataset(), Filters()).actor)
    old = {name for names in actors.earlier_names(dataset()).values() for name in names}
    # "AGC" is a party in Cameroon, too.
    assert everyone & old <= {"AGC"}
    nigeria = Filters(areas=("NGA",))
    found = rows.number(dataset(), "incidents", nigeria, before)
    assert found >= rows.number(dataset(), "incidents", replace(nigeria, picks=(("actor", "JAS"),)))


def test_earlier_names_are_withheld_where_the_present_one_is() -> None:
    assert {"FLA", "CSP-PSD"} <= redaction.parties(dataset(), Filters(areas=("MLI",)))
