"""The sums check: events and deaths per country and year, counted from the raw files a second time.

Nothing of the adapter's judging, repairing and grouping is used here, only its list of rejects.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data.prepare.ged import country_of
from data.prepare.intake import InputError
from data.prepare.reading import read_csv

NEEDED = ("relid", "year", "country", "best")


def sums_of_files(files: Sequence[Path], rejects: pd.DataFrame) -> pd.DataFrame:
    """Events and best deaths per country and year in the files, less the rejected rows."""
    parts = []
    for path in files:
        records = read_csv(path, NEEDED, ("iso3",))
        refused = set(rejects.loc[rejects["file"].eq(path.name), "row"].astype(int))
        parts.append(records[~records.index.isin(refused)])
    records = pd.concat(parts)
    return (
        pd.DataFrame(
            {
                "country": country_of(records).astype("str"),
                "year": pd.to_numeric(records["year"]).astype("int64"),
                "deaths": pd.to_numeric(records["best"]).astype("int64"),
            }
        )
        .groupby(["country", "year"])["deaths"]
        .agg(events="size", deaths="sum")
    )


def sums_of_incidents(incidents: pd.DataFrame) -> pd.DataFrame:
    """Events and best deaths per country and year in the prepared rows."""
    plain = incidents.astype({"country": "str", "year": "int64", "events": "int64", "deaths": "int64"})
    return plain.groupby(["country", "year"])[["events", "deaths"]].sum()


def check_sums(incidents: pd.DataFrame, files: Sequence[Path], rejects: pd.DataFrame) -> dict[str, int]:
    """Country-years, events and deaths that agree, for the manifest. Raises InputError when any differs."""
    raw, ours = sums_of_files(files, rejects), sums_of_incidents(incidents)
    both = raw.add_suffix("_raw").join(ours, how="outer").fillna(0)
    wrong = both[(both["events_raw"] != both["events"]) | (both["deaths_raw"] != both["deaths"])]
    if len(wrong):
        (country, year), first = wrong.index[0], wrong.iloc[0]
        raise InputError(
            f"incidents: {len(wrong)} country-years do not add up to the raw files, first {country} {year}: "
            f"{first['events']:.0f} events and {first['deaths']:.0f} deaths prepared, "
            f"{first['events_raw']:.0f} and {first['deaths_raw']:.0f} in the files; nothing is published"
        )
    return {"country_years": len(ours), "events": int(ours["events"].sum()), "deaths": int(ours["deaths"].sum())}
