"""The crossing against pandas: cells, counts beside filter values, and the numbers of a selection."""

from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest

from components.current import dataset
from data.analysis import crossing
from data.engine.dataset import prepared_folder
from data.model.categories import FLOW_KINDS, NOT_REPORTED, level1
from data.query.filters import PHASE_VALUES, WEAPON_VALUES, Filters
from data.subjects import flows, incidents, routes
from tests.data.questions import QUESTIONS, each_question
from tests.data.test_filters import by_hand

VIEWS = [asked for asked in QUESTIONS if not (asked.phases or asked.weapons)][::2]


def found(subject: str, asked: Filters) -> pd.DataFrame:
    """The rows of a question, straight from the file, with columns letters, phases and n."""
    frame = _file("flows" if subject in FLOW_KINDS else subject)
    frame = frame[frame.kind == subject] if subject in FLOW_KINDS else frame
    frame = frame[frame.id.isin(by_hand("flows" if subject in FLOW_KINDS else subject, asked))]
    return frame.assign(
        letters=[sorted({code[0] for code in codes}) or [NOT_REPORTED] for codes in frame.weapons],
        phases=frame.phases if "phases" in frame else frame.phase.map(lambda phase: [phase]),
        n=frame.events if "events" in frame else 1,
    )


@cache
def _file(subject: str) -> pd.DataFrame:
    return pd.read_parquet(prepared_folder() / f"{subject}.parquet")


@pytest.mark.parametrize("subject", crossing.SUBJECTS)
@pytest.mark.parametrize("asked", VIEWS, ids=lambda asked: asked.query())
def test_cells_are_what_pandas_counts(subject: str, asked: Filters) -> None:
    rows = found(subject, asked).explode("letters").explode("phases")
    cells = rows.groupby(["phases", "letters"])["n"].sum()
    assert crossing.matrix(dataset(), asked, subject) == {key: int(n) for key, n in cells.items()}


@pytest.mark.parametrize("asked", VIEWS, ids=lambda asked: asked.query())
def test_cells_add_up_to_the_events_but_for_records_with_several_categories(asked: Filters) -> None:
    rows = found("incidents", asked)
    again = int(((rows.letters.map(len) - 1) * rows.n).sum())
    assert sum(crossing.matrix(dataset(), asked, "incidents").values()) == int(rows.n.sum()) + again


def test_some_record_has_several_categories_so_that_the_test_above_means_something() -> None:
    assert (found("incidents", Filters()).letters.map(len) > 1).any()
    assert (found("routes", Filters()).phases.map(len) > 1).any()


@pytest.mark.parametrize("subject", crossing.SUBJECTS)
def test_cells_do_not_depend_on_the_filters_they_set(subject: str) -> None:
    asked = Filters(areas=("MLI",), phases=("peacekeeping",), weapons=("E3",))
    assert crossing.matrix(dataset(), asked, subject) == crossing.matrix(dataset(), Filters(areas=("MLI",)), subject)


def test_a_click_on_a_cell_finds_what_the_cell_says() -> None:
    asked = Filters(areas=("MLI",), exclude_possible=True)
    cells = crossing.matrix(dataset(), asked, "incidents")
    for (phase, letter), n in cells.items():
        assert crossing.summary(dataset(), replace(asked, phases=(phase,), weapons=(letter,))).events == n, (phase, letter)
    for (phase, letter), n in crossing.matrix(dataset(), asked, "routes").items():
        assert len(routes.matching(dataset(), replace(asked, phases=(phase,), weapons=(letter,)))) == n, (phase, letter)
    for kind in FLOW_KINDS:
        for (phase, letter), n in crossing.matrix(dataset(), asked, kind).items():
            assert flows.by_kind(dataset(), replace(asked, phases=(phase,), weapons=(letter,)))[kind] == n, (kind, phase, letter)


@pytest.mark.parametrize(
    "asked",
    [
        Filters(areas=("west-africa",), exclude_possible=True),
        Filters(areas=("MLI",), phases=("peacekeeping", "armed conflict"), weapons=("E3", "NR")),
        Filters(areas=("TGO",), years=(1990, 2000), phases=("peacebuilding",), weapons=("A",)),
    ],
    ids=lambda asked: asked.query(),
)
def test_the_count_beside_a_value_is_what_the_value_finds(asked: Filters) -> None:
    counted = crossing.facets(dataset(), asked)
    assert set(counted) <= {*PHASE_VALUES, *WEAPON_VALUES}
    for field, values in (("phases", PHASE_VALUES), ("weapons", (*level1(), NOT_REPORTED, "A4", "B7", "C3", "E3", "G1"))):
        for value in values:
            one: dict[str, Any] = {field: (value,)}
            there = crossing.summary(dataset(), replace(asked, **one))
            expected = {"incidents": there.events, **there.flows, "routes": there.routes}
            assert counted.get(value, {}) == {subject: n for subject, n in expected.items() if n}, value


@each_question
def test_the_summary_is_what_pandas_counts(asked: Filters) -> None:
    events, moves, lines = (found(subject, asked) for subject in ("incidents", "flows", "routes"))
    kinds = {kind: moves[moves.kind == kind] for kind in FLOW_KINDS}
    named = events[events.weapons.map(len) > 0]
    codes = named.explode("weapons").groupby("weapons")["n"].sum()
    expected: dict[str, Any] = {
        "events": int(events.n.sum()),
        "deaths": int(events.deaths.sum()),
        "years": (events.year.min(), events.year.max()) if len(events) else None,
        "events_with_weapon": int(named.n.sum()),
        "reports_with_weapon": _reports(named),
        "commonest_weapon": min(codes.index[codes == codes.max()]) if len(codes) else None,
        "flows": {kind: len(own) for kind, own in kinds.items()},
        "flow_years": {kind: (own.start_year.min(), own.end_year.max()) for kind, own in kinds.items() if len(own)},
        "routes": len(lines),
        "borders": lines.borders.explode().nunique(),
    }
    summary = crossing.summary(dataset(), asked)
    assert {name: getattr(summary, name) for name in expected} == expected
    assert summary.empty == (not len(events) and not len(moves) and not len(lines))


def _reports(named: pd.DataFrame) -> int:
    """Distinct digests; an event without one is a report of its own."""
    alone = named.reports.map(len) == 0
    return named.reports.explode().nunique() + int(named.n[alone].sum())


@pytest.mark.parametrize("asked", QUESTIONS[:12], ids=lambda asked: asked.query())
@pytest.mark.parametrize("subject", crossing.SUBJECTS)
def test_how_much_names_a_weapon(subject: str, asked: Filters) -> None:
    rows = found(subject, asked)
    assert crossing.with_weapon(dataset(), asked, subject) == int(rows.n[rows.weapons.map(len) > 0].sum())


def test_the_first_letter_of_codes() -> None:
    assert crossing.level1_of(["E3", "A4", "E1"]) == ("A", "E")
    assert crossing.level1_of([]) == (NOT_REPORTED,)
    assert {letter for code in WEAPON_VALUES if code != NOT_REPORTED for letter in crossing.level1_of([code])} == set(level1())


@pytest.mark.parametrize("asked", QUESTIONS[:10], ids=lambda asked: asked.query())
def test_years_add_up_to_the_summary(asked: Filters) -> None:
    years = incidents.by_year(dataset(), asked)
    summary = crossing.summary(dataset(), asked)
    assert (int(years.events.sum()), int(years.deaths.sum())) == (summary.events, summary.deaths)
    assert years.year.is_unique
    if summary.years:
        assert (years.year.min(), years.year.max()) == summary.years
