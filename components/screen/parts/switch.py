"""A switch between ways of showing a question. What it stands at is in the address."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.files.picture import view_choices
from components.screen.shell import address, shown
from components.text.words import Words

Value = TypeVar("Value", bound=str)


def switch(
    where: DeltaGenerator | ModuleType,
    page: str,
    name: str,
    label: str,
    names: Mapping[Value, str],
    words: Words,
    width: Literal["content", "stretch"] = "content",
    explained: str = "",
) -> Value:
    """Draw the choice `name` of a page, its values under their names (messages). Returns the chosen value.

    `where` is a container, or Streamlit itself. A switch that is `explained` shows its label, too, and the
    explanation beside it.
    """
    key = f"{page}_{name}"
    st.session_state[key] = shown.chosen(page, name)
    where.segmented_control(
        label,
        view_choices.CHOICES[page, name].values,
        required=True,
        wrap=True,
        key=key,
        on_change=_turned,
        args=(page, name),
        format_func=lambda value: words.t(names[value]),
        label_visibility="visible" if explained else "collapsed",
        help=explained or None,
        width=width,
    )
    at = shown.chosen(page, name)
    return next(value for value in names if value == at)


def _turned(page: str, name: str) -> None:
    """Callback: it stands in the address, also where only a part of the page runs again."""
    shown.choose(page, name, st.session_state[f"{page}_{name}"])
    address.write()
