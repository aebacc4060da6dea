"""The frame around every page: navigation, the shared filters, and the filters' sentence."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from components.current import dataset
from components.files.picture import view_choices
from components.files.static import scripts
from components.screen.shell import address
from components.screen.shell.chips import chips, still_there
from components.screen.shell.filter_panel import FIRST_QUESTION, code, filter_panel, not_covered, reset
from components.screen.shell.fragment import fragment
from components.screen.shell.page_head import page_head
from components.screen.shell.streamlit_words import streamlit_words
from components.screen.workshop import board_state
from components.screen.workshop.capture import capture_button
from components.text import currency_line
from components.text.words import LANGUAGES, Words, words
from data.ground.countries import everywhere, with_events_covered
from data.query.filters import Filters, Problem

#: Pages that speak of an area as a whole: there the other filters rest.
OF_WHOLE_AREAS = frozenset({"briefing"})
#: Pages that tell of all that there is: there every filter rests.
OF_ALL = frozenset({"sources"})
#: Pages with an address of their own, where the question rests as a whole.
OF_THEIR_OWN = frozenset({"workshop"})
#: What draws a page, its title, its icon, and its path.
Entry = tuple[Callable[[Filters, Words], None], str, str, str]


def frame(entries: list[Entry]) -> None:
    """Navigation, filters and their sentence, then the page that was asked for. The first entry is the front page."""
    asked: list[tuple[Filters, Words]] = []
    page = st.navigation(
        [
            st.Page(_page(show, asked), title=title, icon=icon, url_path=path, default=i == 0)
            for i, (show, title, icon, path) in enumerate(entries)
        ],
        position="hidden" if on_stage() else "top",
    )
    if page.url_path in OF_THEIR_OWN:
        asked.append((address.resting(page.url_path), words(st.session_state["lang"])))
        page.run()
        _tell(st.session_state["lang"], "")
        return
    path = page.url_path or entries[0][3]
    filters, problems = address.question(path)
    say = words(st.session_state["lang"])
    filters = still_there(filters, say)
    applied = applied_on(path, filters)
    asked.append((applied, say))
    filter_panel(filters, say, only_area=path in OF_WHOLE_AREAS)
    page_head(page.title, applied, say)
    _header(path, applied, say)
    if path not in OF_WHOLE_AREAS | OF_ALL:
        chips(filters, view_choices.SUBJECTS[path], say)
    st.html(f'<p class="currency">{escape(currency_line.line_of_today(filters.countries, say))}</p>')
    if problems:
        _dropped(problems, say)
    if path not in OF_ALL:
        _without_events(filters, say)
    page.run()
    _tell(say.language, path)
    address.write()


def applied_on(path: str, filters: Filters) -> Filters:
    """What of the question a page applies, and so says of itself; the rest waits for other pages."""
    if path in OF_ALL:
        return Filters()
    if path in OF_WHOLE_AREAS:
        return Filters(filters.areas, exclude_possible=True)
    return filters.about(*view_choices.SUBJECTS[path])


def on_stage() -> bool:
    """Whether a window shows slides and nothing else."""
    return bool({"present", "presenter"} & set(st.query_params))


def _tell(language: str, page: str) -> None:
    """What the browser must know: the language, by which screen readers choose their voice, and whose map it is."""
    st.html(scripts.element("page", lang=language, map=page) + scripts.element("stays"), unsafe_allow_javascript=True)
    streamlit_words(words(language))
    board_state.lasting()


def _page(show: Callable[[Filters, Words], None], asked: list[tuple[Filters, Words]]) -> Callable[[], None]:
    """A page as Streamlit calls it, without arguments; the question is known by then."""
    return lambda: show(*asked[0])


def _header(page: str, filters: Filters, say: Words) -> None:
    """The question in words, and what can be done with it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        said = say.t("All sources: filters are not applied here.") if page in OF_ALL else filters.without("picks").sentence(say)
        st.markdown(f"**{said}**", width="stretch")
        st.button(
            say.t("Reset"),
            icon=":material/restart_alt:",
            on_click=reset,
            disabled=address.from_widgets() == FIRST_QUESTION,
            key="reset",
        )
        capture_button(page, filters, say)
        with st.container(width="content"):
            _link(say)
        st.segmented_control(
            say.t("Language"),
            list(LANGUAGES),
            wrap=True,
            key="lang",
            on_change=_say_again,
            format_func=str.upper,
            required=True,
            label_visibility="collapsed",
        )


def _say_again() -> None:
    """Callback: set the filters anew, since the browser knows chosen areas and classes by their words in the old language."""
    address.seed(address.from_widgets())


@fragment
def _link(say: Words) -> None:
    """It is made when it is opened, since the map may have changed while the page rested."""
    with st.popover(say.t("Link"), icon=":material/link:", key="link", on_change="rerun") as popover:
        if popover.open:
            st.caption(say.t("This link shows a colleague exactly this view."))
            st.code(address.link(), language=None, wrap_lines=True)


def _dropped(problems: list[Problem], say: Words) -> None:
    """What of the address was left out: countries that exist and are not covered, and what means nothing."""
    repeated = [p for p in problems if p.repeated]
    for p in repeated[:3]:
        st.warning(
            say.t(
                "{parameter} stands in the link more than once: {value} was read, the others were left out. "
                "Several values stand in one, parted by commas.",
                parameter=code(p.parameter),
                value=code(f"{p.parameter}={p.value}"),
            ),
            icon=":material/link_off:",
        )
    problems = [p for p in problems if not p.repeated]
    known = [p.value for p in problems if p.parameter == "area" and p.value in everywhere(dataset()).index]
    if known:
        st.warning(not_covered(known, say), icon=":material/location_off:")
    strange = [p for p in problems if p.value not in known]
    if strange:
        st.warning(
            say.n(
                "{n} part of the link means nothing here and was left out: {named}",
                "{n} parts of the link mean nothing here and were left out: {named}",
                len(strange),
                named=", ".join(code(f"{p.parameter}={p.value}") for p in strange[:3]),
            ),
            icon=":material/link_off:",
        )


def _without_events(filters: Filters, say: Words) -> None:
    """Countries of the question that some source tells of, but none of events there."""
    blind = [country for country in filters.countries if country not in with_events_covered(dataset())]
    if blind:
        st.info(
            say.t(
                "No source here counts events in {countries}: that none is shown does not mean that there was none.",
                countries=say.join(map(say.country, blind)),
            ),
            icon=":material/location_off:",
        )
