"""The command and the press: files with their names; one sentence and a code for what there is not."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from components.command import SEVERAL, Made, make_all
from components.takeaway import __main__ as command
from components.takeaway import printing
from components.takeaway.audience_feedback import sent
from components.workshop import answers, boards, notes, room
from components.workshop.value import Storyboard
from data.command import spread
from tests.components.takeaway.samples import DAY


def run(*arguments: str) -> Result:
    app = command.typer.Typer()
    app.command()(command.main)
    return CliRunner().invoke(app, spread(arguments, SEVERAL))


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as people call it: it starts processes of its own, which a test of another command would confuse."""
    order = [sys.executable, "-W", "ignore", "-m", "components.takeaway", *arguments]
    return subprocess.run(order, check=False, capture_output=True, text=True, timeout=300)


def short() -> Storyboard:
    """A storyboard of two slides, one of them a question."""
    found = boards.shipped("reading")
    return Storyboard("short", {"en": "Short"}, (found.slides[0], found.slides[5]))


def test_it_makes_the_files_asked_for(tmp_path: Path) -> None:
    """Of a broken file as well: it is named, and its good slides are kept."""
    whole, broken = tmp_path / "own.json", tmp_path / "broken.json"
    whole.write_bytes(boards.dump(short()))
    raw = json.loads(whole.read_bytes()) | {"id": "broken"}
    raw["slides"][1]["view"] = "hologram"
    broken.write_text(json.dumps(raw))
    order = ("--lang", "fr", "en", "--format", "pdf", "pptx", "zip", "--out", str(tmp_path / "new"))
    done = make(str(whole), str(broken), *order)
    assert done.returncode == 0 and "hologram" in done.stderr, done.stderr
    made = {path.name.rsplit("_", 1)[0] + path.suffix: path for path in (tmp_path / "new").iterdir()}
    names = [f"arms-lens_workshop-{name}" for name in ("short", "broken")]
    each = {f"{name}_{one}_shareable.{form}" for name in names for one in ("fr", "en") for form in ("pdf", "pptx")}
    assert set(made) == {*each, *(f"{name}_fr-en_shareable.zip" for name in names)}
    assert len(PdfReader(made["arms-lens_workshop-broken_fr_shareable.pdf"]).pages) == 3
    assert len(PdfReader(made["arms-lens_workshop-short_fr_shareable.pdf"]).pages) == 4
    with zipfile.ZipFile(made["arms-lens_workshop-short_fr-en_shareable.zip"]) as bundle:
        assert {"index.html", "en.html"} <= set(bundle.namelist())


def test_one_file_is_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    made = [Made(tmp_path / f"{name}.pdf", 1000, 1.0) for name in "ab"]
    for count in (1, 2):
        monkeypatch.setattr("components.command._made_of", lambda make, orders, count=count: iter([made[:count]]))
        make_all("briefings", lambda order: (), [0], count, tmp_path)
        assert ("1 file in " if count == 1 else "2 files in ") in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("nowhere",), "there is no storyboard 'nowhere'"),
        (("nowhere.json",), "cannot be read"),
        (("mali", "--lang", "de"), "there is no language 'de'"),
        (("mali", "--edition", "secret"), "there is no edition 'secret'"),
        (("mali", "--format", "docx"), "there is no format 'docx'"),
        ((), "name one or more storyboards"),
        (("mali", "--out", "/dev/null/x"), "cannot be written"),
    ],
)
def test_what_there_is_not_gets_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.output.replace("\n", " ") and "Traceback" not in done.output


def test_what_is_no_storyboard_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text("{")
    assert run(str(tmp_path / "own.json")).exit_code == 2


def test_a_room_that_there_never_was_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    refused = run("mali", "--room", "ZZZZ", "--out", str(tmp_path / "new"))
    assert refused.exit_code == 2 and "zzzz" in refused.output and "address that phones open" in refused.output
    assert not (tmp_path / "new").exists()


def test_the_press_makes_the_same_file_elsewhere() -> None:
    asked = ("zip", short(), ("es",), "shareable", False, DAY)
    here = printing.rendered("zip", boards.dump(short()), ("es",), "shareable", False, DAY, command.NOTHING)
    assert printing.printed(*asked) == here  # type: ignore[arg-type]


def test_the_room_s_notes_are_read_once() -> None:
    board = short()
    code = room.code_of(board.id, "a test of what is taken away")
    notes.wipe(code)
    first = notes.add(code, board.id, board.slides[0].id, "one", "a")
    notes.add(code, board.id, board.slides[0].id, "two", "b")
    notes.approve(code, first)
    notes.vote(code, board.id, board.slides[0].id, "2", "a", answers.codes(board.slides[0]))
    found = sent(code, board)
    assert [(text, state) for _, text, state in found.notes] == [("one", "shown"), ("two", "waiting")]
    assert found.votes == ((board.slides[0].id, (("1", 0), ("2", 1), ("3", 0), ("4", 0))),)
    notes.wipe(code)
    assert sent(code, board) == command.NOTHING
