"""UCDP's events and deaths by country and month without places → `country_months`.

Three files, CC BY 4.0: the months of a yearly release; candidate events of a later year with a date and a country but no
place, counted here; and totals of twelve months. The last two are preliminary, and a folder may lack them.

Known defect: whoever made the months of GED 25.1 merged Niger into Nigeria. Rows `NGA+NER` are the sum, and stay one; `NER`
and `NGA` were worked out from GED 24.1 to 2023 and are *derived*; 2024 is known as a sum only.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.ground.country_names import iso3_of
from data.model import source_roles
from data.prepare.core.intake import InputError, Intake
from data.prepare.core.row_checks import ahead, check_rows, implausible, latest, numbers
from data.prepare.files.input_files import the_file
from data.prepare.files.read_tables import read_csv
from data.prepare.ucdp.country_years import COUNTRIES

SOURCE = source_roles.MONTH_TOTALS
MONTHS, CANDIDATES, PERIODS = "ucdp_country_month_*.csv*", "candidate_*_country_dates.csv*", "ucdp_totals_*.csv*"
PUBLICATION = "UCDP's events and deaths by country and month (CSV)"
TYPES = {1: "events_state_based", 2: "events_non_state", 3: "events_one_sided"}
FIGURES = {
    "ucdp_event_count": "events",
    "ucdp_state_based_events": "events_state_based",
    "ucdp_non_state_events": "events_non_state",
    "ucdp_one_sided_events": "events_one_sided",
    "ucdp_fatalities_best": "deaths",
    "ucdp_fatalities_low": "deaths_low",
    "ucdp_fatalities_high": "deaths_high",
    "ucdp_civilian_deaths": "deaths_civilian",
}
_SUM = "+"
_MERGED = "sum of Nigeria and Niger, which the source does not tell apart"
_BASES = {"NER": "events of Niger in GED 24.1, by month", "NGA": "the sum of Nigeria and Niger less Niger in GED 24.1"}


def read(raw: Path, country_years: pd.DataFrame) -> list[Intake]:
    """Country-months and twelve-month totals from `raw`/ucdp. `country_years` is the yardstick. Raises InputError."""
    folder = raw / "ucdp"
    found = [_months(the_file(folder, MONTHS, PUBLICATION), country_years)]
    if list(folder.glob(CANDIDATES)):
        found.append(_candidates(the_file(folder, CANDIDATES, "UCDP's candidate events with country and date (CSV)")))
    found += [_period(path) for path in sorted(folder.glob(PERIODS))]
    return found


def _months(path: Path, country_years: pd.DataFrame) -> Intake:
    rows = read_csv(path, ["country_iso3", "year_month", "basis", *FIGURES], [])
    figures, month = rows[list(FIGURES)].apply(numbers), _month(rows.year_month)
    known = {*COUNTRIES, *(_SUM.join(pair) for pair in (("NGA", "NER"),))}
    named = rows.country_iso3 + " " + rows.year_month
    whole = ((figures % 1 == 0) & (figures >= 0)).all(axis=1)
    stays, refused = check_rows(
        "country_months",
        path,
        (
            (~rows.country_iso3.isin(known), "country outside the region", rows.country_iso3),
            (month.isna(), "month is not a month", rows.year_month),
            ahead("month", month // 12, rows.year_month, month % 12 + 1),
            (~whole, "figures are not whole numbers from 0", named),
            *implausible("country_months", {FIGURES[name]: figures[name] for name in FIGURES}, {}),
            (rows.duplicated(["country_iso3", "year_month"]), "country and month given twice", named),
        ),
    )
    kept, basis = figures[stays].rename(columns=FIGURES).astype("int64"), rows.basis[stays]
    derived, merged = basis.str.startswith("derived"), rows.country_iso3[stays].str.contains(_SUM, regex=False)
    release = basis.str.extract(r"(GED \d\d\.\d)")[0].fillna("GED")
    frame = kept.assign(
        country=rows.country_iso3[stays],
        month=month[stays].astype("int64"),
        months=1,
        status=np.where(derived, "derived", "final"),
        release=release,
        basis=rows.country_iso3[stays].map(_BASES).where(derived).mask(merged, _MERGED),
        source=SOURCE,
    ).reset_index(drop=True)
    last = frame.month.groupby(frame.release).max() // 12
    edition = tuple(("months", str(name), int(year)) for name, year in last.items())
    findings = sum_check(frame, country_years)
    return Intake("country_months", frame, len(rows), refused, files=(path,), findings=findings, edition=edition)


def sum_check(frame: pd.DataFrame, country_years: pd.DataFrame) -> dict[str, Any]:
    """Whether months add up to the yearly totals: country-years compared and equal, and those that differ.

    A sum of two countries is held against the sum of their totals.
    """
    yearly = country_years.set_index(["country", "year"]).deaths.astype("int64")
    ours = frame[frame.months == 1].groupby(["country", frame.month // 12]).deaths.sum()
    compared, differing = 0, []
    for (country, year), deaths in ours.items():
        parts = [(part, year) for part in str(country).split(_SUM)]
        if all(part in yearly.index for part in parts):
            compared += 1
            theirs = sum(int(yearly[part]) for part in parts)
            if theirs != deaths:
                differing.append([country, int(year), int(deaths), theirs])
    return {
        "country_years_compared": compared,
        "country_years_equal": compared - len(differing),
        "differing": differing,
        "differing_columns": ["country", "year", "deaths_country_months", "deaths_country_year"],
    }


def _candidates(path: Path) -> Intake:
    """Candidate events counted by country and month; a country of the region without one has none on record there."""
    rows = read_csv(path, ["id", "country", "best", "type_of_violence", "date"], [])
    best, kind, month = numbers(rows.best), numbers(rows.type_of_violence), _month(rows.date.str[:7])
    year = (month // 12).mode()
    stays, refused = check_rows(
        "country_months",
        path,
        (
            (~iso3_of(rows.country).isin(COUNTRIES), "country outside the region", rows.country),
            (month.isna(), "date is not a day", rows.date),
            ahead("date", month // 12, rows.date, month % 12 + 1),
            ((month // 12).ne(year.iloc[0]) if len(year) else month.isna(), "date outside the year of the file", rows.date),
            (~kind.isin(list(TYPES)), "type of violence is not 1, 2 or 3", rows.type_of_violence),
            ((best % 1 != 0) | (best < 0), "deaths are not whole numbers from 0", rows.best),
            *implausible("country_months", {"deaths": best}, {}),
            (rows.duplicated("id"), "event given twice", rows.id),
        ),
    )
    if not stays.any():
        raise InputError(f"ucdp/{path.name}: none of {len(rows)} events can be used; is this the right file?")
    kept = pd.DataFrame(
        {
            "country": iso3_of(rows.country[stays]),
            "month": month[stays].astype("int64"),
            "deaths": best[stays].astype("int64"),
            "events": 1,
            **{name: kind[stays].eq(code).astype("int64") for code, name in TYPES.items()},
        }
    )
    first = int(year.iloc[0]) * 12
    every = pd.MultiIndex.from_product([sorted(COUNTRIES), range(first, first + 12)], names=["country", "month"])
    counted = kept.groupby(["country", "month"]).sum().reindex(every, fill_value=0).reset_index()
    frame = counted.assign(months=1, status="preliminary", release=f"Candidate {first // 12}", source=SOURCE)
    records, edition = max(len(rows), len(frame) + len(refused)), (("candidates", f"Candidate {first // 12}"),)
    return Intake("country_months", frame, records, refused, files=(path,), edition=edition)


def _period(path: Path) -> Intake:
    """Totals of twelve months, which the file's name states, since its rows do not."""
    found = re.search(r"(\d{4}-\d\d)_(\d{4}-\d\d)", path.name)
    first, last = _month(pd.Series(found.groups())) if found else (float("nan"), float("nan"))
    if found is None or last - first != 11:
        raise InputError(f"ucdp/{path.name}: its name does not state twelve months; name it like ucdp_totals_2025-07_2026-06.csv")
    day = latest()
    if last > day.year * 12 + day.month - 1:
        raise InputError(f"ucdp/{path.name}: its last month {found[2]} lies in the future; correct the file's name")
    figures = {"events": "events", "deaths": "deaths", "deathsLow": "deaths_low", "deathsHigh": "deaths_high"}
    rows = read_csv(path, ["country", *figures], [])
    values = rows[list(figures)].apply(numbers).rename(columns=figures)
    stays, refused = check_rows(
        "country_months",
        path,
        (
            (~iso3_of(rows.country).isin(COUNTRIES), "country outside the region", rows.country),
            (~((values % 1 == 0) & (values >= 0)).all(axis=1), "figures are not whole numbers from 0", rows.country),
            *implausible("country_months", {name: values[name] for name in values}, {}),
            (rows.duplicated("country"), "country given twice", rows.country),
        ),
    )
    frame = values[stays].astype("int64").assign(
        country=iso3_of(rows.country[stays]),
        month=int(first),
        months=12,
        status="preliminary",
        release=f"GED and candidates {found[1]} to {found[2]}",
        source=SOURCE,
    )  # fmt: skip
    edition = (("totals", found[1], found[2]),)
    return Intake("country_months", frame.reset_index(drop=True), len(rows), refused, files=(path,), edition=edition)


def _month(texts: pd.Series) -> pd.Series:
    """`2014-05` as year × 12 + month − 1, null where it is none."""
    parts = texts.str.extract(r"^(\d{4})-(\d\d)$").apply(numbers)
    return (parts[0] * 12 + parts[1] - 1).where(parts[1].between(1, 12) & parts[0].between(1900, 2100))
