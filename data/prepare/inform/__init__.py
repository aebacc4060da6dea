"""The INFORM Risk Index."""

from __future__ import annotations

from data.prepare.core.adapter import Adapter
from data.prepare.inform import risk_index

ADAPTERS = (Adapter("the INFORM index", ("risk",), lambda order, _: risk_index.read(order.raw)),)
