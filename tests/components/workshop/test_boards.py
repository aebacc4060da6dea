"""Storyboards as files: what is written is read back; what is broken is named with slide, field and fix."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from components.text.words import LANGUAGES, words
from components.workshop import boards
from components.workshop.value import Slide, Storyboard
from data.query.filters import Filters

GOOD: dict[str, Any] = {
    "id": "one", "title": {"en": "One"}, "finding": {"en": "{events} in Mali."}, "view": "map",
    "filters": "area=MLI&year=2012-2022", "layers": ["incidents", "routes"], "camera": [-4, 17, 4.5], "seconds": 90,
}  # fmt: skip


def file(*slides: dict[str, Any], **top: Any) -> bytes:
    found = {"format": boards.FORMAT, "version": 1, "id": "b", "title": {"en": "B"}, "slides": slides or [GOOD]}
    return json.dumps(found | top).encode()


def test_a_file_gives_back_the_same_storyboard() -> None:
    read = boards.load(file())
    assert read.board is not None and not read.problems
    slide = read.board.slides[0]
    assert slide.filters == Filters(areas=("MLI",), years=(2012, 2022), exclude_possible=True) and slide.camera == (
        -4.0,
        17.0,
        4.5,
    )
    assert boards.load(boards.dump(read.board)) == read
    assert boards.load(b"\xef\xbb\xbf" + file()) == read


@pytest.mark.parametrize(
    "change",
    [
        {"view": "matrix", "shown": {"subject": "illicit"}},
        {"view": "timeline", "shown": {"bars": "month"}},
        {"shown": {"look": "world"}},
        {"layers": ["incidents-by-month"], "shown": {"at": "2014-05"}},
        {"ask": {"en": "Which?"}, "choices": [{"en": "This"}, {"en": "That", "fr": "Cela"}]},
    ],
)
def test_how_a_view_is_shown_and_what_the_room_may_answer_stand_in_the_file(change: dict[str, Any]) -> None:
    read = boards.load(file(GOOD | change))
    assert read.board is not None and not read.problems
    again = json.loads(boards.dump(read.board))["slides"][0]
    assert {name: again[name] for name in change} == change
    assert boards.load(boards.dump(read.board)) == read


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"view": "pie"}, "view"),
        ({"layers": ["incidents", "rivers"]}, "layers"),
        ({"layers": "incidents"}, "layers"),
        ({"filters": "area=XYZ"}, "filters"),
        ({"filters": "colour=red"}, "filters"),
        ({"filters": 5}, "filters"),
        ({"camera": [200, 0, 3]}, "camera"),
        ({"camera": [1, 2]}, "camera"),
        ({"camera": [True, 0, 3]}, "camera"),
        ({"seconds": -1}, "seconds"),
        ({"seconds": "long"}, "seconds"),
        ({"title": {}}, "title"),
        ({"title": "One"}, "title"),
        ({"title": {"de": "Eins"}}, "title"),
        ({"finding": {"en": "x" * 501}}, "finding.en"),
        ({"finding": {"fr": "{evnts} au Mali"}}, "finding.fr"),
        ({"finding": {"en": "{quantity:F999}"}}, "finding.en"),
        ({"view": "compare"}, "compare"),
        ({"layers": ["areas-events", "routes"]}, "layers"),
        ({"layers": ["incidents", "incidents-by-year"]}, "layers"),
        ({"shown": {"subject": "flows"}}, "shown"),
        ({"shown": "flows"}, "shown"),
        ({"shown": {"look": "moon"}}, "shown.look"),
        ({"shown": {"at": "2014"}}, "shown.at"),
        ({"layers": ["incidents-by-month"], "shown": {"at": "2014"}}, "shown.at"),
        ({"layers": ["incidents-by-year"], "shown": {"at": 2014}}, "shown.at"),
        ({"view": "matrix", "shown": {"subject": "horses"}}, "shown.subject"),
        ({"view": "years", "shown": {"bars": "month"}}, "shown"),
        ({"choices": [{"en": "Yes"}]}, "choices"),
        ({"choices": "Yes"}, "choices"),
        ({"choices": [{"en": str(i)} for i in range(9)]}, "choices"),
        ({"choices": [{"en": "Yes"}, {"en": " "}]}, "choices.2"),
        ({"choices": [{"en": "Yes"}, "No"]}, "choices.2"),
        ({"choices": [{"en": "Yes"}, {"fr": "x" * 61}]}, "choices.2.fr"),
        ({"view": "briefing"}, "section"),
        ({"sources": ["x" * 301]}, "sources"),
        ({"id": "a b"}, "id"),
        ({"script": "x"}, "script"),
    ],
)
def test_a_broken_slide_is_named_and_the_good_one_kept(change: dict[str, Any], field: str) -> None:
    read = boards.load(file(GOOD, {**GOOD, "id": "two"} | change))
    assert read.board is not None and [slide.id for slide in read.board.slides] == ["one"]
    assert {problem.field for problem in read.problems} == {field}
    assert all(problem.slide.startswith("2") for problem in read.problems)
    for language in LANGUAGES:
        text = boards.said(read.problems, words(language))
        assert field in text and set(re.findall(r"\{\w+\}", text)) <= {"{evnts}"}


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", ""),
        (b"{", ""),
        (b"\xff\xfe", ""),
        (b"[" * 200_000, ""),
        (b"x" * (boards.MOST_BYTES + 1), ""),
        (b"[]", ""),
        (b"{}", "format"),
        (file(version="2"), "version"),
        (file(version=0), "version"),
        (file(version=True), "version"),
        (file(version=None), "version"),
        (file(slides=[]), "slides"),
        (file(slides=[GOOD] * 61), "slides"),
        (file(slides=None), "slides"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content: bytes, field: str) -> None:
    read = boards.load(content)
    assert read.board is None and len(read.problems) == 1
    assert read.problems[0].field == field
    assert boards.said(read.problems, words("en"))
    python = ("None", "True", "codec", "Expecting", "recursion", "NoneType", "['", "{'")
    for language in LANGUAGES:
        said = boards.said(read.problems, words(language))
        assert not any(word in said for word in python), "what stands there is told as the file spells it"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"format": "arms-lens-storyboard",\n "version": 1,, }', "line 2, character 15"),
        (b'{"format": "arms-lens-storyboard", "version": true}', "found \u201ctrue\u201d"),
        (b'{"id": "x"}', "Field \u201cformat\u201d: nothing stands there."),
        (b"caf\xe9", "found \u201c\\xe9\u201d. The text of a storyboard is UTF-8"),
    ],
)
def test_it_says_where_what_and_the_fix(content: bytes, said: str) -> None:
    assert said in boards.said(boards.load(content).problems, words("en"))


def test_of_a_newer_file_the_slides_that_are_understood_are_kept_and_the_others_named() -> None:
    read = boards.load(file(GOOD, {**GOOD, "id": "two", "sound": "x"}, version=7))
    assert read.board is not None and [slide.id for slide in read.board.slides] == ["one"]
    version, sound = read.problems
    assert (version.field, version.given, sound.slide, sound.field) == ("version", "7", "2 (two)", "sound")
    assert "reads version 1" in boards.said(read.problems, words("en"))


def test_things_that_are_no_slides_are_named() -> None:
    read = boards.load(file(slides=[GOOD, None, 3]))
    assert read.board is not None and [problem.slide for problem in read.problems] == ["2", "3"]
    assert boards.said(read.problems, words("en")).startswith("2 parts of the file")


def test_slides_move_are_added_and_go() -> None:
    one, two = (Slide(name, {"en": name}, {}, "map", Filters(), {}) for name in ("one", "two"))
    board = Storyboard("b", {"en": "B"}, (one, two))
    assert boards.moved(board, 0, 1).slides == (two, one) == boards.moved(board, 1, -1).slides
    assert boards.moved(board, 0, -1) == board == boards.moved(board, 1, 5)
    more = boards.added(boards.added(board, one, 1), one)
    assert [slide.id for slide in more.slides] == ["one", "one-2", "two", "one-3"]
    assert boards.without_slide(more, 1).slides == (one, two, more.slides[3])


HELD_BY_NO_FILE = ["\x00", "\x1b", "\x9f", "\ud800", "\udfff", "\u202e", "\u2066", "\uffff"]


@pytest.mark.parametrize("sign", HELD_BY_NO_FILE, ids=[f"U+{ord(sign):04X}" for sign in HELD_BY_NO_FILE])
@pytest.mark.parametrize("where", ["title", "finding", "ask", "notes", "choices", "sources", "id", "filters", "unknown"])
def test_a_character_that_no_file_can_hold_is_named_and_nowhere_after(sign: str, where: str) -> None:
    text = f"A {sign}B"
    said: Any = {"choices": [{"en": text}, {"en": "C"}], "sources": [text], "id": text, "filters": f"area={text}"}.get(
        where, {"en": text}
    )
    broken = GOOD | {"id": "two", "ask": {"en": "?"}, where if where != "unknown" else text: said}
    read = boards.load(file(GOOD, broken))
    assert read.board is not None and [slide.id for slide in read.board.slides] == ["one"]
    told = boards.said(read.problems, words("en"))
    assert sign not in told and told.encode()
    assert where in ("id", "filters", "unknown") or f"U+{ord(sign):04X}" in told
    assert sign not in boards.dump(read.board).decode()


def test_the_name_of_a_storyboard_is_cleaned_and_said_so() -> None:
    read = boards.load(file(title={"en": "B\x00C\u202e"}))
    assert read.board is not None and read.board.title == {"en": "BC"}
    assert "U+0000" in boards.said(read.problems, words("en"))


def test_emoji_and_all_scripts_are_welcome() -> None:
    title = {"en": "👨‍👩‍👧 标题 العربية\nline\ttab"}
    read = boards.load(file(GOOD | {"title": title}))
    assert not read.problems and read.board is not None and read.board.slides[0].title == title


@pytest.mark.parametrize("broken", [{}, {"seconds": -1}], ids=["whole", "broken"])
def test_two_slides_of_one_id_are_refused_with_their_numbers(broken: dict[str, Any]) -> None:
    read = boards.load(file(GOOD, {**GOOD, "id": "two"}, GOOD | broken))
    assert read.board is None and len(read.problems) == 1
    for language in LANGUAGES:
        said = boards.said(read.problems, words(language))
        assert "1, 3" in said and GOOD["id"] in said
