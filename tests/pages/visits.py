"""Visits to the app without a browser: the real navigation script, asked by address, clicked by key."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from components.screen.error_page import show_error

NAVIGATION = Path(__file__).parents[2] / "pages" / "navigation.py"
#: Run from elsewhere, since AppTest takes the folder `pages` beside a script for pages of Streamlit's older kind.
SCRIPT = f"import runpy\nrunpy.run_path({str(NAVIGATION)!r}, run_name='__main__')\n"


def visit(page: str = "", *, visitor: str = "", **query: str) -> AppTest:
    """A first request for a page with a query; `visitor` is what the browser is known by, one of its own where it is empty."""
    at = AppTest.from_string(SCRIPT, default_timeout=60)
    if visitor:
        at.session_state["workshop_visitor"] = visitor
    for name, value in query.items():
        at.query_params[name] = value
    if page:
        at._page_hash = _hashes()[page]
    return at.run()


@cache
def _hashes() -> dict[str, str]:
    """AppTest finds pages that are functions only by their hash."""
    found = AppTest.from_string(SCRIPT, default_timeout=60).run()._registered_pages
    return {str(info.get("url_pathname", "")): page_hash for page_hash, info in found.items()}


def with_last_resort(patch: pytest.MonkeyPatch) -> None:
    """Let the app's own handler meet errors, as the server does; AppTest by itself knows none."""
    handler = property(lambda _: show_error, lambda _, value: None)
    patch.setattr(LocalScriptRunner, "_on_script_error", handler, raising=False)


def turn_to(at: AppTest, page: str) -> AppTest:
    """Open another page of the same visit, as the navigation does: its links hold no query."""
    at.query_params.clear()
    at._page_hash = _hashes()[page]
    return at.run()


def move_to(at: AppTest, area: str) -> AppTest:
    """Choose another area than the chosen ones, as the box allows: it is added, then the others are taken away."""
    for areas in ([*at.multiselect(key="area").value, area], [area]):
        at.multiselect(key="area").set_value(areas).run()
    return at


def pages() -> list[str]:
    """Paths of all pages; the front page has none."""
    return list(_hashes())


def words_on(at: AppTest) -> str:
    """Every text a visitor reads outside of charts, maps and tables."""
    kinds = ("markdown", "caption", "subheader", "info", "warning", "error", "html", "button", "checkbox", "expander", "code")
    text = "\n".join(_text(element) for kind in kinds for element in at.get(kind))
    return re.sub(r"<(style|script).*?</\1>", "", text, flags=re.DOTALL)


def _text(element: Any) -> str:
    for name in ("value", "label", "body"):
        found = getattr(element, name, None)
        if isinstance(found, str):
            return found
    proto = getattr(element, "proto", None)
    return str(getattr(proto, "body", "")) + str(getattr(proto, "label", ""))


def sentence(at: AppTest) -> str:
    """The question in words, above the content."""
    return str(at.markdown[0].value).strip("*")


def link(at: AppTest) -> str:
    """The link for a colleague, which is made when somebody asks for it."""
    at.session_state["link"] = True
    return next(str(code.value) for code in at.run().code if "lang=" in code.value)
