"""Signs that no text may hold: they break files, or turn the direction in which what stands beside them is read."""

from __future__ import annotations

import re

#: Control characters, halves of a pair, embeddings and overrides of direction, and code points that are no characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")


def forbidden(text: str) -> str:
    """The first such sign of a text as `U+0000`, or nothing. Line breaks and tabs are none."""
    found = _FORBIDDEN.search(text.replace("\r\n", "\n"))
    return f"U+{ord(found[0]):04X}" if found else ""


def without_forbidden(text: str) -> str:
    """The text without them."""
    return _FORBIDDEN.sub("", text)
