"""Judged UCDP records → rows of `incidents`: the words of the contract, and one row a place, period and dyad."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from data.model import source_roles
from data.prepare.ucdp.ged_layouts import is_candidate
from data.prepare.ucdp.precision import NO_TOWNS, inferred
from data.prepare.ucdp.text_workers import read_texts

VIOLENCE = {1: "state-based", 2: "non-state", 3: "one-sided"}
#: where_prec of the codebook. 5 is a line or an area without defined borders; 7, international waters.
WHERE = {1: "place", 2: "near place", 3: "district", 4: "admin1", 5: "corridor", 6: "country", 7: "corridor"}

#: What the records of one row share. Lists enter the key as text.
SHARED = [
    "country", "lon", "lat", "place", "location_precision", "precision_basis", "year", "period", "violence", "conflict", "dyad",
    "actors", "weapons", "weapon_basis", "reliability", "source_release",
]  # fmt: skip


def as_incidents(kept: pd.DataFrame, by_event: bool = False, towns: np.ndarray = NO_TOWNS) -> pd.DataFrame:
    """Rows of `incidents`, not yet joined with phases and ground: grouped, or one an event with `by_event`.

    The longest texts are taken out of `kept` once they are read.
    """
    events = _events(kept, towns)
    events["id"] = _ids(events[[*SHARED, "source_record"] if by_event else SHARED])
    return _grouped(events.sort_values("source_record"))


def _ids(rows: pd.DataFrame) -> pd.Series:
    """A short hash of what each row says, equal rows hashed once: their values as text, nothing where one is missing."""
    at, said = {}, {}
    for name, values in rows.items():
        texts = values.map(str) if isinstance(values.iloc[0], list) else values
        codes, distinct = pd.factorize(texts)
        at[name], said[name] = codes.astype("int32"), np.array([*map(str, distinct), ""], dtype=object)
    numbers = pd.DataFrame(at)
    of_row = numbers.groupby(list(at), sort=False).ngroup()
    first = numbers.drop_duplicates()
    lines = zip(*(said[name][first[name]] for name in at), strict=True)
    ids = ["I" + blake2b("|".join(line).encode(), digest_size=6).hexdigest() for line in lines]
    return pd.Series(ids, dtype="str").take(of_row).set_axis(rows.index)


def _events(kept: pd.DataFrame, towns: np.ndarray) -> pd.DataFrame:
    """One row an event, in the words of the contract."""
    weapons, reports = read_texts(kept)
    for name in ("source_headline", "source_article", "where_description"):
        del kept[name]
    precision = _date_precision(kept)
    place = inferred(kept, towns)
    # "GED 21.1 place/best, attributes GED 19.1": a row put together from two releases.
    joined = kept["release"].str.contains("attributes", case=False)
    probable = is_candidate(kept["release"]) | joined | kept["event_clarity"].eq(2)
    return pd.DataFrame(
        {
            "country": kept["iso3"],
            "place": _text(kept["where_coordinates"]),
            "lon": kept["longitude"].round(4),
            "lat": kept["latitude"].round(4),
            "location_precision": place["where_prec"].map(WHERE).fillna("not stated"),
            "precision_basis": place["basis"],
            "start": kept["date_start"],
            "end": kept["date_end"],
            "date_precision": precision,
            "exact": precision.eq("day"),
            "period": _period(kept["date_start"], kept["date_end"], precision),
            "year": kept["year"].astype("int64"),
            "violence": kept["type_of_violence"].map(VIOLENCE),
            "conflict": _text(kept["conflict_name"]),
            "dyad": _text(kept["dyad_name"]),
            "actors": [[side for side in sides if side] for sides in zip(kept["side_a"], kept["side_b"], strict=True)],
            "deaths": kept["best"],
            "deaths_low": kept["low"],
            "deaths_high": kept["high"],
            "deaths_civilian": kept["deaths_civilians"],
            "weapons": weapons,
            "weapon_basis": weapons.map(bool).map({True: "read from text", False: "not reported"}),
            "published": kept["published"],
            "source_release": kept["release"],
            "source_record": kept["relid"],
            "report": reports,
            "reliability": probable.map({True: "probable", False: "confirmed"}).where(kept["cleared"], "possible"),
        },
        index=kept.index,
    )


def _text(values: pd.Series) -> pd.Series:
    values = values.str.strip()
    return values.mask(values.eq(""))


def _date_precision(kept: pd.DataFrame) -> pd.Series:
    """The finest of day, month and year that is true: a known week or range of days is only a month.

    A single day without date_prec is taken at its word: every single day that states its precision is exact (19,049 events).
    """
    days = (kept["date_end"] - kept["date_start"]).dt.days
    precision = pd.Series("month", index=kept.index, dtype="str")
    precision = precision.mask(kept["date_prec"].eq(5) | days.gt(30) | ~kept["dated"], "year")
    return precision.mask(kept["date_prec"].fillna(1).eq(1) & days.eq(0) & kept["dated"], "day")


def _period(start: pd.Series, end: pd.Series, precision: pd.Series) -> pd.Series:
    """The calendar month that holds the event, else its exact span."""
    month = start.dt.strftime("%Y-%m")
    inside = month.eq(end.dt.strftime("%Y-%m")) & precision.ne("year")
    return month.where(inside, start.dt.strftime("%Y-%m-%d") + "/" + end.dt.strftime("%Y-%m-%d") + "/" + precision)


def _grouped(events: pd.DataFrame) -> pd.DataFrame:
    """One row an id: periods widened inside their month, deaths added up, a bound only where every event has it."""
    groups = events.groupby("id", sort=True)
    shared = [name for name in SHARED if name != "period"]
    # What is shared is the same in each: the first will do, and takes a hundredth of `groups.first()`.
    out = events.drop_duplicates("id").set_index("id")[shared].sort_index()
    out["start"], out["end"] = groups["start"].min(), groups["end"].max()
    out["date_precision"] = _joint_precision(groups, out)
    same_month = out["start"].dt.to_period("M").eq(out["end"].dt.to_period("M")) & out["date_precision"].ne("year")
    out["month"] = (out["start"].dt.year * 12 + out["start"].dt.month - 1).where(same_month)
    out["events"] = groups.size()
    out["deaths"] = groups["deaths"].sum()
    for name in ("deaths_low", "deaths_high", "deaths_civilian"):
        out[name] = groups[name].sum().where(groups[name].count().eq(out["events"]))
    out["published"] = groups["published"].min()
    number = groups.ngroup()
    out["source_records"] = _listed(events["source_record"], number)
    out["reports"] = [sorted({one for one in told if isinstance(one, str)}) for told in _listed(events["report"], number)]
    return out.reset_index().assign(source=source_roles.EVENTS, sensitivity="public")


def _listed(values: pd.Series, group: pd.Series) -> list[list[object]]:
    """The values of each group, groups by number, values in their order."""
    order = np.argsort(group.to_numpy(), kind="stable")
    ends = np.cumsum(np.bincount(group))[:-1]
    ordered = values.to_numpy(dtype=object)[order]
    return [part.tolist() for part in np.split(ordered, ends)]


def _joint_precision(groups: DataFrameGroupBy, out: pd.DataFrame) -> pd.Series:
    """A row that spans several days of a month is known to the month."""
    one_day = groups["exact"].all() & out["start"].eq(out["end"])
    return groups["date_precision"].first().replace("day", "month").mask(one_day, "day")
