"""Compare: two areas or two periods side by side on the same scales, with the difference in words.

The mechanism that pages share: the choice, its place in the address, and how two sides stand beside each other. What is
compared, each page says as a `Compared`.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.charts.compare import Compared, Figure, Pair
from components.current import dataset
from components.screen.parts.coverage_strip import coverage_strip
from components.screen.parts.markdown_text import paragraph, plain
from components.screen.parts.pictures import picture_button
from components.screen.parts.plot import plot
from components.screen.shell.filter_panel import areas_in_order
from components.text.coverage_words import gaps_said
from components.text.words import N_, Words
from data.analysis.comparison import KINDS, comparable, first_choice, no_neighbour_comparable, other_side, overlap, period
from data.model.categories import AREAS
from data.query.filters import EVERYWHERE, Filters
from data.query.years import FIRST_YEAR, last_year

_ANCHOR = "comparison"
_KIND_NAMES = {"area": N_("another area"), "year": N_("another period")}


def compare_notice(filters: Filters, words: Words) -> None:
    """At the top of a page that a link opens with a comparison: what is compared, and the way down to it."""
    other = other_side(dataset(), filters, st.session_state.get("compare", ""))
    # An empty container keeps what follows at its place: the map would else be made anew.
    with st.container():
        if other is not None and other != filters:
            said = words.t("This page also compares **{first}** with **{second}**.", first=plain(filters.sentence(words)),
                           second=plain(other.sentence(words)))  # fmt: skip
            st.markdown(f"{said} [{words.t('To the comparison')}](#{_ANCHOR})")


def compare_panel(page: str, compared: Callable[[Filters, Filters, Words], Compared], filters: Filters, words: Words) -> None:
    """A switch; when on, what to compare with, then both sides. The choice stands in the address under `compare`."""
    chosen = st.session_state.get("compare", "")
    st.session_state[f"{page}_compare_on"] = bool(chosen)
    if chosen:
        st.subheader(words.t("Comparison"), anchor=_ANCHOR)
    st.toggle(words.t("Compare"), key=f"{page}_compare_on", on_change=_switched, args=(page, filters))
    if not chosen:
        return
    kind, _, value = chosen.partition(":")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state[f"{page}_compare_kind"] = kind
        st.segmented_control(
            words.t("with"),
            KINDS,
            required=True,
            wrap=True,
            key=f"{page}_compare_kind",
            format_func=lambda k: words.t(_KIND_NAMES[k]),
            on_change=_kind_chosen,
            args=(page, filters),
        )
        if kind == "area":
            _area(page, value, filters, words)
        else:
            _period(page, value, words)
    if page == "incidents" and kind == "area" and no_neighbour_comparable(dataset(), filters):
        st.caption(_no_neighbour(filters, words))
    other = other_side(dataset(), filters, chosen)
    if other is None or other == filters:
        st.info(words.t("Choose something else than what is shown already."))
        return
    if shared := overlap(dataset(), filters, other):
        st.info(words.t("Both periods hold {years}: what is counted there stands on both sides.", years=words.years(*shared)))
    _draw(page, (filters, other), compared(filters, other, words), words)


def _switched(page: str, filters: Filters) -> None:
    """Callback of the switch."""
    on = st.session_state[f"{page}_compare_on"]
    st.session_state["compare"] = first_choice(dataset(), KINDS[0], filters, page) if on else ""


def _kind_chosen(page: str, filters: Filters) -> None:
    """Callback: another kind begins with its first choice. Beside another period stands one of its own, not all years."""
    kind = st.session_state[f"{page}_compare_kind"]
    st.session_state["compare"] = first_choice(dataset(), kind, filters, page)
    if kind == "year":
        st.session_state["year"] = period(dataset(), filters)


def _area(page: str, value: str, filters: Filters, words: Words) -> None:
    """A box of areas, and which of them cannot be compared; an address may name several at once."""
    options = list(areas_in_order(words))
    few = [area for area in options if area not in AREAS and not comparable(dataset(), page, filters, area)]
    key = f"{page}_compare_area"
    st.session_state[key] = value

    def named(areas: str) -> str:
        if areas == EVERYWHERE:
            return words.t("All countries")
        return words.join(words.area(area) for area in areas.split(","))

    def chosen() -> None:
        st.session_state["compare"] = f"area:{st.session_state[key]}"

    st.selectbox(
        words.t("Area"),
        options if value in options else [value, *options],
        key=key,
        format_func=named,
        on_change=chosen,
        help=words.t("Too few records to compare: {areas}.", areas=words.join(map(words.area, few))) if few else None,
    )


def _no_neighbour(filters: Filters, words: Words) -> str:
    """Why no neighbour is offered, and what can be compared."""
    return words.t(
        "No neighbour of {area} can be compared: the events recorded around it are too few, or lie in years that are not "
        "covered for both. Countries elsewhere can be, and {area} itself in another period.",
        area=words.join(map(words.area, filters.areas)),
    )


def _period(page: str, value: str, words: Words) -> None:
    years = [int(year) for year in value.split("-")]
    key = f"{page}_compare_year"
    st.session_state[key] = (years[0], years[-1])

    def chosen() -> None:
        first, last = st.session_state[key]
        st.session_state["compare"] = f"year:{first}" if first == last else f"year:{first}-{last}"

    st.slider(words.t("Years"), FIRST_YEAR, last_year(dataset()), key=key, on_change=chosen)


def _draw(page: str, sides: tuple[Filters, Filters], found: Compared, words: Words) -> None:
    st.markdown("  \n".join(paragraph(line) for line in found.said))
    for pair in found.charts:
        st.markdown(f"##### {pair.title}")
        for i, (column, side, figure) in enumerate(zip(st.columns(2, gap="large"), sides, pair.figures, strict=True)):
            with column:
                _side(f"compare-{pair.name}-{i + 1}", page, side, figure, pair, (found.note, pair.note), words)
        if pair.note:
            st.caption(pair.note)
    st.caption(found.note)


def _side(name: str, page: str, side: Filters, figure: Figure, pair: Pair, notes: tuple[str, ...], words: Words) -> None:
    said = side.sentence(words)
    head = st.container(horizontal=True, vertical_alignment="center")
    head.markdown(f"**{plain(said)}**", width="stretch")
    plot(figure, key=f"{page}_{name}", alt=words.labelled(pair.title, said))
    if pair.coverage:
        coverage_strip(f"{page}_{name}", pair.coverage, side, words)
        if pair.coverage == "events" and (gaps := gaps_said(side, words)):
            st.caption(" ".join(gaps))
    with head:
        picture_button(page, name, figure, pair.title, side, pair.sources, words, tuple(filter(None, notes)))
