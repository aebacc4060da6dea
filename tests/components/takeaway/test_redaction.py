"""What the shareable edition withholds stands in none of its files, in no language, whatever the storyboard and the room say."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from typing import get_args

import pytest
from PIL import Image

from components.briefing.paper import maps
from components.briefing.value import Edition
from components.takeaway.audience_feedback import Sent
from components.takeaway.bundle import bundle
from components.takeaway.compose import takeaway
from components.takeaway.pdf import pdf
from components.takeaway.redaction import Redaction
from components.takeaway.slides import slides
from components.takeaway.value import Page
from components.text import redacted_names
from components.text.words import LANGUAGES, words
from components.workshop import boards, notes
from components.workshop.value import Storyboard
from data.query.filters import Filters
from tests.components.file_words import words_of_bundle, words_of_pdf, words_of_slides
from tests.components.publishers import publishers
from tests.components.takeaway.samples import DAY, SENT, made, of_questions, written
from tests.sweep import sweep


def scope(board: Storyboard) -> Filters:
    return Filters(areas=tuple(sorted({area for slide in board.slides for area in slide.filters.areas})))


def told(text: str, filters: Filters) -> list[str]:
    """Withheld names in a text: parties and towns of all records, and supplier States with their adjectives."""
    text = publishers().sub("", text)
    # A bundle lists its languages by name.
    text = re.sub(rf"\b({'|'.join(LANGUAGES.values())})\b", "", text)
    return redacted_names.found_in(text, filters)


def blank(*_: object, **__: object) -> bytes:
    """A map that nobody drew: what stands in a picture is not among the words of a file."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    return file.getvalue()


@sweep(few=3, name=boards.SHIPPED, language=LANGUAGES)
def test_no_withheld_word_is_in_what_is_shared(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "picture", blank)
    board = boards.shipped(name)
    found = takeaway(board, language, "shareable", False, DAY, SENT)
    for said in (words_of_bundle(bundle([found])), words_of_pdf(pdf(found)), words_of_slides(slides(found))):
        assert len(said) > 4000
        assert not told(said, scope(board))


def both(name: str, language: str) -> tuple[Page, Page]:
    """The texts of a slide of Mali's storyboard, in the internal and in the shareable edition, without its view."""
    board = boards.shipped("mali")
    slide = next(slide for slide in board.slides if slide.id == name)
    alone = replace(board, slides=(replace(slide, view="question"),))
    inside, shared = (takeaway(alone, language, edition, False, DAY).pages[0] for edition in get_args(Edition))
    return inside, shared


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_arms_came_from_abroad_is_not_shared(language: str) -> None:
    inside, shared = both("from-the-north", language)
    assert re.search(r"S[ae]bha", inside.finding) and not shared.finding and shared.left_out
    inside, shared = both("question", language)
    assert re.search("[Ll]ib[iy]", inside.ask) and not re.search("[Ll]ib[iy]", shared.ask) and shared.ask and shared.left_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_near_borders_is_shared(language: str) -> None:
    """The name of an area across borders holds that of a place; that neither names a town."""
    inside, shared = both("liptako", language)
    assert shared.finding == inside.finding and "Gourma" in shared.finding and not shared.left_out


@pytest.mark.parametrize(
    "text, names",
    [
        ("From Murzuq and Sabha to Kidal", ["Murzuq", "Sabha"]),
        ("The Liptako-Gourma, Lake Chad, Gao and Mopti", []),
        ("Events near the borders and between groups", []),
        ("Des stocks libyens, de los arsenales libios", ["libyens", "libios"]),
        ("Intercepted in Niger on the way to Mali", []),
        ("Supply routes of the RSF", ["RSF"]),
    ],
)
def test_the_gate_knows_names_of_whatever_area(text: str, names: list[str]) -> None:
    assert redacted_names.found_in(text, Filters(areas=("MLI",))) == names


def test_the_same_look_finds_them_in_the_internal_edition() -> None:
    for said in (words_of_pdf(written("pdf")), words_of_slides(written("pptx")), words_of_bundle(written("zip"))):
        assert {"JNIM", "Bandiagara", "Libya"} <= set(told(said, Filters(areas=("MLI",))))


@pytest.mark.parametrize("shared", ["fr", pytest.param("en", marks=pytest.mark.exhaustive)])
def test_what_is_said_aloud_and_the_storyboard_stay_inside(shared: str) -> None:
    board = boards.shipped("mali")
    cases: tuple[tuple[str, Edition], ...] = (("en", "internal"), (shared, "shareable"))
    for language, edition in cases:
        inside = edition == "internal"
        found = made("mali", language, edition)
        body = written("zip", "mali", language, edition)
        spoken = words(language).t("Speaker notes")
        assert any(page.spoken for page in found.pages) == inside
        for said in (words_of_pdf(written("pdf", "mali", language, edition)), words_of_bundle(body)):
            assert (spoken in said) == inside
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            assert ("mali.json" in file.namelist()) == inside
            if inside:
                assert boards.load(file.read("mali.json")).board == board


def test_only_notes_that_the_room_was_shown_are_shared() -> None:
    own, public = (takeaway(of_questions(), "en", edition, False, DAY, SENT) for edition in get_args(Edition))
    assert (own.edition, public.edition) == ("internal", "shareable")
    inside, shared = (
        "\n".join(note for one in found.feedback for _, group in one.notes for note in group) for found in (own, public)
    )
    assert all((text in inside) == (state != notes.WAITING) for _, text, state in SENT.notes)
    assert "HYPERLINK" in shared and "customs" not in shared and "xxx" not in shared
    assert "JNIM" not in shared, "shown in the room, but not to be shared"
    assert public.unheard == ("2 messages are not shown here. 1 message that the presenter has not decided on is left out.")
    assert "internal" not in own.unheard and "1 message" in own.unheard


def test_undecided_notes_are_printed_in_the_internal_edition_where_they_are_asked_for() -> None:
    for edition, printed in (("internal", True), ("shareable", False)):
        found = takeaway(of_questions(), "en", edition, False, DAY, replace(SENT, undecided=True))  # type: ignore[arg-type]
        kept = [note for one in found.feedback for _, group in one.notes for note in group]
        assert ("Ask the customs first." in kept) == printed and "not decided on" not in found.unheard


def board_with(**fields: object) -> Storyboard:
    raw = json.loads(boards.dump(boards.shipped("mali")))
    slide = {"id": "own", "title": {"en": "Own"}, "finding": {"en": "Fine."}, "view": "years", "filters": "area=MLI"}
    raw["slides"] = [slide | fields]
    read = boards.load(json.dumps(raw).encode())
    assert read.board and not read.problems
    return read.board


def test_one_sentence_goes_and_the_others_stay() -> None:
    finding = {
        "en": "Events rose. JNIM is recorded there. Ask why.",
        "fr": "Les événements augmentent. Le JNIM est recensé. Demandez pourquoi.",
    }
    for language, kept in (("en", "Events rose. Ask why."), ("fr", "Les événements augmentent. Demandez pourquoi.")):
        page = takeaway(board_with(finding=finding), language, "shareable", False, DAY).pages[0]
        assert page.finding == kept and page.left_out
        assert all("JNIM" not in picture.alt for picture in page.pictures)


def test_a_name_that_only_one_language_shows_is_withheld_in_all() -> None:
    finding = {"en": "Seized in Kousséri.", "es": "Incautado en Kusseri."}
    page = takeaway(board_with(finding=finding, filters="area=TCD"), "es", "shareable", False, DAY).pages[0]
    assert not page.finding and page.left_out


@pytest.mark.parametrize("title", ["Arms from Russia", "Armes de la Fédération de Russie", "JNIM", "Bandiagara’s market"])
def test_titles_are_withheld_too(title: str) -> None:
    found = takeaway(board_with(title={"en": title}), "en", "shareable", False, DAY)
    assert found.pages[0].title == "Slide 1" and found.pages[0].left_out


def test_a_question_that_names_a_party_is_not_said() -> None:
    page = takeaway(board_with(filters="area=MLI&actor=JNIM"), "en", "shareable", False, DAY).pages[0]
    assert not page.question and page.left_out and not any("JNIM" in picture.alt for picture in page.pictures)


@pytest.mark.parametrize(
    "view, filters, layers, pictures",
    [
        ("map", "area=MLI", ["incidents", "flows"], 1),
        ("map", "area=MLI", ["flows", "transfers"], 0),
        ("map", "area=MLI", ["routes"], 0),
        ("matrix", "area=MLI", [], 1),
    ],
)
def test_a_view_that_cannot_be_shown_is_a_sentence(view: str, filters: str, layers: list[str], pictures: int) -> None:
    board = board_with(view=view, filters=filters, layers=layers)
    shared = takeaway(board, "en", "shareable", False, DAY).pages[0]
    assert len(shared.pictures) == pictures
    assert bool(shared.left_out) == bool(layers)
    assert len(takeaway(board, "en", "internal", False, DAY).pages[0].pictures) == 1


def test_a_document_is_cited_by_publisher_and_year() -> None:
    shared, inside = (Redaction(edition, ("MLI",)) for edition in ("shareable", "internal"))
    source = "Libyan weapons aid Tuareg rebellion in Mali (Los Angeles Times (G. Johnson), 2012)"
    assert shared.cited(source) == "Los Angeles Times (G. Johnson), 2012"
    assert inside.cited(source) == source
    assert shared.cited("S/RES/1556; S/RES/1591") == "S/RES/1556; S/RES/1591"
    assert shared.cited("Somebody said so in Bandiagara") == ""
    assert shared.cited("Market day (Wording of Bandiagara, 2020)") == ""


def test_the_room_s_answers_are_shared() -> None:
    found = takeaway(of_questions(), "en", "shareable", False, DAY, Sent((), SENT.votes))
    own = (
        ("Answer 1", "3"),
        ("From Mali’s own stocks", "12"),
        ("From traffickers in the region", "0"),
        ("I do not know", "1"),
    )
    assert [one.answers for one in found.feedback] == [own, (("Well", "3"), ("Partly", "12"), ("Hardly", "20"))]
    assert not found.unheard


def test_an_answer_that_names_a_party_or_a_state_is_given_by_its_number() -> None:
    choices = [{"en": "From Libya", "fr": "De Libye"}, {"en": "From stocks at home"}]
    board = board_with(view="question", ask={"en": "From where?"}, choices=choices)
    sent = Sent((), (("own", (("1", 4), ("2", 7))),))
    first_by: dict[Edition, str] = {"internal": "From Libya", "shareable": "Answer 1"}
    for edition, first in first_by.items():
        (one,) = takeaway(board, "en", edition, False, DAY, sent).feedback
        assert one.counted(words("en")) == f"The room’s answers: {first}: 4 · From stocks at home: 7"
    inside, shared = (takeaway(board, "en", edition, False, DAY).pages[0] for edition in first_by)
    assert inside.ask == "From where?\nFrom Libya · From stocks at home" and shared.ask == "From where?" and shared.left_out
