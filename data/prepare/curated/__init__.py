"""The project's own tables."""

from __future__ import annotations

from data.prepare.core.adapter import Adapter
from data.prepare.curated import curated_conditions, curated_records

ADAPTERS = (
    Adapter(
        "conditions",
        ("phases", "embargoes", "instruments", "presence", "activities", "toolbox", "needs"),
        lambda order, _: curated_conditions.read(order.curated),
    ),
    Adapter("routes, flows, holdings", ("routes", "flows", "holdings"), lambda order, _: curated_records.read(order.curated)),
)
