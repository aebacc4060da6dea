"""Phases, embargoes, instruments, presence, activities, toolbox and needs: the real files whole, and bad input."""

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from data.contracts import TABLES
from data.model.categories import CURATED, FOCUS
from data.prepare.core.intake import InputError, Intake
from data.prepare.curated import curated_conditions

PHASE = {
    "phase": "peace mediation",
    "un_engagement": "peace mediation",
    "violence_context": "",
    "why_not_armed_conflict": "",
    "basis_event": "synthetic milestone",
    "confidence": "low",
    "source_title": "Synthetic title",
    "source_publisher": "",
    "source_year": "2020",
    "source_ref": "",
    "basis": "known",
    "note": "",
}


@pytest.fixture(scope="module")
def conditions() -> dict[str, Intake]:
    return {taken.table: taken for taken in curated_conditions.read(CURATED)}


def edited(tmp_path: Path, file: str, line: int, **cells: str) -> Path:
    """A copy of the curated folder in which one line of one file is changed."""
    shutil.copytree(CURATED, tmp_path, dirs_exist_ok=True)
    with (CURATED / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    rows[line - 2].update(cells)
    with (tmp_path / file).open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path


def phases_of(tmp_path: Path, *spans: tuple[str, str, str]) -> pd.DataFrame:
    """The phases read from synthetic rows of (country, start, end)."""
    with (tmp_path / "phases.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, curated_conditions.PHASE_COLUMNS)
        writer.writeheader()
        writer.writerows({"country": c, "start": s, "end": e, **PHASE} for c, s, e in spans)
    return curated_conditions.phases(tmp_path).frame


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("phases", 73),
        ("embargoes", 46),
        ("instruments", 128),
        ("presence", 55),
        ("activities", 94),
        ("toolbox", 52),
        ("needs", 47),
    ],
)
def test_every_row_is_kept_and_holds_its_contract(conditions: dict[str, Intake], table: str, rows: int) -> None:
    taken = conditions[table]
    assert (taken.read, len(taken.frame), len(taken.rejects), taken.grouped) == (rows, rows, 0, 0)
    TABLES[table].check(TABLES[table].conform(taken.frame))


def test_phases_run_from_the_first_day_to_the_last(conditions: dict[str, Intake]) -> None:
    benin = conditions["phases"].frame.query("country == 'BEN'")
    assert benin["start"].dt.strftime("%Y-%m-%d").tolist() == ["1989-01-01", "2021-12-01"]
    assert benin["end"].iloc[0] == pd.Timestamp("2021-11-30")
    assert pd.isna(benin["end"].iloc[1])
    assert benin["milestone"].iloc[1].startswith("Sharp rise in attacks")


def test_every_focus_country_is_classified_and_late_starts_are_named(conditions: dict[str, Intake]) -> None:
    taken = conditions["phases"]
    assert set(taken.frame["country"]) == set(FOCUS)
    assert taken.findings["classified only from"] == {}


def test_february_ends_on_its_own_last_day(tmp_path: Path) -> None:
    frame = phases_of(tmp_path, ("MLI", "1990-01", "2000-02"), ("MLI", "2000-03", ""))
    assert frame["end"].iloc[0] == pd.Timestamp("2000-02-29")


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        (
            [("MLI", "1990-01", "2011-12"), ("MLI", "2012-03", "")],
            "phases.csv: MLI has a gap from 2012-01, because the next phase starts in 2012-03; let it start in 2012-01",
        ),
        (
            [("MLI", "2012-01", ""), ("MLI", "1990-01", "2012-01")],
            "phases.csv: MLI has an overlap from 2012-01, because the phase before ends in 2012-01; "
            "let a phase start in the month after",
        ),
        (
            [("TCD", "1990-01", ""), ("TCD", "2012-01", "")],
            "phases.csv: TCD has an overlap from 2012-01, because an earlier phase has no end; "
            "give every phase but the last its last month",
        ),
        (
            [("COL", "1990-01", "2017-09")],
            "phases.csv: COL has no phase after 2017-09; leave the end of the last one empty",
        ),
        (
            [("COL", "1990-01", ""), ("COL", "2017-13", "")],
            "phases.csv: rows that cannot be read: 1, first in line 3: start is not a day of the calendar (2017-13); "
            "mend them, because phases must leave no hole",
        ),
        (
            [("COL", "1990-01", ""), ("COL", "", "")],
            "phases.csv: rows that cannot be read: 1, first in line 3: start is empty; "
            "mend them, because phases must leave no hole",
        ),
    ],
)
def test_phases_with_a_hole_stop_with_a_sentence(tmp_path: Path, spans: list[tuple[str, str, str]], sentence: str) -> None:
    with pytest.raises(InputError) as error:
        phases_of(tmp_path, *spans)
    assert str(error.value) == sentence


def test_an_unknown_phase_stops_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"first in line 2: phase is none of: .* \(none\)"):
        curated_conditions.phases(edited(tmp_path, "phases.csv", 2, phase="none"))


def test_embargoes_keep_what_is_no_embargo(conditions: dict[str, Intake]) -> None:
    embargoes = conditions["embargoes"].frame.set_index("id")
    chad = embargoes[embargoes.country.eq("TCD")].iloc[0]
    assert (chad.regime_type, chad.imposing_body) == ("no arms embargo", "none")
    assert pd.isna(chad.start) and pd.isna(chad.date_precision)
    assert embargoes.loc["E001"].instruments == ["S/RES/788", "S/RES/1343"]
    assert (embargoes.loc["E001"].start, embargoes.loc["E001"].date_precision) == (pd.Timestamp("1992-11-19"), "day")
    libya = embargoes[embargoes.country.eq("LBY") & embargoes.imposing_body.eq("UN")].iloc[0]
    assert pd.isna(libya.end)


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "precision"),
    [
        ("2004", "", "2004-01-01", None, "year"),
        ("2004-11-15", "2016", "2004-11-15", "2016-12-31", "year"),
        ("2004-11", "2016-04-28", "2004-11-01", "2016-04-28", "month"),
    ],
)
def test_the_coarsest_date_of_an_embargo_says_its_precision(
    tmp_path: Path, start: str, end: str, first: str, last: str | None, precision: str
) -> None:
    taken = {t.table: t for t in curated_conditions.read(edited(tmp_path, "embargoes.csv", 2, start=start, end=end))}
    row = taken["embargoes"].frame.iloc[0]
    assert row.start == pd.Timestamp(first)
    assert pd.isna(row.end) if last is None else row.end == pd.Timestamp(last)
    assert row.date_precision == precision


@pytest.mark.parametrize(
    ("file", "cells", "reason", "value"),
    [
        ("embargoes.csv", {"end": "1990-01-01"}, "end is before start", "1992-11-19 to 1990-01-01"),
        ("embargoes.csv", {"start": "2001-02-30"}, "start is not a day of the calendar", "2001-02-30"),
        (
            "embargoes.csv",
            {"start": "19/11/1992"},
            "start is not a date like 2013, 2013-04 or 2013-04-25",
            "19/11/1992",
        ),
        ("embargoes.csv", {"start": ""}, "start is empty", "arms embargo"),
        ("embargoes.csv", {"country": "XYZ"}, "country is not an ISO 3166-1 alpha-3 country code", "XYZ"),
        ("instruments.csv", {"date_party": "2016-11-31"}, "date_party is not a day of the calendar", "2016-11-31"),
        ("instruments.csv", {"country": ""}, "country is empty", ""),
        (
            "instruments.csv",
            {"instrument": "Mine Ban Convention"},
            "repeats an earlier row with the same country and instrument",
            "BEN Mine Ban Convention",
        ),
        ("un_presence.csv", {"WAM": "perhaps"}, "WAM is none of: yes, no, unknown", "perhaps"),
        ("un_presence.csv", {"start": ""}, "start is empty", ""),
        ("un_presence.csv", {"mandate_end": "1901-01-01"}, "mandate_end lies between start and end", "1901-01-01"),
        ("un_presence.csv", {"mandate_end": "2099-01-01"}, "end is before mandate_end", "2099-01-01 to 2023-12-31"),
        ("activities.csv", {"end": "2001"}, "end is before start", "2016 to 2001"),
        ("tools_phase_matrix.csv", {"inferred": "maybe"}, "inferred is none of: yes, no", "maybe"),
        ("tools_phase_matrix.csv", {"level": "top"}, "level is none of: core, used, emerging, gap, none", "top"),
        ("information_needs.csv", {"kind": "wish"}, "kind is none of: information need, source", "wish"),
        ("information_needs.csv", {"item": ""}, "item is empty", ""),
    ],
)
def test_a_bad_row_is_turned_away(tmp_path: Path, file: str, cells: dict[str, str], reason: str, value: str) -> None:
    rejects = pd.concat([taken.rejects for taken in curated_conditions.read(edited(tmp_path, file, 2, **cells))])
    assert rejects[["file", "reason", "value"]].values.tolist() == [[file, reason, value]]
    # A repeated key is found in the later of the two rows.
    assert rejects["row"].iloc[0] >= 2


def test_dates_of_instruments_stay_as_cited(conditions: dict[str, Intake]) -> None:
    benin = conditions["instruments"].frame.query("country == 'BEN'").set_index("instrument")
    assert benin.loc["Convention on Cluster Munitions", "party_since"] == "2017"
    assert benin.loc["Arms Trade Treaty", "party_since"] == "2016-11-07"


def test_presence_months_become_days(conditions: dict[str, Intake]) -> None:
    unol = conditions["presence"].frame.query("name == 'UNOL'").iloc[0]
    assert (unol.start, unol.end) == (pd.Timestamp("1997-11-01"), pd.Timestamp("2003-07-31"))
    assert set(conditions["presence"].frame["DDR"]) == {"yes", "no", "unknown"}


def test_activities_without_years_stay_open(conditions: dict[str, Intake]) -> None:
    activities = conditions["activities"].frame.set_index("id")
    assert list(activities.index[[0, -1]]) == ["W001", "W094"]
    assert activities["start_year"].isna().sum() == 4


def test_the_toolbox_marks_our_reading_and_has_no_armed_conflict(conditions: dict[str, Intake]) -> None:
    toolbox = conditions["toolbox"].frame
    assert toolbox["inferred"].sum() == 3
    assert "armed conflict" not in set(toolbox["phase"])
    assert set(toolbox["source"]) == set(conditions["needs"].frame["source"]) == {"unidir-2020"}
