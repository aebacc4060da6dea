"""Picks: selections made in a chart, a table or on the map, which narrow a question further.

Each pick is one row here: its name in the address, the subjects it narrows, and the test. A subject that a pick does
not name is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from ibis.expr.types import ArrayValue, BooleanValue, Table

from data.ground.borders import VALUES as BORDERS
from data.ground.borders import canonical, pairs
from data.model.categories import FLOW_KINDS, ROUTE_MODES, VIOLENCE

#: The two sides of flows that are never counted together: values of the pick `kind`, beside the kinds themselves.
SIDES = {"authorised": ("authorised",), "illicit and seized": ("illicit", "collected")}
#: Within this distance an incident counts as near a border.
NEAR_BORDER_KM = 50


@dataclass(frozen=True)
class Pick:
    """`tests` by subject; `values` is what a value may look like; `canonical` is how the data write it."""

    name: str
    tests: dict[str, Callable[[Table, str], BooleanValue]]
    values: str = r"[^\x00-\x1f<>]{1,120}"
    canonical: Callable[[str], str] = str

    def allows(self, value: str) -> bool:
        return value.isprintable() and re.fullmatch(self.values, value) is not None


def _across(countries: ArrayValue, border: str) -> BooleanValue:
    """Whether the countries hold both sides of the border, or of one border of its group."""
    return reduce(or_, (countries.contains(pair[:3]) & countries.contains(pair[4:]) for pair in pairs(border)))


def _one_of(values: Iterable[str]) -> str:
    return "|".join(map(re.escape, values))


_COUNTRY = r"[A-Z]{3}"
_PICKS = (
    Pick("violence", {"incidents": lambda t, v: t.violence == v}, _one_of(VIOLENCE)),
    Pick("actor", {"incidents": lambda t, v: t.actors.contains(v)}),
    Pick("admin1", {"incidents": lambda t, v: t.admin1 == v}, r"[A-Z]{2,3}[0-9]{1,6}"),
    Pick(
        "border",
        {
            "incidents": lambda t, v: t.border.isin(pairs(v)) & (t.border_km <= NEAR_BORDER_KM),
            "flows": lambda t, v: _across(t.countries, v),
            "routes": lambda t, v: reduce(or_, (t.borders.contains(pair) for pair in pairs(v))),
        },
        BORDERS,
        canonical,
    ),
    Pick("kind", {"flows": lambda t, v: t.kind.isin(SIDES.get(v, (v,)))}, _one_of((*SIDES, *FLOW_KINDS))),
    Pick("mechanism", {"flows": lambda t, v: t.mechanism == v}),
    Pick("supplier", {"flows": lambda t, v: t.origin_country == v}, _COUNTRY),
    Pick("recipient", {"flows": lambda t, v: t.destination_country == v}, _COUNTRY),
    Pick("mode", {"routes": lambda t, v: t["mode"] == v}, _one_of(ROUTE_MODES)),
    Pick("route", {"routes": lambda t, v: t.id == v}, r"[A-Z]{2}[0-9]{2,3}"),
)
PICKS: dict[str, Pick] = {pick.name: pick for pick in _PICKS}


def subject_of(table: Table) -> str:
    """Which subject a table holds, by a column that only it has."""
    columns = set(table.columns)
    if "violence" in columns:
        return "incidents"
    return "routes" if "geometry_basis" in columns else "flows" if "mechanism" in columns else ""
