"""First letters of regular expressions: never one too few, or a rule would miss its words."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.prepare.first_letters import first_letters
from data.prepare.weapons_in_text import _plain, _read, _terms


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("mine", "m"),
        ("(?:land ?)?mines?", "lm"),
        ("(?:a |an |the )?(?:x|yz)", "atxy"),
        (r"(?<!\w)[abc]d", "abc"),
        ("(?=q)?r", "r"),
        ("a*b+", "ab"),
        (r"\w+ gun", None),
        ("[^a]b", None),
        (".x", None),
        ("x?", None),
        ("(?:x|.)y", None),
    ],
)
def test_the_letters_of_a_pattern(pattern: str, letters: str | None) -> None:
    assert first_letters(pattern) == (None if letters is None else frozenset(letters))


TERMS = [(term, first_letters(term.pattern)) for term in _terms()]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_rule_fits_begins_with_one_of_its_letters(data: st.DataObject) -> None:
    term, letters = data.draw(st.sampled_from(TERMS))
    text = data.draw(st.from_regex(re.compile(term.pattern, re.ASCII), fullmatch=True, alphabet=string.printable))
    assert letters is None or text[0] in letters


def test_most_rules_say_with_which_letters_they_begin() -> None:
    assert sum(letters is None for _, letters in TERMS) < len(TERMS) / 20


WORDS = sorted({word for term in _terms() for word in re.findall(r"[a-z']{2,}", term.pattern)})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "-", ",", ";", "in", "l'", "é", "42"]), max_size=14).map(" ".join))
def test_texts_are_read_as_all_rules_in_one_expression_would_read_them(text: str) -> None:
    whole = re.compile(r"(?<!\w)(?=\w)(?:" + "|".join(rf"(?:{term.pattern})(?!\w)()" for term in _terms()) + ")")
    plain = _plain(text)
    assert list(_read(plain)) == [_terms()[(match.lastindex or 0) - 1] for match in whole.finditer(plain)]
