"""Ways out of an empty result, and the last resort when something goes wrong."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from components.current import dataset
from components.screen.parts.no_results import nearest
from data.analysis import crossing
from data.query.filters import Filters

EMPTY = (
    Filters(areas=("TGO",), phases=("peacekeeping",), weapons=("F",), exclude_possible=True),
    Filters(areas=("CPV",), years=(1989, 1989), exclude_possible=True),
    Filters(areas=("TGO",), years=(1990, 1991), weapons=("E5",), exclude_possible=True),
    Filters(areas=("COL",), phases=("peacekeeping",), years=(1990, 1992)),
    Filters(areas=("PAN",), years=(1989, 1989), phases=("peacebuilding",), weapons=("G",), exclude_possible=True),
    Filters(areas=("ABW",)),
    Filters(areas=("GMB",), years=(1989, 1990), weapons=("F2",), exclude_possible=True, picks=(("route", "ZZ99"),)),
)


@pytest.mark.parametrize("asked", EMPTY, ids=lambda asked: asked.query())
def test_every_way_out_of_nothing_finds_something(asked: Filters) -> None:
    assert crossing.summary(dataset(), asked).empty
    offered = nearest(asked)
    assert 1 <= len(offered) <= 3
    for said, question in offered:
        assert said and question != asked and not crossing.summary(dataset(), question).empty, said
    assert len({said for said, _ in offered}) == len(offered)


def test_the_nearest_way_out_changes_one_thing() -> None:
    asked = Filters(areas=("TGO",), phases=("peacekeeping",), weapons=("F",), exclude_possible=True)
    assert crossing.summary(dataset(), asked).empty
    for _, question in nearest(asked):
        assert question in [asked.without(name) for name in ("weapons", "phases", "years", "exclude_possible")]


# --- the last resort --------------------------------------------------------------------------------------------------------


def mishap(kind: str, language: str) -> AppTest:
    def script(kind: str, language: str) -> None:
        import streamlit as st

        from components.screen.error_page import show_error
        from data.engine.dataset import StoreError

        st.session_state["lang"] = language
        error = StoreError("x.parquet is missing: run `make prepare`") if kind == "store" else KeyError("<b>secret</b>")
        assert show_error(error) is True

    return AppTest.from_function(script, args=(kind, language)).run()


@pytest.mark.parametrize("kind", ["store", "other"])
def test_a_mishap_is_told_calmly_in_every_language(kind: str) -> None:
    said = set()
    for language in ("en", "fr", "es"):
        at = mishap(kind, language)
        assert not at.exception and len(at.error) == 1
        assert "secret" not in at.error[0].value and "Traceback" not in at.error[0].value
        said.add(at.error[0].value)
    assert len(said) == 3


def test_a_mishap_of_the_first_run_speaks_the_language_of_the_address() -> None:
    def script() -> None:
        from components.screen.error_page import show_error

        show_error(KeyError("synthetic"))

    at = AppTest.from_function(script)
    at.query_params["lang"] = "fr"
    assert at.run().error[0].value.startswith("Cette page")


def test_the_log_keeps_the_trace(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "arms_lens"):
        mishap("other", "en")
    assert any(record.exc_info for record in caplog.records)


def test_a_mishap_before_any_language_is_known() -> None:
    def script() -> None:
        from components.screen.error_page import show_error

        show_error(RuntimeError("early"))

    at = AppTest.from_function(script).run()
    assert not at.exception and len(at.error) == 1
