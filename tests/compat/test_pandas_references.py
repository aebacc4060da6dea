"""What runs once a minute so that a server that is asked for days does not grow."""

from __future__ import annotations

import gc

import pandas as pd

from compat import pandas_references


def test_columns_that_are_gone_are_forgotten_and_those_in_use_are_not() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": [3.0, 4.0]})
    for _ in range(300):
        frame.a.sum()
    held = frame.a
    notes = held._mgr.blocks[0].refs.referenced_blocks
    assert len(notes) > 250, "pandas forgets by itself now: delete compat/pandas_references.py"
    gc.collect()
    pandas_references.drop_old()
    assert 1 < len(held._mgr.blocks[0].refs.referenced_blocks) < 10
    held[0] = 9
    assert frame.a.tolist() == [1, 2], "what is in use is still known to be shared"
