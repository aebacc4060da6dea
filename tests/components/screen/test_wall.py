"""The wall: votes as bars, notes as text, whatever they hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from components.screen.workshop.wall import _html
from components.text.words import LANGUAGES, words
from components.workshop import answers, boards
from components.workshop.value import Slide

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def slide() -> Slide:
    first = boards.shipped("mali").slides[0]
    return replace(first, ask={"en": f"Which {HOSTILE}?\nAnd why?"}, choices=({"en": HOSTILE}, {"en": "Second"}))


def test_what_people_wrote_stays_text() -> None:
    shown = _html(slide(), [HOSTILE, "later"], {"1": 3, "2": 1}, words("en"))
    assert shown.count("<script") == 0 and shown.count("&lt;script") == 3
    assert shown.index("later") < shown.index("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;</li>")
    assert "And why?" not in shown, "a line is enough to know what it is about"


@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_are_as_long_as_votes_are_many(language: str) -> None:
    say = words(language)
    shown = _html(slide(), [], {"1": 30, "2": 15}, say)
    first, second = (float(width) for width in re.findall(r"width:([\d.]+)%", shown))
    assert first == 2 * second
    assert say.n("{n} answer", "{n} answers", 45) in shown
    how_well = replace(slide(), choices=())
    assert answers.asked(how_well, say) in _html(how_well, [], {"well": 1, "partly": 0, "hardly": 0}, say)


def test_where_nothing_was_sent_it_says_so() -> None:
    assert "Nothing from the room yet." in _html(slide(), [], {"1": 0, "2": 0}, words("en"))
    assert "Nothing from the room yet." not in _html(slide(), ["One"], {}, words("en"))
