"""Answers kept for all sessions: those of many visitors do not push each other out, and memory stays bounded."""

from __future__ import annotations

from components.current import BODIES, cached_bytes, cached_small, dataset
from components.files.layers import compressed
from components.layers.rows import LAYERS
from data.analysis import crossing
from data.query.filters import Filters
from data.query.years import last_year
from tests.data.caches import cache_of

#: Different questions that fifty visitors ask in a few minutes.
QUESTIONS = [
    Filters(areas=("MLI",), years=(first, last)) for first in range(1990, 2020) for last in range(first, last_year(dataset()) + 1)
]


def test_bodies_are_kept_up_to_a_number_of_bytes_and_no_more() -> None:
    made: list[int] = []

    @cached_bytes
    def body(n: int, size: int) -> bytes:
        made.append(n)
        return bytes(size)

    for _ in range(2):
        for n in range(2000):
            body(n, 5000)
    assert len(made) == 2000
    for n in range(20):
        body(n, BODIES // 10)
    assert cache_of(body).currsize <= BODIES


def test_small_answers_of_many_questions_are_kept() -> None:
    made: list[Filters] = []

    @cached_small
    def number(filters: Filters) -> int:
        made.append(filters)
        return len(made)

    for _ in range(2):
        for filters in QUESTIONS:
            number(filters)
    assert len(made) == len(QUESTIONS) > 500


def test_a_walk_through_the_pages_finds_its_layers_and_counts_again() -> None:
    """A page draws eight layers and counts in ten ways: the answers to fifty questions must outlast the walk."""
    walk = QUESTIONS[:50]
    for held in (compressed, crossing._tally):
        cache_of(held).clear()
    for filters in walk:
        crossing.facets(dataset(), filters)
        for name in ("incidents", *(name for name in LAYERS if name.startswith(("transfers", "flows", "routes")))):
            compressed(name, filters, "en")
    first = walk[0]
    assert any(first in key[1] for key in cache_of(compressed))
    assert any(first.without("phases") in key[1] for key in cache_of(crossing._tally))
