"""Tests over combinations: every pair of values is asked in each run, all combinations in `make test-all`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from allpairspy import AllPairs


def sweep(**axes: Sequence[object]) -> pytest.MarkDecorator:
    """Parametrise by all combinations of these values; those that hold no new pair are marked `exhaustive`.

    Of a single axis the first value alone is asked in each run: for values that a fault nearly always concerns together.
    """
    names, values = list(axes), [list(own) for own in axes.values()]
    asked = {tuple(pair) for pair in AllPairs(values)} if len(values) > 1 else {(values[0][0],)}
    cases = [
        pytest.param(*one, marks=() if one in asked else pytest.mark.exhaustive, id="-".join(map(str, one)))
        for one in product(*values)
    ]
    return pytest.mark.parametrize(",".join(names), cases)
