"""UCDP: events, yearly and monthly totals, what its texts name."""

from __future__ import annotations

from data.prepare.core.adapter import Adapter
from data.prepare.ucdp import country_months, country_years, event_coverage, ged

ADAPTERS = (
    Adapter("UCDP country totals", ("country_years",), lambda order, _: country_years.read(order.raw)),
    Adapter(
        "UCDP country months",
        ("country_months",),
        lambda order, made: country_months.read(order.raw, made.frame("country_years")),
    ),
    Adapter(
        "UCDP events",
        ("incidents",),
        lambda order, made: ged.read(
            order.raw, made.frame("countries"), order.ged_files, order.by_event, order.releases, areas=made.frame("admin1")
        ),
    ),
    Adapter(
        "what the sources cover",
        ("coverage",),
        lambda order, made: event_coverage.read(
            order.curated,
            made.frame("incidents"),
            made.frame("countries"),
            made.frame("admin1"),
            made.frame("country_months"),
            set(made.findings("incidents").get("releases", {}).values()),
        ),
    ),
)
