"""What Streamlit itself says: every text we replace is still one of its own, word for word."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import streamlit

from components.screen.shell.streamlit_words import SAID, _table
from components.text.words import words

#: Texts stand between backticks there, with `${…}` for what is put in.
SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


@pytest.fixture(scope="module")
def source() -> str:
    return "\n".join(file.read_text() for file in SCRIPTS.glob("*.js"))


@pytest.mark.parametrize("message", SAID)
def test_streamlit_still_says_so(message: str, source: str) -> None:
    """A text that is gone from Streamlit is to be taken out of the list, and what stands in its place put in."""
    if found := re.fullmatch(r"Press (.+\+)?Enter to (.+)", message):
        key, purpose = found.groups()
        assert f"`{purpose}`" in source
        assert ("}+Enter to ${" in source and f"`{key[:-1]}`" in source) if key else "`Press Enter to ${" in source
        return
    if found := re.fullmatch(r"\{name\} — (start|end)", message):
        assert "} — ${" in source and f"`{found[1]}`" in source
        return
    before, *after = message.replace("…", "...").split("{name}")
    assert f"`{before}{'${' if after else '`'}" in source
    assert all(f"}}{end}`" in source for end in after)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_each_is_said_with_what_streamlit_puts_in(language: str) -> None:
    pairs = json.loads(_table(words(language)))
    assert len(pairs) > 60
    assert all(english.count("{}") == ours.count("{}") for english, ours in pairs)


def test_english_stays_as_it_is() -> None:
    assert json.loads(_table(words("en"))) == []
