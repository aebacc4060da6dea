"""What Streamlit tells a browser of the theme at the begin of every run, made once: it looks through all its settings six times
for it, which was a tenth of a warm run of a page.
"""

from __future__ import annotations

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

#: Settings are read at the start only: `.streamlit/config.toml` is not watched.
_made: dict[str, CustomThemeConfig] = {}
_making = app_session._populate_theme_msg


def remember() -> None:
    """Have Streamlit take each part of the theme from here."""
    app_session._populate_theme_msg = _remembered


def _remembered(msg: CustomThemeConfig, section: str = "theme") -> None:
    found = _made.get(section)
    if found is None:
        found = CustomThemeConfig()
        _making(found, section)
        _made[section] = found
    msg.MergeFrom(found)
