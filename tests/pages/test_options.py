"""Options of choices. Streamlit knows an option by its label: one that says something else after another question undoes a click
that was made on the label of before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tests.pages.visits import pages, visit

QUESTIONS = (
    {"area": "MLI"}, {"area": "MLI", "phase": "armed-conflict", "weapon": "A"}, {"area": "NER", "year": "2015-2019"},
)  # fmt: skip
#: What opens more choices: a comparison, a play of events, one border.
OPENED: tuple[dict[str, str], ...] = ({}, {"compare": "area:TCD"}, {"play": "year"}, {"border": "MLI-NER"})


@pytest.mark.parametrize("page", pages())
def test_no_label_of_an_option_depends_on_the_question(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    labels: dict[tuple[str, Any], set[str]] = defaultdict(set)

    def noting(draw: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **named: Any) -> Any:
            options: Sequence[Any] = named.get("options") or next(a for a in args if not isinstance(a, str | DeltaGenerator))
            for option in options:
                labels[named["key"], option].add(named.get("format_func", str)(option))
            return draw(*args, **named)

        return noted

    for kind in ("selectbox", "multiselect", "pills", "segmented_control", "radio", "select_slider"):
        # The functions of `streamlit` are bound before the class is patched.
        monkeypatch.setattr(st, kind, noting(getattr(st, kind)))
        monkeypatch.setattr(DeltaGenerator, kind, noting(getattr(DeltaGenerator, kind)))
    for opened in OPENED:
        for question in QUESTIONS:
            assert not visit(page, **question, **opened).exception
    assert len(labels) > 3
    assert {of: said for of, said in labels.items() if len(said) > 1} == {}
