"""The dialog in which a briefing is taken away: format, and whether it was cleared for publication."""

from __future__ import annotations

import datetime
from functools import partial

import streamlit as st

from components.briefing import render_worker
from components.briefing.value import EDITION_NAMES, Edition
from components.text.words import N_, Words

_NAMES = {"pdf": N_("PDF, two pages"), "pptx": N_("Slides, with charts to edit")}


def take_away(area: str, edition: Edition, words: Words) -> None:
    """Open the dialog. A file is made when its button is pressed, in a process of its own."""
    render_worker.start()

    @st.dialog(words.t("PDF and slides"))
    def ask() -> None:
        st.markdown(f"**{words.area(area)}** · {words.t(EDITION_NAMES[edition])}")
        cleared = st.checkbox(
            words.t("I confirm that this edition has been cleared for publication."), key=f"briefing_cleared_{area}_{edition}"
        )
        if not cleared:
            st.caption(words.t("Until then, every page of it says: not cleared for publication."))
        today = datetime.date.today()
        for format_, media_type in render_worker.FORMATS.items():
            st.download_button(
                words.t(_NAMES[format_]),
                data=partial(render_worker.render_briefing, format_, area, words.language, edition, cleared, today),
                file_name=render_worker.file_name(format_, area, words.language, edition, today),
                mime=media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"briefing_{format_}_{cleared}",
            )
        st.caption(words.t("A file takes a few seconds, the first one somewhat longer."))

    ask()
