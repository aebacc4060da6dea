"""What a screen reader says for the pictures of a briefing is plain text: marks of Markdown would be read aloud."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from components.briefing import compose
from components.briefing.paper import layout
from components.text.words import LANGUAGES, words


def alternatives(laid: Any) -> Iterator[str]:
    if isinstance(laid, dict):
        yield from (text for name, text in laid.items() if name == "alt")
    for part in laid.values() if isinstance(laid, dict) else laid if isinstance(laid, list | tuple) else ():
        yield from alternatives(part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_marks_are_read_aloud(language: str) -> None:
    found = compose.briefing("MLI", language, "internal", made_on=datetime.date(2026, 1, 31))
    texts = list(alternatives(layout.content(found, words(language), 3)))
    assert len(texts) >= 3 and all(texts)
    assert not [text for text in texts if any(mark in text for mark in ("**", "`", "]("))]
