"""What the room sent, for the presenter alone: read each note before the room sees it, count votes, take all away, wipe it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from components.screen.parts.markdown_text import plain
from components.screen.shell.fragment import fragment
from components.text.words import Words
from components.workshop import answers, notes, room
from components.workshop.database import OutOfReach, kept_days
from components.workshop.value import Slide, Storyboard, said


@fragment
def notes_panel(board: Storyboard, words: Words, key: str = "") -> None:
    """Notes and votes of the room that follows a storyboard; `key` as in components.workshop.room."""
    code = room.code_of(board.id, key)
    # Out of sight, for what the room sends.
    st.button("again", key="room_again")
    titles = {slide.id: said(slide.title, words.language) for slide in board.slides}
    try:
        st.markdown(f"**{words.t('Messages from the room')}**")
        st.caption(words.n("{n} phone follows", "{n} phones follow", room.followers(code)))
        now = room.now(code)
        if now is not None and now.slide.ask:
            _votes(now.slide, code, words)
        if now is not None:
            _wall(code, words)
        waiting, shown = notes.waiting(code), notes.shown(code)
        for note in waiting:
            _note(note, titles, code, words, decided=False)
        if not waiting:
            st.caption(words.t("No message waits to be read."))
        if shown:
            st.caption(words.t("The room sees"))
        for note in reversed(shown):
            _note(note, titles, code, words, decided=True)
        _ways_out(board, code, words)
    except OutOfReach:
        st.warning(words.t("Messages cannot be kept at the moment: is the folder of messages there, and may it be written to?"))


def _votes(slide: Slide, code: str, words: Words) -> None:
    names = answers.named(slide, words)
    tally = notes.tally(code, slide.id, answers.codes(slide))
    counted = " · ".join(words.labelled(names[answer], words.number(n)) for answer, n in tally.items())
    st.text(words.labelled(answers.asked(slide, words), counted))


def _wall(code: str, words: Words) -> None:
    """The projector shows what the room sent to this slide, until the next slide."""
    open_ = room.wall(code)
    st.button(
        words.t("Back to the slide") if open_ else words.t("Show on the projector"),
        icon=":material/present_to_all:", key=f"notes_wall_{code}_{open_}", type="primary" if open_ else "secondary",
        on_click=room.show_wall, args=(code, not open_),
        help=words.t("Votes and messages of this slide; the key N does the same"),
    )  # fmt: skip


def _note(note: notes.Note, titles: dict[str, str], code: str, words: Words, decided: bool) -> None:
    """A note as plain text: whatever it holds, it is neither HTML nor Markdown here."""
    with st.container(border=True):
        st.text(note.text)
        st.caption(plain(titles.get(note.slide, note.slide)))
        with st.container(horizontal=True):
            if not decided:
                st.button(
                    words.t("Show to the room"),
                    key=f"note_show_{code}_{note.id}",
                    icon=":material/visibility:",
                    on_click=partial(_decided, notes.approve, code, note.id),
                )
            st.button(
                words.t("Keep from the room"),
                key=f"note_hide_{code}_{note.id}",
                icon=":material/visibility_off:",
                on_click=partial(_decided, notes.hide, code, note.id),
            )


def _ways_out(board: Storyboard, code: str, words: Words) -> None:
    st.caption(words.n("Messages are deleted after {n} day.", "Messages are deleted after {n} days.", kept_days()))
    with st.container(horizontal=True):
        st.download_button(
            words.t("All messages as CSV"),
            data=partial(_as_csv, board, code, words),
            file_name=f"arms-lens_notes_{board.id}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"notes_csv_{code}",
        )
        with st.popover(words.t("Wipe all messages"), icon=":material/delete:"):
            st.write(words.t("All messages and answers of this room are removed for good. Take the CSV first if you need them."))
            st.button(words.t("Wipe them now"), key=f"notes_wipe_{code}", type="primary", on_click=partial(_wipe, code))


def _as_csv(board: Storyboard, code: str, words: Words) -> bytes:
    named = {(slide.id, answer): name for slide in board.slides for answer, name in answers.named(slide, words).items()}
    return notes.as_csv(code, named)


def _decided(decide: Callable[[str, int], None], code: str, note: int) -> None:
    """Callback: decide on a note, and tell the room."""
    decide(code, note)
    room.tell(code)


def _wipe(code: str) -> None:
    """Callback: wipe the room's notes, also from the phones."""
    notes.wipe(code)
    room.tell(code)
