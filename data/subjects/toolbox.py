"""Toolbox: which arms-control tools the workshop report places in which conflict phase."""

from __future__ import annotations

from dataclasses import dataclass

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset

#: The matrix has no column for this phase: the column of the other is shown, as our reading.
STAND_IN = {"armed conflict": "peace mediation"}
#: How a tool that can be offered is placed, in the order in which tools are offered.
LEVELS = ("core", "used", "emerging")


@dataclass(frozen=True)
class Tool:
    """A tool in a phase: `level` is one of LEVELS; `reading` whether that is our reading, not the report's own words."""

    name: str
    level: str
    reading: bool


@cached_by_version
def for_phase(dataset: Dataset, phase: str) -> tuple[Tool, ...]:
    """The tools for a phase, core ones first, in the order of the matrix's names."""
    rows = dataset.table("toolbox")
    column = STAND_IN.get(phase, phase)
    found = dataset.frame(rows.filter(rows.phase == column, rows.level.isin(LEVELS)).select("tool", "level", "inferred"))
    tools = [Tool(row.tool, row.level, bool(row.inferred) or column != phase) for row in found.itertuples()]
    return tuple(sorted(tools, key=lambda tool: (LEVELS.index(tool.level), tool.name)))
