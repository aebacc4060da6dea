"""With which letters a text can begin that a regular expression fits."""

from __future__ import annotations

import re._constants as kinds
import re._parser as parser
from collections.abc import Iterable
from typing import Any

#: Letters, or None for any; and whether the part may be empty, so that what follows begins the text, too.
_First = tuple[frozenset[str] | None, bool]
_ZERO_WIDE = (kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT)
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)


def first_letters(pattern: str) -> frozenset[str] | None:
    """The letters; None where it may be any, or where that is hard to tell."""
    letters, empty = _of_all(parser.parse(pattern))
    return None if empty else letters


def _of_all(parts: Iterable[tuple[Any, Any]]) -> _First:
    """Of parts that follow one another."""
    found: frozenset[str] = frozenset()
    for kind, value in parts:
        letters, empty = _of(kind, value)
        if letters is None:
            return None, empty
        found |= letters
        if not empty:
            return found, False
    return found, True


def _of(kind: Any, value: Any) -> _First:
    if kind in _ZERO_WIDE:
        return frozenset(), True
    if kind is kinds.LITERAL:
        return frozenset(chr(value)), False
    if kind is kinds.IN and all(inside is kinds.LITERAL for inside, _ in value):
        return frozenset(chr(code) for _, code in value), False
    if kind is kinds.SUBPATTERN:
        return _of_all(value[-1])
    if kind is kinds.BRANCH:
        each = [_of_all(branch) for branch in value[1]]
        known = (
            None if any(letters is None for letters, _ in each) else frozenset().union(*(letters or () for letters, _ in each))
        )
        return known, any(empty for _, empty in each)
    if kind in _REPEATS:
        letters, empty = _of_all(value[2])
        return letters, empty or value[0] == 0
    return None, False
