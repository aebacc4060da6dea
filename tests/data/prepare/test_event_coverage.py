"""Coverage: what releases speak of, by declaration or by name, held against the events."""

from pathlib import Path

import pandas as pd
import pytest

from data.model.categories import CURATED
from data.prepare.core.intake import InputError
from data.prepare.ucdp import event_coverage
from data.prepare.ucdp.ged_layouts import period_of

COUNTRIES = pd.DataFrame({"country": ["MLI", "NGA", "TCD", "FRA"], "region": ["focus", "focus", "focus", "world"]})
ADMIN1 = pd.DataFrame({"admin1": ["NG08", "NG01"], "country": ["NGA", "NGA"]})
MONTHS = pd.DataFrame(
    {
        "country": ["MLI"] * 3 + ["NGA+NER", "MLI"],
        "month": [2024 * 12, 2024 * 12 + 1, 2024 * 12 + 3, 2024 * 12, 2024 * 12 + 6],
        "months": [1, 1, 1, 1, 12],
        "status": ["final"] * 4 + ["preliminary"],
        "release": ["GED 25.1"] * 4 + ["later"],
    }
).astype({"month": "Int64", "months": "Int64"})  # as the contract has them: shifting leaves a null, which is not a difference


def events(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["country", "admin1", "day", "source_release"])
    day = pd.to_datetime(frame.day)
    return frame.assign(start=day, end=day, events=1, admin1=frame.admin1.replace("", pd.NA))


def spans(frame: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    rows = frame.sort_values(["country", "area", "start"]).itertuples()
    return [(row.country, row.area, f"{row.start:%Y-%m-%d}", f"{row.end:%Y-%m-%d}") for row in rows]


def taken(tmp_path: Path, declaration: str, found: pd.DataFrame) -> pd.DataFrame:
    (tmp_path / event_coverage.FILE).write_text("release,countries,areas,start,end,status,note\n" + declaration)
    return event_coverage.read(tmp_path, found, COUNTRIES, ADMIN1, MONTHS)[0].frame


def test_a_release_as_published_speaks_of_the_whole_map(tmp_path: Path) -> None:
    """So a country without an event is covered, too: its quiet is known."""
    found = taken(tmp_path, "", events(("MLI", "", "2023-05-01", "GED 24.1"), ("MLI", "", "2024-02-03", "Candidate 24.0.2")))
    places = found[found.kind == "places"]
    for country in ("MLI", "NGA", "TCD"):
        own = spans(places[places.country == country])
        assert own == [(country, "", "1989-01-01", "2023-12-31"), (country, "", "2024-02-01", "2024-02-29")]
    assert set(places.status[places.release == "Candidate 24.0.2"]) == {"preliminary"}


DECLARED = """GED 25.1,NGA,NG08,1989-01-01,2024-12-31,final,
GED 24.1,MLI,,1989-01-01,2023-12-31,final,
Bits,*,,2026-01-01,2026-01-31,final,
"""
BORNO = ("NGA", "NG08", "2024-11-02", "GED 25.1")
MALI, LATER = ("MLI", "", "2023-05-01", "GED 24.1"), ("MLI", "", "2026-01-02", "Bits")


def test_a_declaration_says_which_country_and_area_to_when(tmp_path: Path) -> None:
    found = events(
        ("NGA", "NG08", "2024-11-02", "GED 25.1"), ("MLI", "", "2023-05-01", "GED 24.1"), ("MLI", "", "2026-01-02", "Bits")
    )
    places = taken(tmp_path, DECLARED, found).query("kind == 'places'")
    assert spans(places[places.country != "TCD"]) == [
        ("MLI", "", "1989-01-01", "2023-12-31"),
        ("MLI", "", "2026-01-01", "2026-01-31"),
        ("NGA", "", "2026-01-01", "2026-01-31"),
        ("NGA", "NG08", "1989-01-01", "2024-12-31"),
    ]


def test_events_that_the_declaration_does_not_explain_stop_prepare(tmp_path: Path) -> None:
    rows = [LATER, ("MLI", "", "2024-06-01", "GED 24.1")]
    with pytest.raises(InputError, match=r"1 events lie outside .* MLI on 2024-06-01"):
        taken(tmp_path, DECLARED, events(*rows))
    with pytest.raises(InputError, match="1 release of the events is not declared, first 'More bits'; name it with --release"):
        taken(tmp_path, DECLARED, events(rows[0], ("MLI", "", "2026-01-03", "More bits")))
    more = [("MLI", "", "2026-01-03", f"More bits {n}") for n in range(2)]
    with pytest.raises(InputError, match="2 releases of the events are not declared"):
        taken(tmp_path, DECLARED, events(rows[0], *more))


@pytest.mark.parametrize(
    ("release", "first", "last"),
    [
        ("Candidate 26.0.2", "2026-02-01", "2026-02-28"),
        ("Candidate 26.0.12", "2026-12-01", "2026-12-31"),
        ("Candidate 26.01.26.03", "2026-01-01", "2026-03-31"),
        ("Candidate 26.04.26.06", "2026-04-01", "2026-06-30"),
        ("Candidate 25.12.26.01", "2025-12-01", "2026-01-31"),
        ("GED 26.1", "1989-01-01", "2025-12-31"),
    ],
)
def test_a_release_beside_the_file_put_together_speaks_by_its_name(tmp_path: Path, release: str, first: str, last: str) -> None:
    """Nobody has to declare what a publisher's file is called after."""
    found = taken(tmp_path, DECLARED, events(LATER, MALI, BORNO, ("TCD", "", last, release)))
    own = found[found.kind.eq("places") & found.release.eq(release)]
    assert spans(own) == [(country, "", first, last) for country in ("MLI", "NGA", "TCD")]
    assert set(found.release[found.kind == "places"]) == {"Bits", "GED 24.1", "GED 25.1", release}


@pytest.mark.parametrize(
    "name", ["Candidate 26.0.13", "Candidate 26.0", "Candidate 26.06.26.01", "GED 25.1 or later (events to 2024)"]
)
def test_what_is_no_name_of_a_release_speaks_of_no_days(name: str) -> None:
    assert period_of(name) is None


def test_a_release_that_is_declared_in_part_is_whole_in_a_file_of_its_own(tmp_path: Path) -> None:
    """The regional file holds GED 25.1 for three states of Nigeria; UCDP's own file, for all countries."""
    (tmp_path / event_coverage.FILE).write_text("release,countries,areas,start,end,status,note\n" + DECLARED)
    own = events(LATER, MALI, BORNO, ("TCD", "", "2024-05-01", "GED 25.1"))
    frame = event_coverage.read(tmp_path, own, COUNTRIES, ADMIN1, MONTHS, {"GED 25.1"})[0].frame
    assert set(frame[frame.release.eq("GED 25.1") & frame.kind.eq("places")].country) == {"MLI", "NGA", "TCD"}
    with pytest.raises(InputError, match="TCD on 2024-05-01"):
        taken(tmp_path, DECLARED, own)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("GED 24.1,MALI,,1989-01-01,2023-12-31,final,", "line 2: 'MALI' is no country"),
        ("GED 24.1,MLI,,2023-12-31,1989-01-01,final,", "line 2: .* is no period"),
    ],
)
def test_a_slip_in_the_declaration_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        taken(tmp_path, row, events(("MLI", "", "2023-05-01", "GED 24.1")))


def test_totals_cover_runs_of_months_and_no_sum_of_two_countries(tmp_path: Path) -> None:
    found = taken(tmp_path, "", events(("MLI", "", "2023-05-01", "GED 24.1"))).query("kind == 'totals'")
    assert spans(found) == [
        ("MLI", "", "2024-01-01", "2024-02-29"),
        ("MLI", "", "2024-04-01", "2024-04-30"),
        ("MLI", "", "2024-07-01", "2025-06-30"),
    ]


def test_the_declaration_of_the_project_can_be_read() -> None:
    countries = {"COL", "NGA", "CAF", "SDN", *["BEN", "BFA", "CIV", "GNB", "MLI", "NER", "SEN", "TGO"]}
    assert len(event_coverage.declared(CURATED / event_coverage.FILE, countries, {"NG02", "NG08", "NG36"})) > 10
