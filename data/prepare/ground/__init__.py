"""Boundaries, places, lakes and rivers."""

from __future__ import annotations

from data.prepare.core.adapter import Adapter
from data.prepare.ground import boundaries

ADAPTERS = (Adapter("the ground", ("countries", "admin1", "borders", "places"), lambda order, _: boundaries.read(order.raw)),)
