"""Picks: selections made in a chart, a table or on the map, which narrow a question further.

Each pick is one row here: its name in the address, the subjects it narrows, and the test. A subject that a pick does
not name is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ibis.expr.types import BooleanValue, Table

#: Within this distance an incident counts as near a border.
NEAR_BORDER_KM = 50


@dataclass(frozen=True)
class Pick:
    """`tests` by subject; `values` is what a value may look like."""

    name: str
    tests: dict[str, Callable[[Table, str], BooleanValue]]
    values: str = r"[^\x00-\x1f<>]{1,120}"

    def allows(self, value: str) -> bool:
        return re.fullmatch(self.values, value) is not None


_COUNTRY, _BORDER = r"[A-Z]{3}", r"[A-Z]{3}-[A-Z]{3}"
_PICKS = (
    Pick("violence", {"incidents": lambda t, v: t.violence == v}),
    Pick("actor", {"incidents": lambda t, v: t.actors.contains(v)}),
    Pick("admin1", {"incidents": lambda t, v: t.admin1 == v}, r"[A-Z]{2,3}[0-9]{1,6}"),
    Pick(
        "border",
        {
            "incidents": lambda t, v: (t.border == v) & (t.border_km <= NEAR_BORDER_KM),
            "flows": lambda t, v: t.countries.contains(v[:3]) & t.countries.contains(v[4:]),
            "routes": lambda t, v: t.borders.contains(v),
        },
        _BORDER,
    ),
    Pick("kind", {"flows": lambda t, v: t.kind == v}),
    Pick("mechanism", {"flows": lambda t, v: t.mechanism == v}),
    Pick("supplier", {"flows": lambda t, v: t.origin_country == v}, _COUNTRY),
    Pick("recipient", {"flows": lambda t, v: t.destination_country == v}, _COUNTRY),
    Pick("mode", {"routes": lambda t, v: t["mode"] == v}),
    Pick("route", {"routes": lambda t, v: t.id == v}, r"[A-Z]{2}[0-9]{2,3}"),
)
PICKS: dict[str, Pick] = {pick.name: pick for pick in _PICKS}


def subject_of(table: Table) -> str:
    """Which subject a table holds, by a column that only it has."""
    columns = set(table.columns)
    if "violence" in columns:
        return "incidents"
    return "routes" if "geometry_basis" in columns else "flows" if "mechanism" in columns else ""
