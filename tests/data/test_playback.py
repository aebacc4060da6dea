"""Playback: every event whose step is known is played once, in a layer that stays light."""

from components.current import dataset
from data.query.filters import Filters
from data.subjects import incidents, playback
from data.subjects.playback import STEPS, Step
from tests.data.questions import QUESTIONS
from tests.data.records import incidents_of
from tests.sweep import sweep


@sweep(few=11, asked=QUESTIONS, step=STEPS)
def test_every_event_is_played_once(asked: Filters, step: Step) -> None:
    frame = incidents_of(asked)
    timed = frame[frame[step].notna()]
    placed = timed[timed.lon.notna()]
    wanted = timed.groupby(timed[step].astype(int)).agg(events=("events", "sum"), deaths=("deaths", "sum"))
    assert playback.totals(dataset(), asked, step) == {
        time: tuple(row) for time, row in zip(wanted.index, wanted.to_numpy(), strict=True)
    }
    found = playback.played(dataset(), asked, step)
    if found.resolution is None:
        assert len(timed) > playback.MOST_ROWS
        return
    assert len(found.frame) <= playback.MOST_ROWS
    played = found.frame.groupby("time")[["events", "deaths"]].sum()
    shown = placed.groupby(placed[step].astype(int)).agg(events=("events", "sum"), deaths=("deaths", "sum"))
    assert played.astype(int).to_dict("index") == shown.to_dict("index")
    key = ["time", "cell"] if found.resolution else ["time", "lon", "lat"]
    assert not found.frame.duplicated(key).any()


def test_places_stay_places_and_cells_become_larger() -> None:
    assert playback.played(dataset(), Filters(areas=("MLI",)), "year").resolution == 0
    asked = Filters(areas=("west-africa",))
    assert playback.played(dataset(), asked, "year").resolution == incidents.marks(dataset(), asked).resolution - 1
