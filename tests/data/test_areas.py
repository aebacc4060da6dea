"""First-level areas: nothing is lost between the areas, what is placed too vaguely, and the selection."""

from components.current import dataset
from data.analysis import crossing
from data.ground.countries import admin1_countries
from data.query.filters import Filters
from data.subjects import areas
from tests.data.questions import each_question
from tests.data.records import incidents_of


@each_question
def test_areas_hold_every_event_that_is_placed_in_a_chosen_country(asked: Filters) -> None:
    frame = incidents_of(asked)
    found, left_out = areas.counts(dataset(), asked), areas.left_out(dataset(), asked)
    assert (
        found.events.sum() + sum(n for n, _ in left_out.unplaced.values()) + left_out.across
        == crossing.summary(dataset(), asked).events
    )
    assert sum(n for _, n in left_out.unplaced.values()) == frame.deaths[frame.admin1.isna()].sum()
    own = frame.admin1.map(admin1_countries(dataset())).isin(asked.countries) if asked.countries else frame.admin1.notna()
    named = frame[own].assign(with_weapon=frame.events * (frame.weapons.map(len) > 0))
    wanted = named.groupby("admin1").agg(
        events=("events", "sum"),
        deaths=("deaths", "sum"),
        with_weapon=("with_weapon", "sum"),
        first=("year", "min"),
        last=("year", "max"),
    )
    armed = named[named.with_weapon > 0]
    told = armed.explode("reports").groupby("admin1").reports.nunique()
    wanted["reports"] = told.reindex(wanted.index, fill_value=0)
    assert found.set_index("admin1").astype("int64").to_dict("index") == wanted.to_dict("index")


def test_areas_across_the_border_are_counted_and_not_coloured() -> None:
    """UCDP counts some events for Mali whose coordinates lie in Algeria, Burkina Faso, Mauritania or Niger."""
    asked = Filters(areas=("MLI",))
    assert set(areas.counts(dataset(), asked).admin1.map(admin1_countries(dataset()))) == {"MLI"}
    assert areas.left_out(dataset(), asked).across > 0
    assert areas.left_out(dataset(), Filters()).across == 0


def test_every_area_with_an_event_has_a_shape_and_a_country() -> None:
    with_events = set(areas.counts(dataset(), Filters()).admin1)
    assert with_events <= set(areas.shapes(dataset()).admin1)
    assert with_events <= set(admin1_countries(dataset()))
    assert areas.shapes(dataset()).geometry.is_valid.all()


def test_borders_have_a_status_that_can_be_drawn() -> None:
    assert set(areas.country_borders(dataset()).status) == {"international", "undetermined", "dotted"}
