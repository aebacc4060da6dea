"""Values kept for all sessions of which each caller gets a copy: built once, changed by nobody, and bounded in bytes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from components.charts.catalogue import CHARTS, chart
from components.current import COPIED, cached_copies
from components.paper.figures import figure_png
from components.screen.workshop.views import _large
from components.text.words import Words
from data.engine.dataset import FOLDER
from data.query.filters import Filters
from tests.data.caches import cache_of
from tests.data.folders import copy_of_prepared

EN = Words("en")
ASKED = Filters(areas=("MLI",), years=(2012, 2022), picks=(("border", "MLI-NER"), ("route", "WA08")))


def test_what_a_caller_does_to_its_copy_reaches_nobody_else() -> None:
    built: list[int] = []

    @cached_copies
    def figure(n: int) -> dict[str, Any]:
        built.append(n)
        return {"layout": {"height": n}, "data": [{"x": [n]}]}

    first = figure(1)
    first["layout"]["height"] = 99
    first["data"][0]["x"].append(99)
    assert figure(1) == {"layout": {"height": 1}, "data": [{"x": [1]}]} and built == [1]


def test_those_who_ask_at_once_wait_for_one_answer() -> None:
    built: list[int] = []
    ready = Barrier(4)

    @cached_copies
    def slow(n: int) -> list[int]:
        built.append(n)
        return [n]

    def ask(_: int) -> list[int]:
        ready.wait()
        return slow(7)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [[7]] * 4
    assert built == [7]


def test_no_more_bytes_are_kept_than_allowed_and_too_large_a_value_is_not_kept() -> None:
    built: list[int] = []

    @cached_copies
    def block(size: int, n: int) -> bytes:
        built.append(n)
        return bytes(size)

    for n in range(12):
        block(COPIED // 5, n)
    assert 0 < cache_of(block).currsize <= COPIED and len(built) == 12
    assert block(COPIED // 5, 11) and len(built) == 12, "the last one is still there"
    block(COPIED + 1, 99), block(COPIED + 1, 99)
    assert built.count(99) == 2 and cache_of(block).currsize <= COPIED


def test_another_folder_of_data_has_answers_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []

    @cached_copies
    def value(n: int) -> list[int]:
        built.append(n)
        return [n]

    value(1)
    monkeypatch.setenv(FOLDER, str(copy_of_prepared(tmp_path / "elsewhere")))
    value(1)
    assert built == [1, 1]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_language_is_one_key_however_often_it_is_made(language: str) -> None:
    assert Words(language) == Words(language) and hash(Words(language)) == hash(Words(language))
    assert Words(language) != Words("es") and Words(language) != language


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_same_after_it_was_drawn_and_in_its_own_language(name: str) -> None:
    """Slides enlarge it and paper draws it; whoever comes next finds it as it was built."""
    before = chart(name, ASKED, EN)
    kept = deepcopy(before)
    draw: Callable[..., object] = figure_png
    draw(before.figure, before.title, ASKED, before.sources, EN, before.notes)
    _large(before.figure)
    before.figure["layout"]["height"] = 1
    before.figure["data"].clear()
    assert chart(name, ASKED, EN) == kept
    assert chart(name, ASKED, Words("fr")).title != kept.title or chart(name, ASKED, Words("fr")).alt != kept.alt
