"""Notes: short, clean, kept over a restart, gone when wiped, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from components.text.words import words
from components.workshop import answers, boards, database, notes
from components.workshop.answers import HOW_WELL
from components.workshop.rate_limit import RateLimit

ROOM = ("abcdef", "mali", "s1")


def test_a_note_waits_until_the_presenter_decides() -> None:
    first, second = notes.add(*ROOM, "First"), notes.add(*ROOM, "Second")
    assert [note.text for note in notes.waiting("abcdef")] == ["First", "Second"] and not notes.shown("abcdef")
    notes.approve("abcdef", first)
    notes.hide("abcdef", second)
    assert [note.text for note in notes.shown("abcdef", "s1")] == ["First"] and not notes.waiting("abcdef")
    notes.approve("others", second)
    assert len(notes.shown("abcdef")) == 1, "one room does not decide for another"
    assert not notes.shown("abcdef", "s2") and not notes.shown("others")
    notes.hide("abcdef", first)
    assert not notes.shown("abcdef")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (" two\n\nlines\t ", "two lines"),
        ("\u202eevil\u0000\u200b", "evil"),
        ("é" * 280, "é" * 280),
        ("e\u0301", "é"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_a_note_is_one_clean_line_of_plain_text(sent: str, kept: str) -> None:
    notes.add(*ROOM, sent)
    assert notes.waiting("abcdef")[0].text == kept


@pytest.mark.parametrize(("sent", "reason"), [("x" * 281, "long"), ("x" * 10_000, "long"), (" \n\u200b\u200d", "empty")])
def test_what_is_no_note_is_refused(sent: str, reason: str) -> None:
    with pytest.raises(notes.BadNote, match=reason):
        notes.add(*ROOM, sent)
    assert not notes.waiting("abcdef")


def test_each_follower_has_one_vote_on_a_slide_and_may_change_it() -> None:
    for follower, answer in (("a", "well"), ("b", "well"), ("c", "hardly"), ("b", "partly")):
        notes.vote(*ROOM, answer, follower, HOW_WELL)
    assert notes.tally("abcdef", "s1", HOW_WELL) == {"well": 1, "partly": 1, "hardly": 1}
    with pytest.raises(notes.BadNote):
        notes.vote(*ROOM, "maybe", "a", HOW_WELL)
    assert notes.tally("abcdef", "s2", HOW_WELL) == {"well": 0, "partly": 0, "hardly": 0}


def test_a_slide_may_offer_answers_of_its_own() -> None:
    slide = replace(boards.shipped("mali").slides[0], choices=({"en": "Stocks", "fr": "Stocks d’État"}, {"en": "{events} away"}))
    assert answers.codes(slide) == ("1", "2") and answers.codes(replace(slide, choices=())) == tuple(HOW_WELL)
    named = answers.named(slide, words("fr"))
    assert named["1"] == "Stocks d’État" and re.fullmatch(r"[\d\s]+ événements away", named["2"])
    notes.vote(*ROOM, "2", "a", answers.codes(slide))
    assert notes.tally("abcdef", "s1", answers.codes(slide)) == {"1": 0, "2": 1}
    with pytest.raises(notes.BadNote):
        notes.vote(*ROOM, "3", "a", answers.codes(slide))


def test_a_full_room_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MOST", 1)
    notes.vote(*ROOM, "well", "a", HOW_WELL)
    notes.vote(*ROOM, "hardly", "a", HOW_WELL)
    with pytest.raises(notes.BadNote, match="full"):
        notes.add(*ROOM, "one too many")


def test_notes_outlive_the_process(own_folder: Path) -> None:
    room = "'abcdef', 'mali', 's1'"
    add = f"from components.workshop import notes; notes.add({room}, 'kept'); notes.vote({room}, 'hardly', 'a', {{'hardly'}})"
    subprocess.run([sys.executable, "-c", add], check=True, cwd=Path(__file__).parents[3])
    assert [note.text for note in notes.waiting("abcdef")] == ["kept"]
    assert notes.tally("abcdef", "s1", HOW_WELL)["hardly"] == 1


def test_wiping_leaves_no_trace_in_the_files(own_folder: Path) -> None:
    notes.add(*ROOM, "unforgettable")
    notes.add("others", "chad", "s1", "stays")
    assert any(b"unforgettable" in file.read_bytes() for file in own_folder.iterdir())
    assert notes.wipe("abcdef") == 1
    assert not any(b"unforgettable" in file.read_bytes() for file in own_folder.iterdir())
    assert len(notes.waiting("others")) == 1
    assert notes.wipe() == 1 and not notes.waiting("others")


def test_the_file_to_take_away_runs_no_formula() -> None:
    texts = ['=HYPERLINK("http://evil.example";"x")', "+1", "-1", "@SUM(A1)", 'quoted ", and\nbroken', "«Où ?»"]
    for text in texts:
        notes.add(*ROOM, text)
    notes.vote(*ROOM, "well", "a", HOW_WELL)
    file = notes.as_csv("abcdef", {("s1", "well"): "=Well", ("s2", "well"): "of another slide"})
    read = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert [row["text"] for row in read] == [*("'" + text for text in texts[:4]), 'quoted ", and broken', "«Où ?»", "'=Well"]
    assert [row["kind"] for row in read] == ["note"] * 6 + ["vote"]
    assert list(read[0]) == ["at", "board", "slide", "kind", "text", "state"], "nobody can be told from the file"


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "file" / "notes"))
    with pytest.raises(database.OutOfReach, match="file"):
        notes.add(*ROOM, "x")


def test_an_allowance_comes_back_with_time() -> None:
    now = [0.0]
    allowance = RateLimit(2, 60, lambda: now[0])
    assert [allowance.take("a"), allowance.take("a"), allowance.take("b")] == [0, 0, 0]
    now[0] = 20
    assert allowance.take("a") == 40
    now[0] = 60
    assert allowance.take("a") == 0
