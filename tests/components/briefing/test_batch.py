"""The command: files with their names, progress aside; one sentence and a code for what there is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from components.briefing import __main__ as command
from components.briefing.batch import Order
from data.command import spread


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-W", "ignore", "-m", "components.briefing", *arguments]
    return subprocess.run(order, check=False, capture_output=True, text=True, timeout=300)


def here(*arguments: str) -> Result:
    """The same in this process, which has read what Python needs."""
    app = typer.Typer()
    app.command()(command.main)
    return CliRunner().invoke(app, spread(arguments, command.SEVERAL))


def test_it_makes_the_files_asked_for(tmp_path: Path) -> None:
    done = run("CPV", "--lang", "fr", "--format", "pdf", "pptx", "--out", str(tmp_path / "new"))
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in (tmp_path / "new").iterdir())
    day = made[0].split("_")[-1].split(".")[0]
    assert made == [f"arms-lens_CPV_fr_shareable_{day}.{form}" for form in ("pdf", "pptx")]
    assert "2 files" in done.stdout
    assert all(len(PdfReader(path).pages) == 2 for path in (tmp_path / "new").glob("*.pdf"))


def test_each_language_has_each_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[Order] = []
    monkeypatch.setattr(command, "make_all", lambda what, make, orders, files, out: ordered.extend(orders))
    done = here("CPV", "--lang", "en", "fr", "--format", "pdf", "pptx", "--out", str(tmp_path / "new"))
    assert done.exit_code == 0, done.output
    made = sorted(order.path.relative_to(tmp_path).as_posix() for order in ordered)
    day = ordered[0].made_on
    assert made == [f"new/arms-lens_CPV_{lang}_shareable_{day}.{form}" for lang in ("en", "fr") for form in ("pdf", "pptx")]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("ATL",), "there is no area 'ATL'"),
        (("MLI", "--lang", "de"), "there is no language 'de'"),
        (("MLI", "--edition", "secret"), "there is no edition 'secret'"),
        (("MLI", "--format", "docx"), "there is no format 'docx'"),
        ((), "name one or more areas"),
        (("MLI", "--out", "/dev/null/x"), "cannot be written"),
    ],
)
def test_what_there_is_not_gets_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    done = here(*arguments)
    assert done.exit_code != 0
    assert said in done.output.replace("\n", " ") and "Traceback" not in done.output


def test_options_may_hold_several_values() -> None:
    given = ["MLI", "--lang", "en", "fr", "--out", "x"]
    assert spread(given, command.SEVERAL) == ["MLI", "--lang", "en", "--lang", "fr", "--out", "x"]
