"""Risk: the INFORM Risk Index, an external baseline from 0 (low) to 10 (high)."""

from __future__ import annotations

from dataclasses import dataclass

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset

INDEX = "INFORM RISK"
#: The components that speak of conflict; the index has none for arms.
CONFLICT = ("Current Conflict Intensity", "Projected Conflict Probability")


@dataclass(frozen=True)
class Risk:
    """One country in one edition: index (0–10), rank among all countries (1 is the highest risk), conflict components (0–10)."""

    country: str
    year: int
    index: float
    rank: int | None
    conflict: dict[str, float]


@cached_by_version
def of_countries(dataset: Dataset, countries: tuple[str, ...]) -> tuple[Risk, ...]:
    """The countries on record, highest index first."""
    rows = dataset.table("risk")
    found = dataset.frame(
        rows.filter(rows.country.isin(countries), rows.indicator.isin([INDEX, *CONFLICT]), rows.value.notnull())
    )
    risks = []
    for country, own in found.groupby("country"):
        values = dict(zip(own.indicator, own.value, strict=True))
        if INDEX in values:
            ranks, years = own["rank"].dropna(), own.year
            conflict = {name: float(values[name]) for name in CONFLICT if name in values}
            rank = int(ranks.iloc[0]) if len(ranks) else None
            risks.append(Risk(str(country), int(years.max()), float(values[INDEX]), rank, conflict))
    return tuple(sorted(risks, key=lambda risk: (-risk.index, risk.country)))
