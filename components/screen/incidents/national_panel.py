"""A country's own statistics, one section at a time and none before it is asked for: chart, departments, rows, files, source."""

from __future__ import annotations

import streamlit as st

from components.charts.national import departments, national_chart
from components.screen.parts.markdown_text import paragraph
from components.screen.parts.pictures import picture_button
from components.screen.parts.plot import plot
from components.screen.parts.record_table import record_table
from components.screen.parts.switch import switch
from components.text.edition_words import titled
from components.text.words import N_, Words
from data.model.sources import SOURCES
from data.query.filters import Filters
from data.subjects import national

_NONE = "none"
_NAMES = {
    _NONE: N_("Closed"),
    "mine_victims": N_("Mine victims"),
    "police_homicides": N_("Homicides by weapon"),
    "police_seizures": N_("Firearms seized by the police"),
}


@st.fragment
def national_panel(filters: Filters, words: Words) -> None:
    """The choice of a section, and the section. Nothing where the question does not name the country."""
    if national.COUNTRY not in filters.countries:
        return
    country = words.country(national.COUNTRY)
    st.subheader(words.t("{country}’s own statistics", country=country), anchor="own-statistics")
    st.caption(
        words.t("What the authorities count. It is never part of the events above, which UCDP counts by another definition.")
    )
    subject = switch(st.container(), "incidents", "own", words.t("Show"), _NAMES, words)
    if subject == _NONE:
        return
    asked = national.asked(filters)
    assert asked is not None
    chart = national_chart(subject, asked, words)
    head = st.container(horizontal=True, vertical_alignment="center")
    head.markdown(f"##### {paragraph(chart.title)}", width="stretch")
    left, right = st.columns([0.58, 0.42], gap="large")
    with left:
        plot(chart.figure, key=f"national_{subject}", alt=chart.alt)
        st.caption(paragraph(" ".join(chart.notes)))
        st.caption(_source(chart.sources[0], words))
    with right:
        _departments(subject, asked, words)
    with head:
        picture_button("national", subject.replace("_", "-"), chart.figure, chart.title, asked, chart.sources, words, chart.notes)
    if not national.heeded(filters):
        st.caption(words.t("Years, weapons named and a department narrow this section; phases and other picks do not."))
    record_table("national", subject, asked, words)


def _source(name: str, words: Words) -> str:
    """Publisher, title, period and licence, and what to keep in mind."""
    source = SOURCES[name]
    link = f"[{source.publisher}]({source.address})"
    licence = words.labelled(words.t("Licence"), words.t(source.licence))
    told = words.labelled(words.t("Source"), words.labelled(link, titled(name, words)))
    return f"{told}. {licence}. " + " ".join(words.t(caveat) for caveat in source.caveats)


def _departments(subject: str, asked: Filters, words: Words) -> None:
    found = departments(subject, asked, words)
    if found.empty:
        return
    st.markdown(f"**{words.t('By department')}**")
    numbers = [name for name in found.columns[1:] if found[name].dtype != object and name != words.t("Latest year")]
    st.dataframe(
        found,
        hide_index=True,
        key=f"national_{subject}_departments",
        height=38 + 35 * min(len(found), 9),
        placeholder="–",
        alt=words.t("{first} has the highest number of {n} departments.", first=found.iloc[0, 0], n=words.number(len(found))),
        column_config={
            **{name: st.column_config.NumberColumn(format="localized") for name in numbers},
            words.t("Latest year"): st.column_config.NumberColumn(format="%d"),
        },
    )
