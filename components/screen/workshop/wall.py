"""The wall: what the room sent to a slide, large, in its place: votes as bars, and the notes that the presenter lets it see."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.screen.shell.fragment import fragment
from components.screen.workshop import board_state
from components.text.words import Words
from components.workshop import answers, notes, room
from components.workshop.database import OutOfReach
from components.workshop.findings import filled
from components.workshop.value import Slide, Storyboard, said
from geo.style import ACCENT, INK, MUTED

_LOOK = """<style>
#slide-wall { position: fixed; inset: 0 0 52px; z-index: 1000; background: #FFFFFF; padding: 1.6vh 2.2vw 0; overflow: hidden;
  display: flex; flex-direction: column; gap: 2vh; font-size: clamp(20px, 2vw, 44px); line-height: 1.25 }
#slide-wall h1 { font-size: 1.5em; line-height: 1.15; margin: 0; padding: 0 }
#slide-wall .votes { display: grid; grid-template-columns: minmax(10%, max-content) 1fr; gap: 0.4em 1em; align-items: center }
#slide-wall .bar { background: var(--accent); height: 1.1em; min-width: 3px; border-radius: 3px }
#slide-wall .bars { display: flex; align-items: center; gap: 0.5em }
#slide-wall .notes { flex: 1; min-height: 0; overflow: hidden; column-fill: auto; column-width: 15em;
  column-gap: 1.2em; margin: 0; padding: 0; list-style: none; font-size: inherit }
#slide-wall li { font-size: inherit; break-inside: avoid; border-left: 5px solid var(--accent); padding: 0.15em 0 0.15em 0.6em;
  margin: 0 0 0.7em;
  overflow-wrap: anywhere }
#slide-wall .rest { margin: 0; text-align: right }
#slide-wall .few { color: var(--muted); font-size: 0.8em }
</style>"""


@fragment
def wall(board: Storyboard, slide: Slide, words: Words) -> None:
    """Drawn over the slide while the room's wall is open."""
    code = room.code_of(board.id, board_state.key())
    is_open = room.wall(code)
    with st.container(key="slide_wall"):
        # Out of sight, for the key N and for what the room sends.
        st.button("again", key="room_again")
        st.button("wall", key=f"slide_wall_{is_open}", on_click=room.show_wall, args=(code, not is_open))
    if not is_open:
        return
    try:
        sent = [note.text for note in notes.shown(code, slide.id)]
        tally = notes.tally(code, slide.id, answers.codes(slide)) if slide.ask else {}
    except OutOfReach:
        sent, tally = [], {}
    st.html(_LOOK + _html(slide, sent, tally, words))


def _html(slide: Slide, sent: list[str], tally: dict[str, int], words: Words) -> str:
    """Whatever people wrote stays text."""
    title = filled(slide.ask, slide, words).splitlines()[:1] if slide.ask else []
    head = f"<h1>{escape(title[0] if title else said(slide.title, words.language))}</h1>"
    nothing = f'<p class="few">{escape(words.t("Nothing from the room yet."))}</p>'
    votes = _votes(slide, tally, words) if any(tally.values()) else ""
    # The latest note first: the oldest was read already.
    listed = "".join(f"<li>{escape(text)}</li>" for text in reversed(sent))
    # The window sees how many have no room.
    older = escape(words.labelled(words.t("Earlier messages, on the phones"), "@"))
    rest = f'<p class="few rest" data-said="{older}" hidden></p>'
    shown = f'<ul class="notes">{listed}</ul>{rest}' if listed else "" if votes else nothing
    colours = f"color:{INK};--accent:{ACCENT};--muted:{MUTED}"
    return f'<div id="slide-wall" style="{colours}">{head}{votes}{shown}</div>'


def _votes(slide: Slide, tally: dict[str, int], words: Words) -> str:
    most, names = max(tally.values()), answers.named(slide, words)
    rows = "".join(
        f'<div>{escape(names[code])}</div><div class="bars"><div class="bar" style="width:{85 * n / most:.1f}%"></div>'
        f"<b>{escape(words.number(n))}</b></div>"
        for code, n in tally.items()
    )
    many = words.n("{n} answer", "{n} answers", sum(tally.values()))
    about = many if slide.choices else words.labelled(answers.asked(slide, words), many)
    return f'<div class="few">{escape(about)}</div><div class="votes">{rows}</div>'
