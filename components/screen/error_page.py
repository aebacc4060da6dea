"""The last resort: what a visitor sees when something unforeseen goes wrong, and what the log keeps."""

from __future__ import annotations

import logging

import streamlit as st

from components.screen.shell.address import language
from components.text.words import words
from data.engine.dataset import StoreError

log = logging.getLogger("arms_lens")


def show_error(error: BaseException) -> bool:
    """Say calmly that the page could not be shown; the trace goes to the log. Returns True: it is dealt with."""
    say = words(language())
    if isinstance(error, StoreError):
        log.error("prepared data cannot be read: %s", error)
        st.error(say.t("The data cannot be read at the moment. Whoever runs this site finds the reason in its log."))
        st.caption(str(error))
        return True
    log.error("a page failed", exc_info=error)
    st.error(say.t("This page could not be shown. Nothing is lost: reset the filters, or come back in a moment."))
    st.link_button(say.t("Start again"), "/")
    return True
