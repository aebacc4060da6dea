"""When nothing answers a question: say why, and offer the nearest question that has an answer."""

from __future__ import annotations

import streamlit as st

from components.current import dataset
from components.screen.shell import address
from components.screen.shell.filter_panel import FIRST_QUESTION
from components.text.coverage_words import gaps_chosen
from components.text.words import N_, Words
from data.analysis import crossing
from data.query.filters import Filters

#: Fields in the order in which opening them changes a question least, with the words of the button.
_OPENED = (
    ("weapons", N_("Show all weapons")),
    ("phases", N_("Show all phases")),
    ("years", N_("Show all years")),
    ("exclude_possible", N_("Show what is only possible, too")),
)


def nearest(filters: Filters) -> list[tuple[str, Filters]]:
    """Questions one step away that find something, each with the words of its button; else two or more steps."""
    one_step = [
        (said, opened)
        for field, said in _OPENED
        if (opened := filters.without(field)) != filters and not crossing.summary(dataset(), opened).empty
    ]
    if one_step:
        return one_step[:3]
    wider = filters.without("weapons", "phases", "years", "exclude_possible")
    if not crossing.summary(dataset(), wider).empty:
        return [(N_("Keep the area only"), wider)]
    return [(N_("Start again"), FIRST_QUESTION)]


def nothing_found(filters: Filters, words: Words) -> None:
    """The empty result, in words, with its ways out; where years were chosen of which no place is known, that comes first."""
    nothing = words.t(
        "Nothing is on record for “{sentence}”. That is not proof that nothing happened.", sentence=filters.sentence(words)
    )
    gaps = gaps_chosen(filters, words)
    st.info(" ".join((nothing, *gaps)), icon=":material/search_off:")
    with st.container(horizontal=True):
        for i, (said, question) in enumerate(nearest(filters)):
            st.button(words.t(said), on_click=address.seed, args=(question,), key=f"way_out_{i}", type="primary")
