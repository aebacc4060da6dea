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
    first = Filters(areas=DEFAULT_AREAS, exclude_possible=True)
    crossing.facets(dataset(), first)
    crossing.summary(dataset(), first)
    actors.recorded(dataset(), first)
    for name in LAYERS:
        compressed(name, first, "en")


def fill_memory() -> None:
    """Have at hand what later questions need, while the first page is looked at."""
    if current.held():
        incident_memory.fill(dataset())
