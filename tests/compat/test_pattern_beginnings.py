"""Beginnings of regular expressions: never one too few, or a rule would miss its words."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compat.pattern_beginnings import beginnings
from data.prepare.ucdp.weapons_in_text import HEAD, _plain, _read, _terms
from tests.sweep import draws


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("mine", {"min"}),
        ("(?:land ?)?mines?", {"lan", "min"}),
        ("(?:a |an )?(?:x|yz)", {"a x", "a y", "an ", "x", "yz"}),
        (r"(?<!\w)[abc]d", {"ad", "bd", "cd"}),
        ("(?=q)?r+", {"r"}),
        ("(?:ab)+c", {"aba", "abc"}),
        ("a*b", {"aaa", "aab", "ab", "b"}),
        ("xy{2,3}z", {"xyy"}),
        (r"g\w+ gun", {"g"}),
        (r"[^a]b|\d+", {""}),
        (".x", {""}),
        ("x?", {""}),
        ("a(?:x|.)y", {"a"}),
    ],
)
def test_the_beginnings_of_a_pattern(pattern: str, found: set[str]) -> None:
    assert beginnings(pattern, 3) == found


TERMS = [(term, tuple(beginnings(term.pattern, HEAD))) for term in _terms()]


@settings(max_examples=draws(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_rule_fits_begins_as_it_says(data: st.DataObject) -> None:
    term, heads = data.draw(st.sampled_from(TERMS))
    text = data.draw(st.from_regex(re.compile(term.pattern, re.ASCII), fullmatch=True, alphabet=string.printable))
    assert text.startswith(heads)


def test_most_rules_say_how_they_begin() -> None:
    assert sum("" in heads for _, heads in TERMS) < len(TERMS) / 20


WORDS = sorted({word for term in _terms() for word in re.findall(r"[a-z']{2,}", term.pattern)})


@settings(max_examples=draws(300), deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "-", ",", ";", "in", "l'", "é", "42"]), max_size=14).map(" ".join))
def test_texts_are_read_as_all_rules_in_one_expression_would_read_them(text: str) -> None:
    whole = re.compile(r"(?<!\w)(?=\w)(?:" + "|".join(rf"(?:{term.pattern})(?!\w)()" for term in _terms()) + ")")
    plain = _plain(text)
    assert list(_read(plain)) == [(match.lastindex or 0) - 1 for match in whole.finditer(plain)]
