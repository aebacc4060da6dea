"""Which conflict phase holds at a country and time: pure functions on frames, nothing is read or written.

`phases` is the prepared table: per country without gap or overlap, `end` null in the last row. A country or a time
without a phase is *not classified*. A span that reaches before the first phase is judged by its classified days.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.model.categories import NOT_CLASSIFIED, PHASES
from data.prepare.core.intake import InputError

DISTANT = np.datetime64("2200-01-01", "D")  # the last day of a phase that lasts


def phase_at(phases: pd.DataFrame, country: pd.Series, start: pd.Series, end: pd.Series) -> pd.Series:
    """The phase that covers most days from `start` to `end` (both included) in `country`; the later one of a tie.

    Three series of one index (ISO3, dates, dates) → text of that index, one of PHASES or NOT_CLASSIFIED. A missing
    start or end is taken from the other. Raises InputError when a record ends before it starts.
    """
    table = phases.sort_values(["country", "start"], kind="stable")
    countries = pd.Index(table["country"].unique())
    owner = countries.get_indexer(country.to_numpy(dtype=object, na_value=None))
    first, last = _days(start.fillna(end)), _days(end.fillna(start))
    known = np.flatnonzero((owner >= 0) & ~np.isnat(first))
    _check_order(first[known], last[known], start.index[known])
    found = np.full(len(country), NOT_CLASSIFIED, dtype=object)
    if known.size:
        names = np.array([*PHASES, NOT_CLASSIFIED], dtype=object)
        found[known] = names[_longest(table, countries, owner[known], first[known], last[known])]
    return pd.Series(found, index=country.index, name="phase", dtype=pd.StringDtype())


def _longest(table: pd.DataFrame, countries: pd.Index, owner: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Position in PHASES of the phase with most days from `first` to `last`; −1 where no day has a phase.

    `table` is sorted by country and start, `owner` holds positions in `countries`.
    """
    owners = countries.get_indexer(table["country"])
    kind = pd.Index(PHASES).get_indexer(table["phase"])
    opens = _days(table["start"])
    closes = np.where(table["end"].isna(), DISTANT, _days(table["end"]))
    top, bottom = np.searchsorted(owners, owner), np.searchsorted(owners, owner, side="right") - 1
    row = np.clip(np.searchsorted(_key(owners, opens), _key(owner, first), side="right") - 1, top, bottom)

    days = np.zeros((len(owner), len(PHASES)), dtype="int64")
    latest = np.zeros_like(days)
    active, step = np.arange(len(owner)), 0
    # Each step counts one phase of every record still active and goes on to the next phase of its country.
    while active.size:
        step += 1
        at = row[active]
        shared = np.minimum(last[active], closes[at]) - np.maximum(first[active], opens[at])
        covered = np.maximum(shared.astype("int64") + 1, 0)
        days[active, kind[at]] += covered
        latest[active, kind[at]] = np.where(covered > 0, step, latest[active, kind[at]])
        active = active[(at < bottom[active]) & (closes[at] < last[active])]
        row[active] += 1
    # `latest` is below the factor, so it decides between equal numbers of days only.
    return np.where(days.any(axis=1), (days * (step + 1) + latest).argmax(axis=1), -1)


def flow_phase(phases: pd.DataFrame, flows: pd.DataFrame) -> pd.Series:
    """The phase of a flow: at its destination, else at the event, else (weapons laid down) at the origin.

    Over most of its years.
    """
    country = flows["destination_country"].fillna(flows["event_country"]).fillna(flows["origin_country"])
    return phase_at(phases, country, _new_year(flows["start_year"]), _new_year(flows["end_year"] + 1) - pd.Timedelta("1D"))


def phases_during(
    phases: pd.DataFrame,
    countries: pd.Series,
    start_year: pd.Series,
    end_year: pd.Series,
    until: pd.Series | int,
) -> pd.Series:
    """All phases of any of the countries in the years, in the order of PHASES; [NOT_CLASSIFIED] when there is none.

    countries   lists of ISO3
    start_year  first year
    end_year    last year; null where the source leaves it open
    until       last year for open ones: the year of the source, or one year for all. Never before `start_year`.
    """
    last = end_year.astype("Int64").fillna(pd.Series(until, index=end_year.index).astype("Int64"))
    spans = pd.DataFrame(
        {
            "record": np.arange(len(countries)),
            "country": countries.to_numpy(),
            "from": start_year.to_numpy(),
            "to": last.where(last >= start_year, start_year).to_numpy(),
        }
    ).explode("country")
    met = spans.merge(phases[["country", "phase", "start", "end"]], on="country")
    met = met[(met["start"].dt.year <= met["to"]) & (met["end"].isna() | (met["end"].dt.year >= met["from"]))]
    found = met.groupby("record")["phase"].agg(set).to_dict()
    lists = [[p for p in PHASES if p in found.get(i, ())] or [NOT_CLASSIFIED] for i in range(len(countries))]
    return pd.Series(lists, index=countries.index, name="phases", dtype=object)


def _days(dates: pd.Series) -> np.ndarray:
    days: np.ndarray = pd.to_datetime(dates).to_numpy(dtype="datetime64[D]")
    return days


def _key(country: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Country and day as one number that sorts by country, then day (all days from year 0 to 9999)."""
    key: np.ndarray = country.astype("int64") * 10_000_000 + day.astype("int64") + 1_000_000
    return key


def _new_year(year: pd.Series) -> pd.Series:
    return pd.to_datetime(year.astype("Int64").astype("string"), format="%Y")


def _check_order(first_day: np.ndarray, last_day: np.ndarray, index: pd.Index) -> None:
    wrong = np.flatnonzero(last_day < first_day)
    if wrong.size:
        raise InputError(
            f"phase join: records that end before they start: {wrong.size}, first at index {index[wrong[0]]!r}; "
            "turn such records away in their adapter"
        )
