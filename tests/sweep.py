"""Tests over combinations: each value is asked once in every run, all combinations in `make test-all`; so it is with chance."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest

from data.query.filters import Filters


def sweep(few: int | None = None, **axes: Iterable[object]) -> pytest.MarkDecorator:
    """Parametrise by all combinations of these values; those that ask nothing new are marked `exhaustive`.

    What is left goes through all axes side by side: of 19 areas in three languages each area is asked once. Of what takes long
    and goes wrong for all values or for none, a `few` are asked, evenly spread.
    """
    values = [tuple(own) for own in axes.values()]
    longest = max(map(len, values))
    asked = {tuple(i % len(own) for own in values) for i in range(0, longest, -(-longest // (few or longest)))}
    cases = []
    for at in product(*(range(len(own)) for own in values)):
        one = [own[i] for own, i in zip(values, at, strict=True)]
        marks = () if at in asked else pytest.mark.exhaustive
        cases.append(pytest.param(*one, marks=marks, id="-".join(map(_name, one))))
    return pytest.mark.parametrize(",".join(axes), cases)


#: Set by `tests.conftest` before tests are read: whether this run leaves out what is `exhaustive`.
short_run = False


def draws(count: int, few: int | None = None) -> int:
    """How many examples a test draws at random: so many in `make test-all`, a `few` or a quarter in `make test`."""
    return (few or -(-count // 4)) if short_run else count


def _name(value: object) -> str:
    return value.query() if isinstance(value, Filters) else getattr(value, "__name__", str(value))
