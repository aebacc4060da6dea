"""Notices about what an address holds: whatever it says, they show no link and no other markup of it."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from data.query.picks import PICKS
from tests.pages.visits import visit

LINK = "[x](http://evil.example)"
MARKUP = ("`](http://evil.example)`", "![x](http://evil.example/p.png)", "<http://evil.example>", "http://evil.example")
PARAMETERS = (
    "area", "year", "phase", "weapon", "evidence", "lang", "compare", "look", "view", "measure", "step", "at", "layers", "camera",
    "bars", "mix", "by", "more", "count", "subject", "edition", "board", "slide", "section", "key", *PICKS,
)  # fmt: skip
#: Elements whose text is Markdown.
_KINDS = ("markdown", "caption", "info", "warning", "error", "toast", "subheader")


def shown_of_the_address(at: AppTest) -> list[str]:
    """Texts that hold what the address said, without what stands in code spans, where nothing is markup."""
    bodies = [str(element.proto.body) for kind in _KINDS for element in at.get(kind)]
    return [body for body in bodies if "evil" in re.sub(r"`[^`\n]*`", "", body)]


@pytest.mark.parametrize("page", ["", "incidents", "workshop"])
def test_no_parameter_becomes_a_link(page: str) -> None:
    at = visit(page, **dict.fromkeys(PARAMETERS, LINK))
    assert not at.exception and not shown_of_the_address(at)


@pytest.mark.parametrize("value", MARKUP)
def test_a_pick_that_finds_nothing_is_named_as_text(value: str) -> None:
    at = visit("", actor=value)
    assert not at.exception and not shown_of_the_address(at)
    notices = [*at.get("toast"), *at.get("warning")]
    assert any("evil" in notice.proto.body for notice in notices), "it is named, as a pick or as what means nothing"
