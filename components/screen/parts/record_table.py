"""The rows behind a view, until somebody closes them: searched and ordered on the server, sorted in the browser; and as files."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from components.current import dataset
from components.files.download.downloads import offered
from components.files.query import file_address
from components.screen.shell.fragment import fragment
from components.text import records
from components.text.unplaced_words import not_placed_of
from components.text.words import N_, Words
from data.query.filters import Filters
from data.subjects import national, rows

#: Rows sent with a page (about 4 kB as they travel), and when somebody asks for more.
FIRST, MOST = 50, 2000
#: Height of the head and eight rows, in pixels.
_HEIGHT = 9 * 35 + 3

#: A page may have several: each says what its rows are.
TITLES = {
    "incidents": N_("Records behind this view: events (UCDP)"),
    "flows": N_("Records behind this view: flows"),
    "routes": N_("Records behind this view: corridors"),
    "mine_victims": N_("Records behind this section: mine victims"),
    "police_homicides": N_("Records behind this section: homicides by weapon"),
    "police_seizures": N_("Records behind this section: firearms seized by the police"),
}
#: What a search finds, by what the rows of a subject hold; and in a country's own statistics.
_SEARCHED_FOR = {
    "incidents": N_("Search for a place, a country, an actor or a weapon"),
    "flows": N_("Search for a place, a country, an actor, an item or a weapon"),
    "routes": N_("Search for a place, a country, an actor or a weapon"),
}
_IN_COUNTS = N_("Search for a place or a weapon")
_ORDER_NAMES = {
    "latest": N_("Latest first"),
    "earliest": N_("Earliest first"),
    "deaths": N_("Most deaths first"),
    "events": N_("Most events first"),
    "name": N_("By name"),
    "most": N_("Highest numbers first"),
}


@fragment
def record_table(page: str, subject: str, filters: Filters, words: Words) -> None:
    """Table of `subject` (incidents, flows or routes) with a search, and the whole of it as files. It reruns by itself; once
    closed it costs a change of filters nothing.
    """
    title = words.t(TITLES[subject])
    key = f"{page}_{subject}_records"
    with st.expander(title, expanded=True, icon=":material/table_rows:", key=key, on_change="rerun") as rows_behind:
        if rows_behind.open:
            _table(page, subject, filters, words)
    file_links(subject, filters, words)


def _table(page: str, subject: str, filters: Filters, words: Words) -> None:
    search, order = _controls(page, subject, words)
    total = rows.number(dataset(), subject, filters, search, words.language, words.weapon_names)
    asked = f"{filters.query()} {order} {search}"
    wide = st.session_state.get(f"{page}_{subject}_more") == asked
    most = MOST if wide else FIRST
    if total:
        shown = records.table(subject, filters, words.language, most, order, search)
        st.dataframe(
            shown,
            hide_index=True,
            height=min(_HEIGHT, (len(shown) + 1) * 35 + 3),
            column_config=_look(words),
            placeholder="–",
            key=f"{page}_{subject}_rows",
            alt=_counted(subject, filters, search, total, words),
        )
    said, more = st.columns([0.75, 0.25])
    said.caption(_said(subject, total, min(most, total), filters, search, words))
    if subject == "incidents" and (vague := not_placed_of(filters, "place", words)):
        said.caption(vague)
    if total > FIRST and not wide:
        with more:
            st.button(
                words.t("Show {n} rows", n=words.number(min(total, MOST))),
                key=f"{page}_{subject}_show_more",
                on_click=_show_more,
                args=(f"{page}_{subject}_more", asked),
                type="tertiary",
                icon=":material/expand_more:",
            )


def _controls(page: str, subject: str, words: Words) -> tuple[str, str]:
    """What to search for, and how to order."""
    orders = list(rows.LISTINGS[subject].orders)
    with st.container(horizontal=True):
        search = st.text_input(
            words.t("Search these rows"),
            max_chars=rows.LONGEST_SEARCH,
            key=f"{page}_{subject}_search",
            icon=":material/search:",
            placeholder=words.t(_SEARCHED_FOR.get(subject, _IN_COUNTS)),
            label_visibility="collapsed",
        )
        order = orders[0]
        if len(orders) > 1:
            order = st.selectbox(
                words.t("Order"),
                orders,
                key=f"{page}_{subject}_order",
                placeholder=words.t("Order"),
                format_func=lambda name: words.t(_ORDER_NAMES[name]),
                label_visibility="collapsed",
                width=220,
            )
    return search.strip(), order


def _show_more(key: str, asked: str) -> None:
    """Callback. It holds for this question only: the next one starts small again."""
    st.session_state[key] = asked


def _counted(subject: str, filters: Filters, search: str, total: int, words: Words) -> str:
    if subject == "flows":
        return words.flows(rows.kinds(dataset(), filters, search, words.language, words.weapon_names))
    if subject == "routes":
        return words.n("{n} corridor", "{n} corridors", total)
    if subject in national.SUBJECTS:
        return words.n("{n} row of counts", "{n} rows of counts", total)
    return words.n(
        "{n} row of events that share place, period and parties", "{n} rows of events that share place, period and parties", total
    )


def _said(subject: str, total: int, shown: int, filters: Filters, search: str, words: Words) -> str:
    """How many rows there are, how many of them stand here, and where the others are."""
    if not total:
        return words.t("No row holds “{search}”.", search=search) if search else words.t("No row answers this question.")
    said = _counted(subject, filters, search, total, words)
    if shown == total:
        return f"{said}."
    everything = rows.number(dataset(), subject, filters)
    return words.t(
        "{rows}; the first {shown} are here, and a click on a header sorts these. The files hold all {all}.",
        rows=said, shown=words.number(shown), all=words.number(everything),
    )  # fmt: skip


def _look(words: Words) -> dict[str, Any]:
    """How columns are drawn that are more than text."""
    plain = st.column_config.NumberColumn(format="%d")
    grouped = st.column_config.NumberColumn(format="localized")
    years = (words.t("From year"), words.t("To year"), words.t("To year (empty: still open)"))
    numbers = (words.t("Quantity (in its unit)"), words.t("Length (km)"), words.t("Deaths (best estimate)"))
    return {
        **dict.fromkeys(years, plain),
        **dict.fromkeys(numbers, grouped),
        records.LINK: st.column_config.LinkColumn(display_text=":material/open_in_new:", width="small"),
    }


def file_links(subject: str, filters: Filters, words: Words) -> None:
    """How many rows there are, and the whole of them as files, each built when somebody follows its link."""
    total, asked = rows.number(dataset(), subject, filters), rows.asked(subject, filters)
    links = " ".join(
        f'<a href="{escape(file_address(subject, format_, asked, words.language))}" download'
        f' title="{escape(words.t(made.help))}">{escape(made.name)}</a>'
        for format_, made in offered(subject).items()
    )
    counted = f"{_counted(subject, filters, '', total, words)}. " if total else ""
    said = escape(counted + words.t("The whole selection, without the search, as a file:"))
    st.html(f'<p class="files"><span>{said}</span> {links}</p>')
