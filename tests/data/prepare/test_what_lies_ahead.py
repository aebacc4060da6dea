"""Figures tell what has happened: no source is believed about a day, month or year that has not begun."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.model.categories import FOCUS
from data.prepare.core import row_checks
from data.prepare.core.intake import InputError, Intake
from data.prepare.inform import risk_index
from data.prepare.sipri import import_values, trade_register
from data.prepare.ucdp import country_months, country_years
from data.prepare.unodc import seizure_figures
from tests.data.prepare import (
    test_colombia,
    test_country_months,
    test_country_years,
    test_inform,
    test_sipri,
    test_unodc,
)

MONTH = "MLI,{},GED 25.1,1,1,0,0,5,5,5,0"
EVENTS = "id,country,best,type_of_violence,date\n1,Mali,3,1,2025-02-01\n2,Mali,4,3,2025-02-28\n3,Mali,1,1,2091-03-01"


def _victims(folder: Path) -> Intake:
    return test_colombia.read(folder, mine_victims=[test_colombia.MINES | {"ano": "2091"}])["mine_victims"]


def _homicides(folder: Path) -> Intake:
    return test_colombia.read(folder, police_homicides=[test_colombia.HOMICIDES | {"year": "2077"}])["police_homicides"]


def _seizures(folder: Path) -> Intake:
    return test_colombia.read(folder, police_seizures=[test_colombia.SEIZURES | {"month": "2088-01"}])["police_seizures"]


def _unodc(folder: Path) -> Intake:
    return seizure_figures.read(test_unodc.put(folder, [test_unodc.figure(1), test_unodc.figure(1, year="2091")]))[0]


def _years(folder: Path) -> Intake:
    rows = [test_country_years.ROWS[0], test_country_years.ROWS[0].replace("2001", "2091")]
    return country_years.read(test_country_years.put(folder, "\n".join([test_country_years.HEADER, *rows]).encode()))[0]


def _months(folder: Path) -> Intake:
    text = test_country_months.months(MONTH.format("2024-01"), MONTH.format("2091-01"))
    return country_months.read(test_country_months.put(folder, ucdp_country_month_x=text), test_country_months.YEARS)[0]


def _candidates(folder: Path) -> Intake:
    text = test_country_months.months(MONTH.format("2024-01"))
    put = test_country_months.put(folder, ucdp_country_month_x=text, candidate_2025_country_dates=EVENTS)
    return country_months.read(put, test_country_months.YEARS)[1]


def _values(folder: Path) -> Intake:
    (folder / "sipri").mkdir()
    text = "recipient,year,tiv\nMali,2024,1\nMali,2091,1\n"
    (folder / "sipri" / "sipri_tiv_imports_country_year_x.csv").write_text(text)
    return import_values.read(folder, FOCUS)[0]


def _deliveries(folder: Path) -> Intake:
    return trade_register.read(test_sipri.put(folder, test_sipri.entry(year="2091,No"), test_sipri.entry()))[0]


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (_victims, ("year lies in the future", "2091")),
        (_homicides, ("year lies in the future", "2077")),
        (_seizures, ("month lies in the future", "2088-01")),
        (_unodc, ("year lies in the future", "2091")),
        (_years, ("year lies in the future", "2091")),
        (_months, ("month lies in the future", "2091-01")),
        (_candidates, ("date lies in the future", "2091-03-01")),
        (_values, ("year lies in the future", "2091")),
        (_deliveries, ("delivery year lies in the future", "2091")),
    ],
)
def test_a_row_that_lies_ahead_is_turned_away(tmp_path: Path, read: Callable[[Path], Intake], said: tuple[str, str]) -> None:
    intake = read(tmp_path)
    found = intake.rejects[~intake.rejects.reason.str.contains("outside")]
    assert list(zip(found.reason, found.value, strict=True)) == [said]
    assert len(intake.frame)


def test_the_month_that_has_begun_is_no_future(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day may have begun elsewhere, and with it the month and the year."""
    monkeypatch.setattr(row_checks, "latest", lambda: pd.Timestamp(2027, 1, 1))
    years, months = pd.Series([2026, 2027, 2027, 2028]), pd.Series([12, 1, 2, 1])
    assert row_checks.ahead("month", years, years, months)[0].tolist() == [False, False, True, True]
    assert row_checks.ahead("year", years, years)[0].tolist() == [False, False, False, True]


def test_tomorrow_is_the_last_day_of_all() -> None:
    assert row_checks.latest(datetime.date(2026, 12, 31)) == pd.Timestamp(2027, 1, 1)


def test_totals_and_indices_of_years_to_come_are_refused(tmp_path: Path) -> None:
    text = test_country_months.months(MONTH.format("2024-01"))
    totals = "country,events,deaths,deathsLow,deathsHigh\nMali,1,2,1,3"
    named = {"ucdp_country_month_x": text, "ucdp_totals_2090-07_2091-06": totals}
    with pytest.raises(InputError, match="its last month 2091-06 lies in the future"):
        country_months.read(test_country_months.put(tmp_path, **named), test_country_months.YEARS)
    rows: list[list[object]] = [[*test_inform.HEADER], [*test_inform.country("MLI", 1)]]
    with pytest.raises(InputError, match="its edition 2091 lies in the future"):
        risk_index.read(test_inform.put(tmp_path, rows, title="INFORM Risk 2091 (a-z)"))
