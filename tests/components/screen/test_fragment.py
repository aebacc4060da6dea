"""A part of a page that runs by itself draws from the page's own data, or has the whole page drawn anew."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from components.screen.shell import fragment
from data.engine.dataset import StoreError


class Rerun(Exception):
    pass


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The newest data version, and what a session remembers."""
    state: dict[str, str] = {}
    found = SimpleNamespace(newest="one", state=state, pinned=[])

    def rerun() -> None:
        raise Rerun

    monkeypatch.setattr(fragment, "newest", lambda: SimpleNamespace(version=found.newest))
    monkeypatch.setattr(fragment, "pin", lambda data: found.pinned.append(data.version))
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(st, "rerun", rerun)
    monkeypatch.setattr(st, "fragment", lambda part, run_every: part)
    return found


def test_a_part_draws_from_the_data_of_its_page(versions: SimpleNamespace) -> None:
    drawn: list[int] = []
    part = fragment.fragment(drawn.append)
    fragment.begin_page()
    part(1)
    assert drawn == [1] and versions.pinned == ["one", "one"]


def test_newer_data_have_the_whole_page_drawn_anew(versions: SimpleNamespace) -> None:
    drawn: list[int] = []
    part = fragment.fragment(drawn.append)
    fragment.begin_page()
    versions.newest = "two"
    with pytest.raises(Rerun):
        part(1)
    fragment.begin_page()
    part(2)
    assert drawn == [2]


def test_data_that_cannot_be_read_are_no_matter_of_the_beginning(
    versions: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable() -> None:
        raise StoreError("flows.parquet is damaged")

    monkeypatch.setattr(fragment, "newest", unreadable)
    fragment.begin_page()
    assert not versions.pinned and not versions.state
