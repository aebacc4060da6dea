"""Taking a storyboard away: the dialog that asks for which edition, with or without the room's notes, as which file."""

from __future__ import annotations

import datetime
from functools import partial

import streamlit as st

from components.briefing import render_worker
from components.briefing.value import EDITION_NAMES, EDITIONS, Edition
from components.screen.workshop import board_state
from components.takeaway import printing
from components.takeaway.audience_feedback import NOTHING, Sent, sent
from components.text.words import LANGUAGES, N_, Words
from components.workshop import room
from components.workshop.database import OutOfReach
from components.workshop.value import Storyboard, said

_NAMES = {"pdf": N_("PDF, a page a slide"), "pptx": N_("Slides, with charts to edit"), "zip": N_("Offline bundle (zip)")}
_SPOKEN = {"this": N_("This language"), "all": N_("All three languages")}


def takeaway_panel(board: Storyboard, words: Words) -> None:
    """The button; files are made when the buttons of its dialog are pressed, in a process of their own."""
    if st.button(words.t("Take away"), icon=":material/backpack:", key="workshop_takeaway"):
        render_worker.start()
        _dialog(board, words)


def _dialog(board: Storyboard, words: Words) -> None:
    @st.dialog(words.t("Take away"))
    def ask() -> None:
        st.text(said(board.title, words.language))
        edition = st.segmented_control(
            words.t("Edition"), list(EDITIONS), default=EDITIONS[0], required=True, wrap=True,
            key=f"takeaway_edition_{words.language}",
            format_func=lambda name: words.t(EDITION_NAMES[name]),
        )  # fmt: skip
        if edition == "shareable":
            st.caption(
                words.t(
                    "Shareable: maps show first-level areas; what names armed parties, towns or supplier States is left out, "
                    "as is what the presenter says. Names are found as records and registers write them: read your own sentences "
                    "once more before you hand them on."
                )
            )
        sent = _notes_sent(board, edition, words)
        # A clearance holds for one edition of one storyboard.
        cleared = st.checkbox(
            words.t("I confirm that this edition has been cleared for publication."), key=f"takeaway_cleared_{board.id}_{edition}"
        )
        if not cleared:
            st.caption(words.t("Until then, every page of it says: not cleared for publication."))
        spoken = st.segmented_control(
            words.t("Languages of the bundle"), list(_SPOKEN), default="all", required=True,
            wrap=True, key=f"takeaway_languages_{words.language}", format_func=lambda name: words.t(_SPOKEN[name]),
        )  # fmt: skip
        others = [name for name in LANGUAGES if name != words.language] if spoken == "all" else []
        _buttons(board, edition, cleared, (words.language, *others), sent, words)

    ask()


def _notes_sent(board: Storyboard, edition: Edition, words: Words) -> Sent:
    """The notes of the room that follows this presenter, if they are wanted."""
    wanted = st.toggle(words.t("With the room’s messages"), value=True, key="takeaway_notes")
    if wanted and edition == "shareable":
        st.caption(words.t("Only messages that the room was shown."))
    if not wanted:
        return NOTHING
    undecided = edition == EDITIONS[1] and st.toggle(
        words.t("Also messages that were neither shown nor hidden"), key="takeaway_undecided"
    )
    try:
        return sent(room.code_of(board.id, board_state.key()), board, undecided)
    except OutOfReach:
        st.warning(words.t("The messages cannot be read at the moment: the files are made without them."))
        return NOTHING


def _buttons(board: Storyboard, edition: Edition, cleared: bool, languages: tuple[str, ...], sent: Sent, words: Words) -> None:
    today = datetime.date.today()
    for format_, media_type in printing.FORMATS.items():
        st.download_button(
            words.t(_NAMES[format_]),
            data=partial(printing.printed, format_, board, languages, edition, cleared, today, sent),
            file_name=printing.file_name(format_, board.id, languages, edition, today),
            mime=media_type,
            icon=":material/download:",
            on_click="ignore",
            key=f"takeaway_{format_}_{edition}_{cleared}_{len(languages)}",
            width="stretch",
        )
    st.caption(words.t("Pictures are drawn when a file is asked for: ten to forty seconds, the next file of the same less."))
