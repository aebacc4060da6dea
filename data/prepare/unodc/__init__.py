"""UNODC's seizure figures."""

from __future__ import annotations

from data.prepare.core.adapter import Adapter
from data.prepare.unodc import seizure_figures

ADAPTERS = (Adapter("UNODC seizures", ("seizures",), lambda order, _: seizure_figures.read(order.raw)),)
