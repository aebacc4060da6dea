"""Parts of a page that run by themselves, each from the data that its page was drawn from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from components.current import newest, pin
from data.engine.dataset import StoreError

#: Where a session keeps the data version that its page was drawn from.
_DRAWN = "_data_version"


def begin_page() -> None:
    """All that this run draws comes from the newest data. Where none can be read, the page says so in its frame and language."""
    try:
        found = newest()
    except StoreError:
        return
    pin(found)
    st.session_state[_DRAWN] = found.version


def fragment(part: Callable[..., None], run_every: float | None = None) -> Callable[..., None]:
    """Like `st.fragment`. Where newer data came in since the page was drawn, the whole page is drawn anew: never half of it."""

    @wraps(part)
    def drawn(*args: Any, **kwargs: Any) -> None:
        found = newest()
        if st.session_state.get(_DRAWN, found.version) != found.version:
            st.rerun()
        pin(found)
        part(*args, **kwargs)

    run: Callable[..., None] = st.fragment(drawn, run_every=run_every)
    return run
