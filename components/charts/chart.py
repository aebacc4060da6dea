"""A chart with all that must be said with it: pages draw it, slides show it large, paper takes it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chart:
    """One chart.

    figure   plain plotly figure: `data` and `layout`
    alt      its finding, for those who do not see it
    notes    what it does not say
    sources  ids of `data.model.sources`
    """

    figure: dict[str, Any]
    title: str
    alt: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
