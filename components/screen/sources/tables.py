"""The registry of sources and the record of how the data were prepared."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.current import dataset
from components.text.edition_words import version
from components.text.words import N_, Words
from data.model.sources import SOURCES

TABLE_NAMES = {
    "countries": N_("Countries"),
    "admin1": N_("First-level areas"),
    "borders": N_("Land borders"),
    "places": N_("Places"),
    "phases": N_("Conflict phases"),
    "incidents": N_("Events"),
    "country_years": N_("Deaths by country and year"),
    "country_months": N_("Events and deaths by country and month"),
    "coverage": N_("What the sources cover"),
    "flows": N_("Flows"),
    "import_values": N_("Import values (SIPRI TIV)"),
    "routes": N_("Corridors"),
    "seizures": N_("Seizures"),
    "mine_victims": N_("Mine victims (Colombia)"),
    "police_homicides": N_("Homicides by weapon (Colombia)"),
    "police_seizures": N_("Firearms seized by the police (Colombia)"),
    "holdings": N_("Holdings"),
    "embargoes": N_("Embargoes"),
    "instruments": N_("Instruments"),
    "presence": N_("UN presence"),
    "activities": N_("Activities"),
    "risk": N_("Risk index"),
    "toolbox": N_("Tools by phase"),
    "needs": N_("Information needs"),
}


def registry(words: Words) -> None:
    """One card a source."""
    for source in SOURCES.values():
        with st.container(border=True):
            link = f" [↗]({source.address})" if source.address.startswith("https://") else ""
            st.markdown(
                f"**{words.t(source.title)}**{link}  \n{' · '.join(filter(None, (source.publisher, version(source.id, words))))}"
            )
            st.markdown(
                f"{words.labelled(words.t('Licence'), words.t(source.licence))}  \n"
                f"{words.labelled(words.t('What stands here'), words.t(source.redistribution))}  \n"
                f"{words.labelled(words.t('How to refresh'), words.t(source.refresh))}"
            )
            st.caption(" ".join(words.t(caveat) for caveat in source.caveats))


def preparation(words: Words) -> None:
    """Records read, kept, grouped and turned away, table by table."""
    st.subheader(words.t("From raw files to this screen"))
    st.caption(words.t("Every record read is kept, grouped with others, or turned away for a stated reason."))
    rows = [
        {
            words.t("Table"): words.t(TABLE_NAMES[name]),
            words.t("Records read"): found["read"],
            words.t("Rows kept"): found["kept"],
            words.t("Grouped into them"): found["grouped"],
            words.t("Turned away"): found["rejected"],
            words.t("Reasons"): "; ".join(f"{words.t(reason)}: {words.number(n)}" for reason, n in found["rejects"].items()),
        }
        for name, found in dataset().manifest["tables"].items()
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="preparation")
    st.caption(words.t("Data version {version}", version=dataset().version))
