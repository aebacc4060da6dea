"""The matrix of phase × weapon category as a table of buttons: it keeps its place, is read out cell by cell, and one stop of Tab
leads into it; arrows go from cell to cell.
"""

from __future__ import annotations

import math
from html import escape

from components.charts.overview.figures import SHORT, Cell
from components.text.words import Words
from data.model.categories import NOT_CLASSIFIED, NOT_REPORTED, PHASES, level1
from geo.style import INK

#: From few to many, on a logarithmic scale; between pale and dark lies a step, so that numbers stand out from each.
_SHADES = ("#E3F0F7", "#C6E0EF", "#9CCBE4", "#1F78AB", "#00588A")
_DARK = 3
_LOOK = f"""<style>
.crossing {{ border-collapse: separate; border-spacing: 2px; table-layout: fixed; width: 100%; margin: 0; color: {INK} }}
.crossing th {{ border: 0; padding: 0; text-align: left; font-weight: 400; font-size: 13px; line-height: 18px }}
.crossing thead th {{ height: 7.6em; vertical-align: bottom; font-size: 12px; line-height: 1.1 }}
.crossing thead span {{ display: block; writing-mode: vertical-rl; transform: rotate(180deg); margin: 0 auto; max-height: 7.5em }}
.crossing td {{ border: 0; padding: 0 }}
.crossing button {{ display: block; width: 100%; height: 28px; padding: 0; border: 0; border-radius: 2px; background: #F4F6F8;
  color: inherit; font: inherit; font-size: 12px; letter-spacing: -0.02em; white-space: nowrap; cursor: pointer }}
.crossing button:hover {{ box-shadow: inset 0 0 0 1px {INK} }}
.crossing button[aria-pressed=true] {{ box-shadow: inset 0 0 0 2.5px {INK}; font-weight: 700 }}
</style>"""


def cells_in_order(found: dict[Cell, int]) -> list[Cell]:
    """Every cell of the table, row by row; what is not classified only where there is any."""
    phases = [*PHASES, *([NOT_CLASSIFIED] if any(phase == NOT_CLASSIFIED for phase, _ in found) else [])]
    return [(phase, group) for phase in phases for group in (*level1(), NOT_REPORTED)]


def crossing_table(found: dict[Cell, int], chosen: set[Cell], unit: str, said: str, words: Words) -> str:
    """HTML of the table. `unit` is what is counted, in words; `said` is what the whole shows."""
    order = cells_in_order(found)
    groups = (*level1(), NOT_REPORTED)
    top = max(found.values(), default=1)
    entry = next((cell for cell in order if cell in chosen), order[0])
    head = "".join(
        f'<th scope="col" title="{escape(words.weapon(group))}"><span>{escape(words.t(SHORT[group]))}</span></th>'
        for group in groups
    )
    rows = []
    for start in range(0, len(order), len(groups)):
        row = order[start : start + len(groups)]
        buttons = "".join(_button(cell, found.get(cell, 0), top, cell in chosen, cell == entry, unit, words) for cell in row)
        name = escape(words.phase(row[0][0]))
        rows.append(f'<tbody><tr><th scope="rowgroup" colspan="{len(groups)}">{name}</th></tr><tr>{buttons}</tr></tbody>')
    table = f'<table class="crossing" aria-label="{escape(said)}"><thead><tr>{head}</tr></thead>{"".join(rows)}</table>'
    return _LOOK + table


def _button(cell: Cell, n: int, top: int, chosen: bool, entry: bool, unit: str, words: Words) -> str:
    phase, group = cell
    name = escape(words.labelled(f"{words.phase(phase)} × {words.weapon(group)} ({unit})", words.number(n)))
    shade = min(int(math.log1p(n) / math.log1p(top) * len(_SHADES)), len(_SHADES) - 1)
    colours = f"background:{_SHADES[shade]}" + (";color:#FFFFFF" if shade >= _DARK else "") if n else ""
    return (
        f'<td><button type="button" aria-label="{name}" title="{name}" aria-pressed="{str(chosen).lower()}"'
        f' tabindex="{0 if entry else -1}" style="{colours}">{words.number(n) if n else "·"}</button></td>'
    )
