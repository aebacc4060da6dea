"""The presenter's panel: decides on notes, which stand there as plain text, and wipes them."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from components.workshop import notes, room
from components.workshop.answers import HOW_WELL
from tests.components.workshop.rooms import board


def _script() -> None:
    from components.screen.workshop.notes_panel import notes_panel
    from components.text.words import words
    from tests.components.workshop.rooms import board

    notes_panel(board("panel"), words("en"), "a-key")


def test_the_presenter_shows_hides_and_wipes() -> None:
    code = room.show(board("panel"), "s1", "a-key")
    text = "<script>alert(1)</script> **bold** $x$ :red[x]"
    first, second = notes.add(code, "panel", "s1", text), notes.add(code, "panel", "s1", "second")
    notes.vote(code, "panel", "s1", "well", "a", HOW_WELL)
    at = AppTest.from_function(_script).run()
    assert not at.exception
    assert [found.value for found in at.text] == ["How well the room can answer: Well: 1 · Partly: 0 · Hardly: 0", text, "second"]
    at.button(key=f"note_show_{code}_{first}").click().run()
    at.button(key=f"note_hide_{code}_{second}").click().run()
    assert [note.text for note in notes.shown(code)] == [text] and not notes.waiting(code)
    at.button(key=f"notes_wall_{code}_False").click().run()
    assert room.wall(code) and at.button(key=f"notes_wall_{code}_True").label == "Back to the slide"
    at.button(key=f"notes_wall_{code}_True").click().run()
    assert not room.wall(code)
    at.button(key=f"notes_wipe_{code}").click().run()
    assert not at.exception and not notes.shown(code) and sum(notes.tally(code, "s1", HOW_WELL).values()) == 0
