"""Redaction: which sentences of a storyboard may leave the house.

Whoever writes a storyboard names parties, towns and States as they like. In the shareable edition a sentence with such a name
is left out, in every language as soon as one of them shows the name: a town is spelled in more ways than the records know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from components.briefing.value import Edition
from components.text import redacted_names
from data.query.filters import DEFAULT_AREAS, Filters

#: Ends of sentences and lines, kept as parts of their own when a text is split.
_BETWEEN = re.compile(r"((?<=[.!?…])\s+|\n)")
#: A source as a storyboard cites a document: its title, then publisher and year in brackets.
_DOCUMENT = re.compile(r".*?\((?P<publisher>(?:[^()]|\([^()]*\))+), (?P<year>\d{4})\)", re.DOTALL)
#: Symbols of documents of the Security Council, which name nobody.
_SYMBOLS = re.compile(r"S/(?:RES|PRST|\d{4})/[\d; SREPT/()]+")


@dataclass(frozen=True)
class Redaction:
    """What an edition of a storyboard about these areas may say."""

    edition: Edition
    areas: tuple[str, ...]

    @property
    def internal(self) -> bool:
        return self.edition == "internal"

    def kept(self, texts: Mapping[str, str], language: str) -> tuple[str, bool]:
        """The text of a language, and whether something of it was left out. `texts` is the same text in all its languages."""
        if self.internal:
            return texts[language], False
        parts = {name: _BETWEEN.split(text) for name, text in texts.items()}
        told = {i for found in parts.values() for i, part in enumerate(found) if self._tells(part)}
        if not told:
            return texts[language], False
        if len({len(found) for found in parts.values()}) > 1:
            return "", True
        kept = "".join(part for i, part in enumerate(parts[language]) if i not in told)
        return re.sub(r"(\s)\s+", r"\1", kept).strip(), True

    def line(self, text: str) -> str:
        """A text in one language, or nothing."""
        return self.kept({"": text}, "")[0]

    def cited(self, source: str) -> str:
        """A source of a storyboard that no register knows: of a document only who published it and when."""
        if self.internal or _SYMBOLS.fullmatch(source):
            return source
        found = _DOCUMENT.fullmatch(source)
        return self.line(f"{found['publisher']}, {found['year']}") if found else ""

    def _tells(self, text: str) -> bool:
        return bool(redacted_names.found_in(text, Filters(areas=self.areas or DEFAULT_AREAS)))
