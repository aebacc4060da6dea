"""The front door: phase × weapon, where a click sets both filters and a second click opens them again."""

from __future__ import annotations

import streamlit as st

from components.charts.overview.crossing import SUBJECT_NAMES, chosen_cells, note
from components.current import cached_by_version, dataset
from components.files.picture import view_choices
from components.files.query import file_address
from components.files.static import scripts
from components.layers.rows import FLOWS_ON
from components.screen.overview.crossing_table import cells_in_order, crossing_table
from components.screen.parts.chosen_here import chosen_here
from components.screen.parts.pictures import chart_head
from components.screen.parts.switch import switch
from components.screen.shell import address, shown
from components.text.words import Words
from data.analysis import crossing
from data.query.filters import Filters

#: The widget that tells which cell was pressed.
_CELL = "crossing_cell"
#: The layer of the map that draws a subject of another name.
_LAYERS = {kind: layer for layer, kinds in FLOWS_ON.items() for kind in kinds}


def crossing_panel(filters: Filters, words: Words) -> None:
    """Matrix of one subject, and how much of it names no weapon."""
    more = {} if (subject := shown.chosen("overview", "subject")) == "incidents" else {"subject": subject}
    title, picture = words.t("Conflict phase × weapon category"), file_address("matrix", "png", filters, words.language, **more)
    chart_head(title, picture=picture, words=words)
    subject = switch(st, "overview", "subject", words.t("Count"), SUBJECT_NAMES, words)
    found = crossing.matrix(dataset(), filters, subject)
    with st.container(key="crossing"):
        look = f"<style>.st-key-{_CELL} {{ display: none }}</style>"
        st.html(_table(filters, subject, words) + look + scripts.element("crossing"), unsafe_allow_javascript=True)
        # The buttons of the table press those of this widget, which the style keeps out of sight.
        st.pills(
            title,
            [f"{phase}|{group}" for phase, group in cells_in_order(found)],
            key=_CELL,
            on_change=_pressed,
            args=(subject,),
            label_visibility="collapsed",
        )
    if filters.phases and filters.weapons:
        st.caption(f"**{chosen_here(filters, words, 'phases', 'weapons')}**")
    st.caption(f"{words.t('Click a cell to set both filters.')} {note(filters, subject, words)}")


@cached_by_version
def _table(filters: Filters, subject: str, words: Words) -> str:
    found, unit = crossing.matrix(dataset(), filters, subject), words.t(SUBJECT_NAMES[subject])
    return crossing_table(found, chosen_cells(filters), unit, _said(found, unit, words), words)


def _pressed(subject: str) -> None:
    """Callback: the pressed cell becomes the filters, and the map draws what it counts; the cell already chosen opens them
    again.
    """
    state = st.session_state
    if state[_CELL] is None:
        return
    phase, group = state[_CELL].split("|")
    state[_CELL] = None
    if state["phase"] == [phase] and state["weapon"] == [group]:
        state["phase"], state["weapon"] = [], []
    else:
        state["phase"], state["weapon"] = [phase], [group]
        first = view_choices.FIRST_LAYERS["overview"]
        shown.switch_layers("overview", first, shown.layers("overview", first) | {_LAYERS.get(subject, subject)})
    state["weapon_class"] = []
    address.write()


def _said(cells: dict[tuple[str, str], int], unit: str, words: Words) -> str:
    """The matrix in words: where it is fullest."""
    if not cells:
        return words.t("Matrix of conflict phase by weapon category: nothing on record.")
    (phase, group), n = max(cells.items(), key=lambda cell: cell[1])
    return words.t(
        "Matrix of conflict phase by weapon category. Most {unit}: {phase}, {weapon}, {n}.",
        unit=unit, phase=words.phase(phase), weapon=words.weapon(group), n=words.number(n),
    )  # fmt: skip
