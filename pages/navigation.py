"""The script that Streamlit runs for every visitor: which pages there are, and the frame around each."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.screen.frame import frame
from components.screen.shell.address import language
from components.screen.shell.fragment import begin_page
from components.text.words import words
from pages import briefing, flows, incidents, overview, routes, sources, workshop

FAVICON = Path(__file__).parents[1] / "components" / "screen" / "favicon.svg"

say = words(language())
# Each page names its tab (components.screen.shell.page_head): a name for all would flicker there on every run.
st.set_page_config(page_icon=str(FAVICON), layout="wide", initial_sidebar_state=330)
begin_page()
frame(
    [
        (overview.show, say.t("Overview"), ":material/grid_view:", "overview"),
        (incidents.show, say.t("Events"), ":material/crisis_alert:", "incidents"),
        (flows.show, say.t("Flows"), ":material/conversion_path:", "flows"),
        (routes.show, say.t("Corridors"), ":material/route:", "routes"),
        (briefing.show, say.t("Briefings"), ":material/description:", "briefing"),
        (workshop.show, say.t("Workshop"), ":material/co_present:", "workshop"),
        (sources.show, say.t("Sources"), ":material/library_books:", "sources"),
    ]
)
