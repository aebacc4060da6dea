"""The theme that browsers are told is Streamlit's own message, made once."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from compat import streamlit_theme

SECTIONS = ["theme", *(f"theme.{category.value}" for category in config.CustomThemeCategories)]


@pytest.mark.parametrize("section", SECTIONS)
def test_it_says_what_streamlit_would_say(section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", streamlit_theme._making)
    expected = CustomThemeConfig()
    app_session._populate_theme_msg(expected, section)
    streamlit_theme.remember()
    for _ in range(2):
        told = CustomThemeConfig()
        app_session._populate_theme_msg(told, section)
        assert told == expected
    assert section != "theme" or told.primary_color == config.get_option("theme.primaryColor")


def test_settings_are_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(streamlit_theme, "_making", lambda _message, section: calls.append(section))
    monkeypatch.setattr(streamlit_theme, "_made", {})
    for _ in range(5):
        streamlit_theme._remembered(CustomThemeConfig(), "theme.sidebar")
    assert calls == ["theme.sidebar"]
