"""pandas' notes on columns: a frame notes every column that is taken out of it, and looks for those that are gone only once
it has noted five hundred. Frames in the caches live on and on: their notes grew by two megabytes a minute under load.
"""

from __future__ import annotations

import gc

try:
    from pandas._libs.internals import BlockValuesRefs
except ImportError:  # another pandas
    BlockValuesRefs = None


def drop_old() -> None:
    """Drop the notes on columns that nobody holds any more."""
    if not hasattr(BlockValuesRefs, "has_reference"):
        return
    for found in gc.get_objects():
        if type(found) is BlockValuesRefs:
            found.has_reference()
