"""The presenter's window: notes, what comes next, and the time, in step with the projector's window."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.screen.shell.page_head import name_tab
from components.screen.workshop import board_state
from components.screen.workshop.join_panel import join_address, second_machine
from components.screen.workshop.notes_panel import notes_panel
from components.screen.workshop.thumbnails import thumbnails
from components.screen.workshop.windows import alive
from components.text import currency_line
from components.text.words import Words
from components.workshop import boards, room
from components.workshop.findings import filled
from components.workshop.value import Slide, Storyboard, said
from data.model.categories import countries_of
from geo.style import BORDER, MUTED

#: Below the last note there is nothing to scroll to.
_LOOK = """<style>
.st-key-room_again { position: fixed; left: -9999px }
[data-testid="stMainBlockContainer"] { padding-bottom: 24px }
</style>"""


def presenter_window(words: Words) -> None:
    """What is shown now, what to say, and what comes next."""
    board = board_state.asked()
    at = board_state.in_step(board)
    slide = board.slides[at]
    name_tab(words.t("Presenter window"), said(slide.title, words.language), said(board.title, words.language))
    now, following = st.columns([0.62, 0.38], gap="large")
    with now:
        st.caption(f"{words.t('Now')} · {at + 1}/{len(board.slides)}")
        _slide(slide, words)
        st.markdown(f"##### {words.t('Speaker notes')}")
        notes = escape(filled(slide.notes, slide, words))
        st.html(f'<p style="font-size:22px;line-height:1.45;white-space:pre-wrap;max-width:60ch">{notes}</p>')
        st.caption(words.t("Follow on your phone"))
        join_address(room.code_of(board.id, board_state.key()), words)
        second_machine(board, words)
        st.caption(currency_line.line_of_today(countries_of(boards.areas(board)), words))
    with following:
        st.caption(words.t("Next"))
        if at + 1 < len(board.slides):
            _slide(board.slides[at + 1], words)
        else:
            st.markdown(words.t("This is the last slide."))
        _time(board, slide, board.slides[at + 1 :], words)
        with st.container(horizontal=True):
            st.button(
                words.t("Back"), icon=":material/arrow_back:", key=f"desk_back_{at}", disabled=at == 0,
                on_click=board_state.go, args=(board, at - 1),
            )  # fmt: skip
            st.button(
                words.t("Next"), icon=":material/arrow_forward:", key=f"desk_next_{at}", type="primary",
                disabled=at + 1 == len(board.slides), on_click=board_state.go, args=(board, at + 1),
            )  # fmt: skip
        notes_panel(board, words, board_state.key())
    st.html(_LOOK)
    alive(board, at)


def _slide(slide: Slide, words: Words) -> None:
    """A slide in small, beside what it says; a question is words alone."""
    if slide.view == "question":
        st.html(_card(slide, words))
        return
    picture, text = st.columns([0.42, 0.58], gap="small")
    picture.html(thumbnails(slide, words))
    text.html(_card(slide, words))


def _card(slide: Slide, words: Words) -> str:
    """A slide in words: title, and what is said or asked."""
    text = filled(slide.finding, slide, words) or filled(slide.ask, slide, words)
    return (
        f'<div style="border:1px solid {BORDER};border-radius:6px;padding:14px 18px">'
        f'<div style="font-size:24px;font-weight:600">{escape(said(slide.title, words.language))}</div>'
        f'<div style="font-size:18px;line-height:1.4;margin-top:6px;white-space:pre-wrap">{escape(text)}</div></div>'
    )


def _time(board: Storyboard, slide: Slide, rest: tuple[Slide, ...], words: Words) -> None:
    """How long the slide is shown already, how long it may be, and the time of the whole presentation."""
    code = room.code_of(board.id, board_state.key())
    total, here = room.seconds(code)
    since, clock = escape(words.labelled(words.t("Since the beginning"), "@")), f'<span data-elapsed="{total}"></span>'
    st.html(
        f'<p style="margin:14px 0 0;line-height:1.2">'
        f'<span style="font-size:40px;font-weight:600" data-elapsed="{here}" data-planned="{slide.seconds}"></span> '
        f'<span style="font-size:22px;color:{MUTED}">/ {_minutes(slide.seconds)}</span></p>'
        f'<p style="font-size:17px;color:{MUTED};margin:0 0 6px">'
        f"{since.replace('@', clock)}<br>"
        f"{escape(words.labelled(words.t('Planned after it'), _minutes(sum(one.seconds for one in rest))))}</p>"
    )
    st.button(
        words.t("Count time from now on"), icon=":material/restart_alt:", key="desk_clock", type="tertiary",
        on_click=room.begin, args=(code,),
    )  # fmt: skip


def _minutes(seconds: int) -> str:
    """`2:30`, as the clocks beside it say time."""
    return f"{seconds // 60}:{seconds % 60:02d}"
