"""Texts as Markdown shows them: what comes from data, visitors or numbers is never markup."""

from __future__ import annotations

import re

#: Every sign with which Markdown, or what Streamlit adds to it, begins something inside of a line.
_SIGNS = re.compile(r"[\\`*_\[\]<>$#|~]|&(?=#?\w+;)")
#: Names of signs (`:flag:`) and addresses are looked for in what Markdown leaves over, so that no stroke helps.
_NAMED = re.compile(r":(?=[A-Za-z+\-/])")
#: What makes a line a quotation, a list, a heading or a rule, and code by its indent.
_BEGINS = re.compile(
    r"^( *(?:\d{1,9}(?=[.)](?:\s|$))|(?=>|#{1,6}(?:\s|$)|[-+*=](?:\s|$)|\||([-_=~`])(?:\s*\2){2}|\*\s*\*\s*\*(?:[\s*]*$))))",
    re.MULTILINE,
)
_INDENT = re.compile(r"^(?: {4,}|\t+)", re.MULTILINE)


def plain(text: str) -> str:
    """A text of data or of a visitor as it stands, line by line: nothing in it is markup, no address becomes a link."""
    parted = _NAMED.sub(":\u200b", _INDENT.sub("", text))
    return _BEGINS.sub(r"\1\\", _SIGNS.sub(r"\\\g<0>", parted)).replace("\n", "  \n")


def paragraph(text: str) -> str:
    """A sentence of ours that may begin with a number or a name: its bold marks hold, but it stays a paragraph."""
    flush = _INDENT.sub("", text)
    return _BEGINS.sub(r"\1\\", flush).replace("$", "\\$")
