"""Texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

#: A text that starts with one of these is a formula, or hides one, to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: The start, and signs at which spreadsheets part cells, with what may stand between one and a formula.
_BEFORE_A_FORMULA = re.compile(rf"((?:^|[;,\t|])[\s\"']*?)([{re.escape(''.join(_FORMULA))}])")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: `=1+1` → `'=1+1`."""
    return "'" + text if text.startswith(_FORMULA) else text


def safe_everywhere(text: str) -> str:
    """The same for what a stranger wrote, also where a spreadsheet parts cells at another sign than the file does, and takes no
    notice of quotes: `1;=1+1` → `1;'=1+1`.
    """
    return _BEFORE_A_FORMULA.sub(r"\1'\2", text)
