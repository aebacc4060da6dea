"""UCDP country-year file → `country_years`: deaths in organised violence of the region, 1989 on.

Source: UCDP Country-Year Dataset on Organized Violence within Country Borders, CC BY 4.0. Besides being shown where
place-level events end earlier, it is the yardstick for our own sums: `compare`.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.ground.country_names import iso3_of
from data.model import source_roles
from data.prepare.core.intake import Intake, broken_rows, refuse_empty
from data.prepare.core.row_checks import ahead, check_rows, implausible
from data.prepare.files.column_formats import numbers, said_of
from data.prepare.files.headers import Columns
from data.prepare.files.input_files import the_file
from data.prepare.files.read_tables import read_records, without_na

PATTERN = "organizedviolencecy_v*.csv"
ALSO = ("organizedviolencecy-*.zip", "organizedviolencecy_v*.zip", "organizedviolencecy*.xlsx", "organizedviolencecy*.csv*")
PUBLICATION = "UCDP's country-year file of organised violence (CSV)"
SOURCE = source_roles.YEAR_TOTALS
ELSEWHERE = "country outside the region"

#: The 18 focus countries and those of the regional file of events.
COUNTRIES = (
    "DZA",         "BEN",         "BRA",         "BFA",         "CMR",         "CPV",         "CAF",         "TCD",
    "COL",         "ECU",         "GMB",         "GHA",         "GIN",         "GNB",         "CIV",         "LBR",
    "LBY",         "MLI",         "MRT",         "NER",         "NGA",         "PAN",         "PER",         "SEN",
    "SLE",         "SDN",         "TGO",         "VEN",
)  # fmt: skip

DEATHS = {
    "sb_total_deaths_best_cy": "deaths_state_based",
    "ns_total_deaths_best_cy": "deaths_non_state",
    "os_total_deaths_best_cy": "deaths_one_sided",
    "cumulative_total_deaths_in_orgvio_best_cy": "deaths",
    "cumulative_total_deaths_in_orgvio_low_cy": "deaths_low",
    "cumulative_total_deaths_in_orgvio_high_cy": "deaths_high",
}
TYPES = ["deaths_state_based", "deaths_non_state", "deaths_one_sided"]
NEEDED = Columns.of(["country_cy", "year_cy", "version", *DEATHS], publication=PUBLICATION)


def read(raw: Path) -> list[Intake]:
    """Deaths per country and year from `raw`/ucdp; one record is a country and year. Raises InputError."""
    path = the_file(raw / "ucdp", PATTERN, PUBLICATION, NEEDED, ALSO)
    records = read_records(path, NEEDED)
    rows = without_na(records.frame)
    read = {name: numbers(rows[name], whole=True) for name in ["year_cy", *DEATHS]}
    figures = pd.DataFrame({name: found.values for name, found in read.items()})
    country = iso3_of(rows.country_cy)
    whole = (figures % 1 == 0) & (figures >= 0)
    named = rows.country_cy + " " + rows.year_cy
    stays, turned_away = check_rows(
        "country_years",
        path,
        (
            (~country.isin(COUNTRIES), ELSEWHERE, rows.country_cy),
            (~whole.year_cy | ~figures.year_cy.between(1900, 2100), "year is not a year", rows.year_cy),
            ahead("year", figures.year_cy, rows.year_cy),
            (~whole[list(DEATHS)].all(axis=1), "deaths are not whole numbers from 0", named),
            *implausible("country_years", {DEATHS[name]: figures[name] for name in DEATHS}, {}),
            (pd.DataFrame({"country": country, "year": figures.year_cy}).duplicated(), "country and year given twice", named),
        ),
    )
    turned_away = pd.concat([broken_rows("country_years", path, records.broken), turned_away], ignore_index=True)
    refuse_empty(path, stays, turned_away, "country-years", ELSEWHERE)
    kept = figures[stays].rename(columns=DEATHS).astype("int64")
    frame = pd.DataFrame(
        {
            "country": country[kept.index],
            "year": kept.year_cy,
            **{column: kept[column] for column in DEATHS.values()},
            "source": SOURCE,
        }
    ).reset_index(drop=True)
    intake = Intake(
        "country_years",
        frame,
        read=records.read,
        rejects=turned_away,
        repairs=records.repairs | said_of(read.values()),
        files=(path,),
        findings=_findings(frame, rows.version),
        edition=(("releases", *sorted(set(rows.version[kept.index]))),),
        no_faults=(ELSEWHERE,),
    )
    return [intake]


def compare(incidents: pd.DataFrame, country_years: pd.DataFrame) -> pd.DataFrame:
    """Where our sums of incidents differ from UCDP's own totals, best estimates.

    Columns: country, year, deaths_incidents, deaths_country_year, difference (incidents less country-year). A country
    and year without incidents counts 0; one without a total has no difference.
    """
    keys = ["country", "year"]
    ours = incidents.groupby(keys)["deaths"].sum().rename("deaths_incidents")
    theirs = country_years.set_index(keys)["deaths"].rename("deaths_country_year")
    both = pd.concat([ours, theirs], axis=1).astype("Int64").sort_index()
    both["deaths_incidents"] = both.deaths_incidents.fillna(0)
    both["difference"] = both.deaths_incidents - both.deaths_country_year
    return both[both.difference.fillna(1) != 0].reset_index()


def _findings(frame: pd.DataFrame, version: pd.Series) -> dict[str, object]:
    disordered = frame[(frame.deaths_low > frame.deaths) | (frame.deaths > frame.deaths_high)]
    unequal = frame[frame[TYPES].sum(axis=1) != frame.deaths]
    return {
        "release": sorted(set(version)),
        "without_figures": sorted(set(COUNTRIES) - set(frame.country)),
        "bounds_out_of_order": [f"{row.country} {row.year}" for row in disordered.itertuples()],
        "types_do_not_add_up": [f"{row.country} {row.year}" for row in unequal.itertuples()],
    }
