"""Answers kept for all sessions, by the set they came from and what was asked of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from cachetools import Cache, LRUCache, cached

from data.engine.dataset import Dataset

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
#: A question to a set.
Query = Callable[Concatenate[Dataset, Asked], Answer]

#: Answers of a query kept in memory for all sessions, the largest about half a megabyte.
ANSWERS = 256
#: The same of a query whose answers are a few numbers and words.
SMALL_ANSWERS = 4096

#: Answers of each query, and who may touch them: they are dropped with the set they came from.
_answers: list[tuple[Cache[Any, Any], threading.Condition]] = []


def cached_by_version(query: Query[Asked, Answer]) -> Query[Asked, Answer]:
    """Keep a query's answers for all sessions, by its arguments and the set that it asks, which comes first.

    Callers share the answer: treat it as read-only. Sessions that ask the same at once wait for one answer.
    """
    return cast(Query[Asked, Answer], keep_answers(LRUCache(ANSWERS), query, asked_of))


def cached_small(query: Query[Asked, Answer]) -> Query[Asked, Answer]:
    """Like `cached_by_version`, for answers of a few numbers and words: a page asks some of them ten times, and fifty
    visitors must not push each other's out.
    """
    return cast(Query[Asked, Answer], keep_answers(LRUCache(SMALL_ANSWERS), query, asked_of))


def keep_answers(answers: Cache[Any, Any], query: Callable[..., Any], key: Callable[..., Hashable]) -> Any:
    """A query that keeps its answers by a key (`asked_of`)."""
    turn = threading.Condition()
    _answers.append((answers, turn))
    return cached(answers, key=key, condition=turn)(query)


def asked_of(dataset: Dataset, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
    """What an answer is remembered by, the set that it comes from first."""
    return dataset.key, args, tuple(sorted(kwargs.items()))


def drop_answers(current: Dataset) -> None:
    """Drop all answers but those of one version, whatever the tier."""
    for answers, turn in _answers:
        with turn:
            for key in [key for key in answers if key[0][:2] != current.key[:2]]:
                del answers[key]
