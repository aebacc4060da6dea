"""The values that picks can have in this set: what nobody holds is a slip of the pen, not a question with an empty answer."""

from __future__ import annotations

from collections.abc import Mapping

from data.engine.store import cached_small, store
from data.ground.countries import admin1_names, names_in
from data.query.filters import Filters, Problem

#: Picks of a value of a column, by table and column; those of all others are given by their grammar.
_COLUMNS = {"mechanism": ("flows", "mechanism"), "route": ("routes", "id")}


@cached_small
def known(pick: str) -> frozenset[str] | None:
    """Every value that a pick can have, whatever else is asked; None where its grammar names them."""
    if pick in ("supplier", "recipient"):
        return frozenset(names_in("en"))
    if pick == "admin1":
        return frozenset(admin1_names())
    if pick == "actor":
        rows = store().table("incidents")
        return frozenset(store().frame(rows.select(actor=rows.actors.unnest()).distinct())["actor"])
    if pick in _COLUMNS:
        table, column = _COLUMNS[pick]
        return frozenset(store().frame(store().table(table).select(column).distinct())[column].dropna())
    return None


def unknown(filters: Filters) -> list[Problem]:
    """The picks of a question whose value no record of this set can have."""
    found: Mapping[str, frozenset[str] | None] = {name: known(name) for name, _ in filters.picks}
    return [Problem(name, value[:20]) for name, value in filters.picks if value not in (found[name] or {value})]
