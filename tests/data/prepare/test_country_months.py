"""Country-months: sums against the yearly totals, sums of two countries kept as sums, preliminary months, twelve-month totals."""

from pathlib import Path

import pandas as pd
import pytest

from data.contracts import TABLES
from data.prepare.core.intake import InputError, Intake
from data.prepare.ucdp import country_months
from data.prepare.ucdp.country_months import FIGURES

HEADER = ",".join(["country_iso3", "year_month", "basis", *FIGURES])
YEARS = pd.DataFrame({"country": ["MLI", "NER", "NGA"], "year": [2024, 2024, 2024], "deaths": [5, 2, 7]})


def put(folder: Path, **files: str) -> Path:
    (folder / "ucdp").mkdir()
    for name, text in files.items():
        (folder / "ucdp" / f"{name.replace('__', '-')}.csv").write_text(text)
    return folder


def months(*rows: str) -> str:
    return "\n".join([HEADER, *rows])


@pytest.fixture(scope="module")
def real(raw: Path) -> list[Intake]:
    return country_months.read(raw, TABLES["country_years"].conform(_years(raw)))


def _years(raw: Path) -> pd.DataFrame:
    from data.prepare.ucdp import country_years

    return country_years.read(raw)[0].frame


def test_the_real_files_keep_the_contract_and_lose_nothing(real: list[Intake]) -> None:
    table = TABLES["country_months"]
    table.check(table.conform(pd.concat([intake.frame for intake in real])))
    assert [(intake.read, len(intake.rejects)) for intake in real] == [(12072, 0), (5364, 0), (18, 0)]
    events = real[1].frame
    assert int(events.events.sum()) == 5364 and set(events.status) == {"preliminary"}


def test_months_add_up_to_the_years(real: list[Intake]) -> None:
    """Only Niger and Nigeria, told apart with another release, differ, in two years."""
    found = real[0].findings
    assert found["country_years_equal"] == found["country_years_compared"] - len(found["differing"])
    assert {(country, year) for country, year, *_ in found["differing"]} == {(c, y) for c in ("NER", "NGA") for y in (2017, 2023)}


def test_a_sum_of_two_countries_stays_one(tmp_path: Path) -> None:
    text = months("NGA+NER,2024-01,GED 25.1; merged,1,1,0,0,9,9,9,0", "MLI,2024-01,GED 25.1,1,1,0,0,5,5,5,0")
    found = country_months.read(put(tmp_path, ucdp_country_month_1989_2024=text), YEARS)[0]
    assert set(found.frame.country) == {"NGA+NER", "MLI"}
    merged = found.frame[found.frame.country == "NGA+NER"].iloc[0]
    assert "Niger" in merged.basis and merged.deaths == 9
    assert found.findings["country_years_equal"] == 2 and found.findings["differing"] == []


def test_a_difference_from_the_yearly_total_is_named(tmp_path: Path) -> None:
    found = country_months.read(put(tmp_path, ucdp_country_month_x=months("MLI,2024-01,GED 25.1,1,1,0,0,4,4,4,0")), YEARS)[0]
    assert found.findings["differing"] == [["MLI", 2024, 4, 5]]


def test_each_broken_row_is_turned_away_with_its_reason(tmp_path: Path) -> None:
    good = "MLI,2024-01,GED 25.1,1,1,0,0,5,5,5,0"
    text = months(good, good, good.replace("MLI", "ATL"), good.replace("2024-01", "2024-13"), good.replace(",5,5,5,", ",x,5,5,"))
    found = country_months.read(put(tmp_path, ucdp_country_month_x=text), YEARS)[0]
    assert len(found.frame) == 1 and found.read == 5
    assert found.rejects.set_index("row").reason.to_dict() == {
        3: "country and month given twice",
        4: "country outside the region",
        5: "month is not a month",
        6: "figures are not whole numbers from 0",
    }


def test_a_month_without_a_candidate_event_is_nought_and_preliminary(tmp_path: Path) -> None:
    events = "id,country,best,type_of_violence,date\n1,Mali,3,1,2025-02-01\n2,Mali,4,3,2025-02-28\n3,Mali,1,9,2025-03-01"
    folder = put(
        tmp_path, ucdp_country_month_x=months("MLI,2024-01,GED 25.1,1,1,0,0,5,5,5,0"), candidate_2025_country_dates=events
    )
    found = country_months.read(folder, YEARS)[1]
    mali = found.frame[found.frame.country == "MLI"].set_index("month")
    assert len(mali) == 12 and int(mali.deaths.sum()) == 7
    assert mali.loc[2025 * 12 + 1, ["events", "deaths", "events_one_sided"]].tolist() == [2, 7, 1]
    assert mali.deaths[2025 * 12 + 2] == 0 and set(mali.status) == {"preliminary"}
    assert len(found.rejects) == 1


def test_totals_whose_name_states_no_period_are_refused(tmp_path: Path) -> None:
    text = months("MLI,2024-01,GED 25.1,1,1,0,0,5,5,5,0")
    rows = "country,events,deaths,deathsLow,deathsHigh\nMali,1,2,1,3"
    with pytest.raises(InputError, match="does not state twelve months"):
        country_months.read(put(tmp_path, ucdp_country_month_x=text, ucdp_totals_lately=rows), YEARS)
