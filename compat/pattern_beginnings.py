"""How a text can begin that a regular expression fits: a rule need not be tried where it cannot fit."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Set
from typing import Any

try:  # Python's own parser of patterns is no public module
    import re._constants as kinds
    import re._parser as parser
except ImportError:  # another Python
    kinds = parser = None

#: Beginnings, each with whether anything may follow: it is as long as asked for, or what follows is hard to tell.
_Heads = Set[tuple[str, bool]]
_NOTHING: _Heads = frozenset({("", False)})
_ANYTHING: _Heads = frozenset({("", True)})
_DIGIT: _Heads = frozenset((chr(code), True) for code in range(sys.maxunicode + 1) if chr(code).isdecimal())
_ZERO_WIDE = kinds and (kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT)
_REPEATS = kinds and (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)


def beginnings(pattern: str, letters: int) -> frozenset[str]:
    """Beginnings of so many letters or fewer: whatever the pattern fits starts with one of them; "" is any beginning."""
    if parser is None:
        return frozenset({""})
    found = {head for head, _ in _of_all(parser.parse(pattern), letters)}
    return frozenset(head for head in found if not any(head[:length] in found for length in range(len(head))))


def _of_all(parts: Iterable[tuple[Any, Any]], letters: int) -> _Heads:
    """Of parts that follow one another."""
    found = _NOTHING
    for kind, value in parts:
        if all(done for _, done in found):
            break
        found = _joined(found, _of(kind, value, letters), letters)
    return found


def _of(kind: Any, value: Any, letters: int) -> _Heads:
    if kind in _ZERO_WIDE:
        return _NOTHING
    if kind is kinds.LITERAL:
        return {(chr(value), False)}
    if kind is kinds.IN and all(inside is kinds.LITERAL for inside, _ in value):
        return {(chr(code), False) for _, code in value}
    if kind is kinds.IN and value == [(kinds.CATEGORY, kinds.CATEGORY_DIGIT)]:
        return _DIGIT
    if kind is kinds.SUBPATTERN:
        return _of_all(value[-1], letters)
    if kind is kinds.BRANCH:
        return {head for branch in value[1] for head in _of_all(branch, letters)}
    if kind in _REPEATS:
        least, most, part = value
        once, found, times = _of_all(part, letters), set() if least else set(_NOTHING), _NOTHING
        for time in range(1, min(most, letters) + 1):
            times = _joined(times, once, letters)
            found |= times if time >= min(least, letters) else set()
        return found
    return _ANYTHING


def _joined(heads: _Heads, more: _Heads, letters: int) -> _Heads:
    out = set()
    for head, done in heads:
        for follows, open_end in _NOTHING if done else more:
            text = (head + follows)[:letters]
            out.add((text, done or open_end or len(text) == letters))
    return out
