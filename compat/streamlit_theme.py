"""What Streamlit tells a browser of the theme at the begin of every run, made once: it looks through all its settings six times
for it, which was a tenth of a warm run of a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.runtime import app_session

#: Settings are read at the start only: `.streamlit/config.toml` is not watched.
_made: dict[str, Any] = {}
_making: Callable[[Any, str], None] | None = getattr(app_session, "_populate_theme_msg", None)


def remember() -> bool:
    """Have Streamlit take each part of the theme from here. Returns whether this version can be told to."""
    if _making is None:
        return False
    app_session._populate_theme_msg = _remembered
    return True


def _remembered(msg: Any, section: str = "theme") -> None:
    found = _made.get(section)
    if found is None:
        assert _making is not None
        found = type(msg)()
        _making(found, section)
        _made[section] = found
    msg.MergeFrom(found)
