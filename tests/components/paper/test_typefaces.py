"""Whatever a room types stands on paper, or is named and counted there."""

import logging
from dataclasses import replace

import numpy as np
import pytest
import typst
from matplotlib.figure import Figure

from components.briefing.paper import pdf as briefing_pdf
from components.briefing.value import Facts, Statement
from components.paper import sheet, typefaces
from components.takeaway.pdf import pdf
from components.takeaway.value import Feedback
from tests.components.briefing.samples import sample
from tests.components.pdf_text import text_of
from tests.components.takeaway.samples import made

SCRIPTS = {
    "Chinese": "我们的社区需要安全",
    "Japanese": "地域の安全が必要です",
    "Korean": "우리는 안전이 필요합니다",
    "Arabic": "نحتاج إلى الأمن",
    "Hebrew": "שלום",
    "Amharic": "ሰላም",
    "Hindi": "शांति",
    "Tifinagh": "ⵜⴰⵏⵎⵎⵉⵔⵜ",
    "Nko": "ߊߋ",
    "Bambara": "Ɓɛɛ ka kɛnɛ ŋ",
    "emoji": "😀🕊️👨‍👩‍👧👍🏽🇲🇱",
}


def test_every_script_that_a_room_is_likely_to_type_can_be_drawn() -> None:
    for name, text in SCRIPTS.items():
        assert typefaces.legible(text) == (text, 0), name


def test_what_cannot_be_drawn_is_named_and_counted() -> None:
    assert typefaces.legible("a \U0001e900\U0001e901 b \U0001fadc") == ("a [ADLAM × 2] b [U+1FADC]", 3)


def test_all_typefaces_are_known_to_typst() -> None:
    known = "".join(f'"{name}", ' for name in typefaces.families())
    body = f"#set text(font: ({known}))\n{' '.join(SCRIPTS.values())}"
    _, warnings = typst.compile_with_warnings(body.encode(), font_paths=typefaces.fonts())
    assert not warnings


def test_a_storyboard_with_notes_of_all_scripts_is_accessible_and_whole() -> None:
    texts = (*SCRIPTS.values(), "\U0001e900\U0001e901")
    found = replace(made(), feedback=(Feedback("标题", (("Shown to the room", texts),), "", ()),))
    said = text_of(pdf(found))
    for script in ("我们的社区需要安全", "地域の安全が必要です", "우리는", "ሰላም", "😀"):
        assert script in said, script
    assert "[ADLAM × 2]" in said and "2 characters that no typeface here can draw are named in brackets." in said
    assert "\N{REPLACEMENT CHARACTER}" not in said


def test_a_briefing_with_names_of_all_scripts_is_whole() -> None:
    found = sample()
    named = Facts(tuple(Statement(text) for text in SCRIPTS.values()))
    sections = tuple(replace(one, blocks=(named,)) if one.name == "new" else one for one in found.sections)
    said = text_of(briefing_pdf.pdf(replace(found, sections=sections)))
    for script in ("我们的社区需要安全", "地域の安全が必要です", "우리는", "ሰላም", "😀"):
        assert script in said, script
    assert "\N{REPLACEMENT CHARACTER}" not in said


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_pictures_draw_every_script_and_complain_of_none(
    weight: str, caplog: pytest.LogCaptureFixture, recwarn: pytest.WarningsRecorder
) -> None:
    """No sign is the box of a missing one: two signs of a script would then look alike."""
    with sheet.drawing, caplog.at_level(logging.WARNING, "matplotlib"):
        for name, two in {"Chinese": "我区", "Korean": "우리", "Arabic": "نا", "Amharic": "ሰላ", "emoji": "😀🕊"}.items():
            assert not np.array_equal(_drawn(two[0], weight), _drawn(two[1], weight)), name
    assert not caplog.records and not [w for w in recwarn if "Glyph" in str(w.message)]


def _drawn(text: str, weight: str) -> np.ndarray:
    figure = Figure(figsize=(1, 1), dpi=100)
    figure.text(0.2, 0.2, text, fontsize=30, fontweight=weight, family=sheet.fonts())
    canvas = sheet.FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())
