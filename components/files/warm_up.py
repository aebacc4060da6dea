"""Answer what every visitor asks first, before the first one comes."""

from __future__ import annotations

import logging

from components import current
from components.current import dataset
from components.files.layers import compressed
from components.layers.rows import LAYERS
from data.analysis import crossing
from data.engine.dataset import StoreError
from data.query.filters import DEFAULT_AREAS, Filters
from data.subjects import actors, incident_memory

_FIRST = Filters(areas=DEFAULT_AREAS, exclude_possible=True)
#: Layers that the first page does not draw: areas by colour, play, and authorised transfers.
_OF_OTHER_PAGES = tuple(name for name in LAYERS if name.startswith(("areas-", "incidents-by-", "transfers")))
log = logging.getLogger("arms_lens")


def warm_up() -> None:
    """Open the set and fill the caches of the first page. Unreadable data is logged; `/healthz` tells it."""
    try:
        dataset()
    except StoreError as error:
        log.error("prepared data cannot be read: %s", error)
        return
    first_answers()


def first_answers() -> None:
    """Ask what the first page of every visitor asks."""
    crossing.facets(dataset(), _FIRST)
    crossing.summary(dataset(), _FIRST)
    actors.recorded(dataset(), _FIRST)
    for name in LAYERS:
        if name not in _OF_OTHER_PAGES:
            compressed(name, _FIRST, "en")


def fill_memory() -> None:
    """Have at hand what later questions need, while the first page is looked at."""
    if current.held():
        incident_memory.fill(dataset())
        for name in _OF_OTHER_PAGES:
            compressed(name, _FIRST, "en")
