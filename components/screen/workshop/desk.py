"""The desk: choose a storyboard, put its slides in order and into words, take it away as a file, present it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from components.charts.catalogue import CHART_NAMES
from components.screen.parts.markdown_text import plain
from components.screen.shell.page_head import name_tab
from components.screen.workshop import board_state
from components.screen.workshop.editor import name_editor, slide_editor, words_editor
from components.screen.workshop.join_panel import second_machine
from components.screen.workshop.slide_suggestions import page_of
from components.screen.workshop.takeaway_panel import takeaway_panel
from components.screen.workshop.thumbnails import thumbnails
from components.text import currency_line
from components.text.words import LANGUAGES, N_, Words
from components.workshop import boards
from components.workshop.findings import filled
from components.workshop.value import Slide, Storyboard, said
from data.model.categories import countries_of

#: Names of views, as lists offer them.
VIEW_NAMES: dict[str, str] = {
    "map": N_("Map"),
    **CHART_NAMES,
    "compare": N_("Comparison"),
    "briefing": N_("Briefing"),
    "question": N_("Words only"),
}


def desk(words: Words) -> None:
    """Which storyboard, its slides, and what can be done with it."""
    _header(words)
    board = board_state.asked()
    name_tab(said(board.title, words.language), words.t("Workshop"))
    st.caption(currency_line.line_of_today(countries_of(boards.areas(board)), words))
    own = board_state.own()
    mine = board.id in own
    _choice(board, own, words)
    _actions(board, mine, words)
    _undo(words)
    for at, slide in enumerate(board.slides):
        _row(board, at, slide, mine, words)
    if mine:
        with st.popover(words.t("Add a slide of words"), icon=":material/add_comment:"):
            words_editor(board, words)
        st.caption(
            words.t("Maps, charts and sections of briefings are added on their own pages: “Storyboard” stands at the top.")
        )


def _header(words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.t('Storyboards for a workshop: slides that are live views')}**", width="stretch")
        st.segmented_control(
            words.t("Language"), list(LANGUAGES), wrap=True, key="lang", on_change=_say_in, format_func=str.upper, required=True,
            label_visibility="collapsed",
        )  # fmt: skip


def _say_in() -> None:
    """Callback: the address keeps the language that was chosen."""
    st.query_params["lang"] = st.session_state["lang"]


def _choice(board: Storyboard, own: dict[str, Storyboard], words: Words) -> None:
    found = {name: words.t("{name} (own: {id})", name=said(one.title, words.language), id=name) for name, one in own.items()}
    found |= {name: said(boards.shipped(name).title, words.language) for name in boards.SHIPPED if name not in own}
    key = f"workshop_board_{board.id}_{words.language}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # A key of its own for each storyboard: the choice follows the address, which others set, too. And for each language:
        # a choice is lost when its words change.
        st.selectbox(
            words.t("Storyboard"), list(found), index=list(found).index(board.id) if board.id in found else None, key=key,
            format_func=found.__getitem__, placeholder=words.t("Storyboard"), on_change=_chosen, args=(key,), width=460,
        )  # fmt: skip
        with st.popover(words.t("Open a file"), icon=":material/upload_file:"):
            st.file_uploader(words.t("Storyboard file (JSON)"), type="json", key="workshop_file", on_change=_uploaded)
    for text, failed in st.session_state.pop("workshop_said", []):
        (st.error if failed else st.warning)(plain(boards.said(text, words)), icon=":material/report:")


def _chosen(key: str) -> None:
    """Callback: another storyboard, from its first slide."""
    st.query_params["board"] = st.session_state[key]
    st.query_params.pop("slide", None)


def _uploaded() -> None:
    """Callback: put the storyboard of a file on the shelf, and say what of it could not be used."""
    file = st.session_state["workshop_file"]
    if file is None:
        return
    read = boards.load(file.getvalue())
    if read.board:
        taken = set(board_state.names())
        board = replace(read.board, id=boards.free_id(read.board.id, taken))
        board_state.keep(board)
        st.query_params["board"] = board.id
    if read.problems:
        st.session_state["workshop_said"] = [(read.problems, read.board is None)]


def _actions(board: Storyboard, mine: bool, words: Words) -> None:
    minutes = round(sum(slide.seconds for slide in board.slides) / 60)
    common = {"board": board.id, "lang": words.language}
    slides = words.n("{n} slide", "{n} slides", len(board.slides))
    st.caption(f"{slides} · {words.n('It takes {n} minute', 'It takes {n} minutes', minutes)}")
    with st.container(horizontal=True):
        st.button(
            words.t("Present here"), icon=":material/slideshow:", type="primary", key="workshop_present",
            on_click=_to_stage, args=(common,),
            help=words.t("Arrow keys, space or a clicker step; B is black, F fills the screen, N shows what the room sent"),
        )  # fmt: skip
        address = f"/workshop?{urlencode(common | {'presenter': '1'})}"
        st.link_button(words.t("Presenter window"), address, icon=":material/speaker_notes:", key="workshop_presenter")
        st.button(
            words.t("Duplicate"), icon=":material/content_copy:", key="workshop_duplicate", on_click=_doubled, args=(board,)
        )
        st.download_button(
            words.t("Download"), data=partial(boards.dump, board), file_name=f"{board.id}.json", mime="application/json",
            icon=":material/download:", on_click="ignore", key="workshop_download",
        )  # fmt: skip
        second_machine(board, words)
        takeaway_panel(board, words)
        if mine:
            with st.popover(words.t("Name"), icon=":material/edit:"):
                name_editor(board, words)
            with st.popover(words.t("Delete"), icon=":material/delete:"):
                st.write(words.t("“Undo” brings it back until you close or reload this page; its file does so at any time."))
                st.button(
                    words.t("Delete it now"), key="workshop_delete", type="primary", on_click=_deleted, args=(board,)
                )  # fmt: skip
    if not board_state.known():
        st.warning(
            words.t("Your browser keeps no cookies: the presenter’s window and the projector’s are not in step without them."),
            icon=":material/cookie_off:",
        )
    if not mine:
        st.caption(words.t("This storyboard ships with the app: duplicate it to change it."))
    elif board_state.for_this_visit_only(board):
        st.warning(words.t("What you change is kept for this visit only: download the file to keep it."), icon=":material/save:")
    else:
        st.caption(words.t("What you change is kept on this machine, for this browser."))


def _undo(words: Words) -> None:
    """What was changed last, and the way back."""
    change = board_state.last_change()
    if change is None:
        return
    before, after = change
    with st.container(horizontal=True, vertical_alignment="center"):
        done = words.labelled(said(before.title, words.language), _changed(before, after, words))
        st.markdown(plain(done), width="content")
        st.button(words.t("Undo"), icon=":material/undo:", key="workshop_undo", on_click=board_state.undo)


def _changed(before: Storyboard, after: Storyboard | None, words: Words) -> str:
    """A change in words."""
    if after is None:
        return words.t("the storyboard was deleted.")
    was, now = ({slide.id: slide for slide in one.slides} for one in (before, after))
    for ids, slides, text in (
        (was.keys() - now.keys(), was, words.t("the slide “{title}” was removed.", title="@")),
        (now.keys() - was.keys(), now, words.t("the slide “{title}” was added.", title="@")),
    ):
        if ids:
            return text.replace("@", said(slides[min(ids)].title, words.language))
    return words.t("slides were moved.") if was == now and before.title == after.title else words.t("its words were changed.")


def _to_stage(common: dict[str, str]) -> None:
    """Callback: this window becomes the projector's, at the first slide."""
    board_state.leave()
    st.query_params.from_dict(common | {"slide": "1", "present": "1"})


def _doubled(board: Storyboard) -> None:
    """Callback: a storyboard of one's own, made from this one."""
    copy = replace(board, id=boards.free_id(board.id, set(board_state.names())))
    board_state.keep(copy)
    st.query_params["board"] = copy.id


def _deleted(board: Storyboard) -> None:
    """Callback: the storyboard is gone, and the first that ships is shown."""
    board_state.remove(board)
    st.query_params.pop("board", None)
    st.query_params.pop("slide", None)


def _row(board: Storyboard, at: int, slide: Slide, mine: bool, words: Words) -> None:
    """One slide: its number, what it says, and, on a storyboard of one's own, what can be changed."""
    with st.container(border=True):
        picture, text, tools = st.columns([0.2, 0.56, 0.24], vertical_alignment="top")
        with picture:
            st.html(thumbnails(slide, words))
        with text:
            st.markdown(f"**{at + 1} · {plain(said(slide.title, words.language))}** — {words.t(VIEW_NAMES[slide.view])}")
            st.markdown(plain(filled(slide.finding, slide, words) or filled(slide.ask, slide, words)))
            st.caption(plain(slide.filters.sentence(words)))
        with tools, st.container(horizontal=True, horizontal_alignment="right"):
            if slide.view != "question":
                st.link_button(
                    words.t("Open this view"), page_of(slide, words), icon=":material/open_in_new:", type="tertiary",
                    help=words.t("Change it there and add it again in place of this slide."),
                )  # fmt: skip
            if mine:
                _order(board, at, slide, words)
        if not mine:
            return
        with st.expander(words.t("Edit"), icon=":material/edit:"):
            slide_editor(board, at, slide, words)


def _order(board: Storyboard, at: int, slide: Slide, words: Words) -> None:
    """Buttons that move, double or remove a slide."""
    for name, icon, steps in (("up", "arrow_upward", -1), ("down", "arrow_downward", 1)):
        st.button(
            words.t("Up") if steps < 0 else words.t("Down"), icon=f":material/{icon}:", key=f"workshop_{name}_{slide.id}",
            type="tertiary", disabled=not 0 <= at + steps < len(board.slides),
            on_click=board_state.keep, args=(boards.moved(board, at, steps),),
        )  # fmt: skip
    st.button(
        words.t("Duplicate"), icon=":material/content_copy:", key=f"workshop_twin_{slide.id}", type="tertiary",
        on_click=board_state.keep, args=(boards.added(board, slide, at + 1),),
    )  # fmt: skip
    st.button(
        words.t("Remove"), icon=":material/delete:", key=f"workshop_remove_{slide.id}", type="tertiary",
        disabled=len(board.slides) == 1, on_click=board_state.keep, args=(boards.without_slide(board, at),),
    )  # fmt: skip
