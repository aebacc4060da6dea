"""Which edition of each source the prepared set was made of, as its files say: nothing here is written down beforehand.

An edition is a tuple of parts, each a tuple that begins with its kind:

releases    releases by the publisher's names: `("releases", "GED 24.1", "GED 25.1")`
candidates  preliminary releases by their names
months      a release, and the last year that it is used for
totals      first and last month of preliminary totals, ISO
register    first and last year of deliveries, and the day the register was generated (ISO, "" where it does not say)
until       last year
index       the year it is for, its number and the day it was released (both "" where it does not say)
published   the day, ISO
period      first and last month, ISO
detail      the year from which figures are broken down
checked     the year in which it was last held against what is newer
"""

from __future__ import annotations

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.model import source_roles
from data.model.sources import Part


@cached_by_version
def edition(dataset: Dataset, source: str) -> tuple[Part, ...]:
    """The parts of a source's edition; none where its files do not say."""
    for entry in dataset.manifest["tables"].values():
        if found := entry.get("sources", {}).get(source, {}).get("edition"):
            return tuple(tuple(part) for part in found)
    return ()


@cached_by_version
def register_years(dataset: Dataset) -> tuple[int, int] | None:
    """First and last delivery year that the register of authorised transfers covers; None where the set holds no register."""
    for kind, *values in edition(dataset, source_roles.TRANSFER_REGISTER):
        if kind == "register":
            return int(values[0]), int(values[1])
    flows = dataset.table("flows")
    delivered = flows.filter(flows.source == source_roles.TRANSFER_REGISTER)
    found = dataset.frame(delivered.aggregate(first=delivered.start_year.min(), last=delivered.end_year.max()))
    if found.isna().any(axis=None):
        return None
    return int(found["first"][0]), int(found["last"][0])
