"""SIPRI: the trade register and import values."""

from __future__ import annotations

from data.model.categories import FOCUS
from data.prepare.core.adapter import Adapter
from data.prepare.sipri import import_values, trade_register

ADAPTERS = (
    Adapter("the SIPRI register", ("flows",), lambda order, _: trade_register.read(order.raw)),
    Adapter("SIPRI import values", ("import_values",), lambda order, _: import_values.read(order.raw, FOCUS)),
)
