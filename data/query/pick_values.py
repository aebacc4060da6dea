"""The values that picks can have in this set: what nobody holds is a slip of the pen, not a question with an empty answer."""

from __future__ import annotations

from collections.abc import Mapping

from data.engine.cached import cached_small
from data.engine.dataset import Dataset
from data.ground import borders
from data.ground.countries import admin1_names, names_in
from data.query.filters import Filters, Problem

#: Picks of a value of a column, by table and column; those of all others are given by their grammar.
_COLUMNS = {"mechanism": ("flows", "mechanism"), "route": ("routes", "id")}


@cached_small
def known(dataset: Dataset, pick: str) -> frozenset[str] | None:
    """Every value that a pick can have, whatever else is asked; None where its grammar names them."""
    if pick in ("supplier", "recipient"):
        return frozenset(names_in(dataset, "en"))
    if pick == "admin1":
        return frozenset(admin1_names(dataset))
    if pick == "border":
        return borders.known(dataset)
    if pick == "actor":
        rows = dataset.table("incident_details")
        return frozenset(dataset.frame(rows.select(actor=rows.actors.unnest()).distinct())["actor"])
    if pick in _COLUMNS:
        table, column = _COLUMNS[pick]
        return frozenset(dataset.frame(dataset.table(table).select(column).distinct())[column].dropna())
    return None


def unknown(dataset: Dataset, filters: Filters) -> list[Problem]:
    """The picks of a question whose value no record of this set can have."""
    found: Mapping[str, frozenset[str] | None] = {name: known(dataset, name) for name, _ in filters.picks}
    return [Problem(name, value[:20]) for name, value in filters.picks if value not in (found[name] or {value})]
