"""A section of a briefing in lines of plain text, where no page can be drawn: on phones."""

from __future__ import annotations

from components.briefing.value import Block, Facts, Section, Strip, Table, Text

#: A heading, empty for none, and the lines under it.
Lines = tuple[str, tuple[str, ...]]


def lines(section: Section) -> list[Lines]:
    """Its sentences, tables and strips block by block; charts and maps have no lines."""
    return [found for block in section.blocks if (found := _lines(block))[1]]


def _lines(block: Block) -> Lines:
    match block:
        case Text():
            return "", tuple(one.plain for one in block.statements)
        case Facts():
            said = tuple(one.plain for one in block.statements)
            return block.heading, said or tuple(filter(None, (block.empty,)))
        case Table():
            rows = tuple(" · ".join(filter(None, row)) for row in block.rows)
            return block.heading, (*rows, *filter(None, (block.note,))) if rows else ()
        case Strip():
            meanings = dict(block.legend)
            named = ((mark.name, mark.detail or meanings.get(mark.state, "")) for mark in block.marks)
            return block.heading, tuple(" · ".join(filter(None, pair)) for pair in named)
        case _:
            return "", ()
