"""What else is on record beside the flows' charts, one at a time: a page that shows all of it is slow to draw and to read."""

from __future__ import annotations

import streamlit as st

from components.screen.flows.embargo_panel import flow_embargo_panel
from components.screen.flows.holdings_panel import flow_holdings_panel
from components.screen.flows.seizures_panel import flow_seizures_panel
from components.screen.parts.record_table import record_table
from components.screen.parts.switch import switch
from components.screen.shell.fragment import fragment
from components.text.words import N_, Words
from data.query.filters import Filters

_NAMES = {
    "records": N_("The records"),
    "embargoes": N_("Recorded during a UN arms embargo"),
    "seizures": N_("Seizures reported to UNODC"),
    "holdings": N_("Holdings on record"),
}


@fragment
def flow_more_panel(sides: tuple[str, ...], filters: Filters, words: Words) -> None:
    """A switch, and the panel it names. It reruns by itself."""
    match switch(st, "flows", "more", words.t("What else is on record"), _NAMES, words):
        case "embargoes":
            flow_embargo_panel(sides, filters, words)
        case "seizures":
            flow_seizures_panel(filters, words)
        case "holdings":
            flow_holdings_panel(filters, words)
        case _:
            record_table("flows", "flows", filters, words)
