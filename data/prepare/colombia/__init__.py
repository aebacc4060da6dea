"""Colombia's own open data."""

from __future__ import annotations

from data.prepare.colombia import open_data
from data.prepare.core.adapter import Adapter

ADAPTERS = (
    Adapter(
        "Colombia's own statistics",
        ("mine_victims", "police_homicides", "police_seizures"),
        lambda order, _: open_data.read(order.raw, order.curated),
    ),
)
