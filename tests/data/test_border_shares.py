"""Border shares: events within 50 km of each border, out of those whose distance is known."""

from components.current import dataset
from data.analysis import crossing
from data.query.filters import Filters
from data.subjects import border_shares
from data.subjects.unplaced import unplaced
from tests.data.questions import each_question
from tests.data.records import incidents_of


@each_question
def test_shares_are_what_pandas_counts(asked: Filters) -> None:
    frame = incidents_of(asked)
    found = border_shares.near_borders(dataset(), asked)
    near = frame[frame.border_km <= 50].groupby("border").events.sum()
    assert found.frame.set_index("border").events.astype("int64").to_dict() == near.to_dict()
    assert found.measured == frame.events[frame.border_km.notna()].sum()
    vague = sum(n for n, _ in unplaced(dataset(), asked).values())
    assert found.measured + vague == crossing.summary(dataset(), asked).events


def test_a_picked_border_holds_the_events_of_its_sentence() -> None:
    asked = Filters(areas=("MLI",))
    share = border_shares.near_borders(dataset(), asked).frame.set_index("border").events["MLI-NER"]
    assert crossing.summary(dataset(), asked.picking("border", "MLI-NER")).events == share
