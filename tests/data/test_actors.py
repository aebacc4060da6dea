"""Actors: the table says what pandas counts, and how much of the selection it speaks for."""

from components.current import dataset
from data.query.filters import Filters
from data.subjects import actors
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
    name = "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad"
    assert name in set(actors.recorded(dataset(), Filters(areas=("NGA",), picks=(("actor", name),))).actor)
