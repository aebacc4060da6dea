"""Add what a page shows to a storyboard of one's own: as a new slide, or in place of one."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from components.files.picture import view_choices
from components.screen.parts.markdown_text import plain
from components.screen.workshop import board_state
from components.screen.workshop.slide_suggestions import suggestions
from components.screen.workshop.thumbnails import thumbnails
from components.text.words import LANGUAGES, Words
from components.text.words import words as speak
from components.workshop import boards
from components.workshop.findings import FACTS, filled, unknown
from components.workshop.value import Said, Slide, Storyboard, said
from data.query.filters import Filters

_NEW = ""


def capture_button(page: str, filters: Filters, words: Words) -> None:
    """The button; what can be added is looked up when it is pressed. Pages without a view have none."""
    if page not in view_choices.FIRST_LAYERS and page != "briefing":
        return
    # A short label: on a phone every line above the map counts.
    explained = words.t("Add this view to a storyboard")
    if st.button(words.t("Storyboard"), icon=":material/add_to_queue:", key="capture", help=explained):
        st.dialog(words.t("Add this view to a storyboard"), width="large")(_dialog)(page, filters, words)


def _dialog(page: str, filters: Filters, words: Words) -> None:
    """What to add, to which storyboard and where; its words can be changed at the desk later."""
    found = suggestions(page, filters, words)
    if not found:
        st.info(words.t("A briefing speaks of one country, or of West Africa as a whole."))
        return
    language = words.language
    left, right = st.columns([0.5, 0.5], gap="medium")
    with left:
        name = st.selectbox(
            words.t("What"), list(found), key=f"capture_what_{page}_{language}", placeholder=words.t("What")
        )  # fmt: skip
        slide = found[name or next(iter(found))]
        title = st.text_input(words.t("Title"), slide.title[language], max_chars=120, key=f"capture_title_{slide.id}_{language}")
        finding = st.text_area(
            words.t("Finding"), slide.finding[language], max_chars=500, key=f"capture_finding_{slide.id}_{language}",
            help=words.t("A word in braces, such as {events}, is counted from the data when the slide is shown."),
        )  # fmt: skip
    with right:
        st.html(thumbnails(slide, words))
        if not unknown(finding):
            st.caption(plain(filled({language: finding}, slide, words)))
    own = board_state.own()
    board = _board(own, words)
    at = _place(board, words) if board else None
    if board and at is not None:
        st.caption(
            words.t(
                "The slide keeps its question, speaker notes and time, and its title and finding unless you change them above."
            )
        )
    wrong = unknown(title) + unknown(finding)
    if wrong:
        known = ", ".join(f"{{{fact}}}" for fact in FACTS)
        st.warning(words.t("{wrong} is not counted anywhere. Known are: {known}", wrong=plain(" ".join(wrong)), known=known))
    if st.button(
        words.t("Add"), type="primary", icon=":material/add:", key="capture_add", disabled=bool(wrong) or not title.strip()
    ):
        at_first = replace(slide, title=_at_first(page, filters, slide))
        own_title = {language: title.strip()} if title.strip() != slide.title[language] else {}
        own_finding = {language: finding.strip()} if finding.strip() != slide.finding[language] else {}
        _done(_added(board, at, at_first, own_title, own_finding, words), words)


def _at_first(page: str, filters: Filters, slide: Slide) -> Said:
    """The title that a slide is offered with, in all languages."""
    found = {}
    for language in LANGUAGES:
        same = (one for one in suggestions(page, filters, speak(language)).values() if replace(one, title=slide.title) == slide)
        found[language] = next(same).title[language]
    return found


def _board(own: dict[str, Storyboard], words: Words) -> Storyboard | None:
    """The visitor's storyboard to add to, the one changed last unless another is chosen; None makes a new one."""
    names = {name: said(board.title, words.language) for name, board in own.items()} | {_NEW: words.t("A new storyboard")}
    key = f"capture_board_{'-'.join(own)}_{words.language}"
    chosen = st.selectbox(
        words.t("Storyboard"), list(names), key=key, format_func=names.__getitem__, placeholder=words.t("Storyboard")
    )
    return own.get(chosen or _NEW)


def _place(board: Storyboard, words: Words) -> int | None:
    """The slide to take the place of; None adds one at the end."""
    places = [None, *range(len(board.slides))]

    def named(at: int | None) -> str:
        if at is None:
            return words.t("as the last slide")
        return words.t("in place of {n}: {title}", n=at + 1, title=said(board.slides[at].title, words.language))

    key = f"capture_place_{board.id}_{len(board.slides)}_{words.language}"
    return st.selectbox(words.t("Where"), places, key=key, format_func=named, placeholder=words.t("Where"))


def _added(
    board: Storyboard | None, at: int | None, slide: Slide, own_title: Said, own_finding: Said, words: Words
) -> Storyboard:  # fmt: skip
    """Keep the storyboard with the slide in it, under the visitor's own words. In place of another only the view is new."""
    if board is None:
        name = boards.free_id("storyboard", set(board_state.names()))
        board = Storyboard(name, {language: speak(language).t("My storyboard") for language in LANGUAGES}, ())
    if at is None:
        found = boards.added(board, replace(slide, title=own_title or slide.title, finding=own_finding or slide.finding))
    else:
        old = board.slides[at]
        title, finding = {**old.title, **own_title}, {**old.finding, **own_finding}
        kept = replace(slide, id=old.id, title=title, finding=finding, notes=old.notes, seconds=old.seconds, ask=old.ask,
                       choices=old.choices)  # fmt: skip
        found = boards.with_slide(board, at, kept)
    board_state.keep(found)
    return found


def _done(board: Storyboard, words: Words) -> None:
    slides = words.n("{n} slide", "{n} slides", len(board.slides))
    st.success(words.t("Added. “{board}” has {slides}.", board=plain(said(board.title, words.language)), slides=slides))
    address = f"/workshop?{urlencode({'board': board.id, 'lang': words.language})}"
    st.link_button(words.t("Open the storyboard"), address, icon=":material/co_present:")
