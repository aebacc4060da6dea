"""What the commands of this house share: options that take several values, progress, and a place for complaints."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Sequence

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

#: What an option stands for that needs no value.
ALL = "all"
complaints = Console(stderr=True, soft_wrap=True, highlight=False)


def visible(text: object) -> str:
    """Text of others as it may be printed: signs that command a terminal, or turn or hide what follows, are written out."""
    unseen = ("Cc", "Cf", "Co", "Cs")
    return "".join(ascii(sign)[1:-1] if unicodedata.category(sign) in unseen else sign for sign in str(text))


def progress(wide: int) -> Progress:
    """A bar that leaves no trace; what is done stands before it, `wide` letters of it."""
    columns = (TextColumn(f"{{task.description:<{wide}}}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=complaints, transient=True)


def run(main: Callable[..., None], name: str, several: Sequence[str], alone: Sequence[str] = ()) -> None:
    """Run a command with the arguments it was given. Options in `several` may be followed by several values, those in `alone`
    also by none.
    """
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(main)
    app(spread(sys.argv[1:], several, alone), prog_name=f"python -m {name}")


def spread(arguments: Sequence[str], several: Sequence[str], alone: Sequence[str] = ()) -> list[str]:
    """`--lang en fr` as the parser wants it: `--lang en --lang fr`; `--refresh` without a value as `--refresh all`."""
    out: list[str] = []
    option = ""
    for argument, after in zip(arguments, [*arguments, "-"][1:], strict=True):
        if argument.startswith("-"):
            option = argument if argument in several else ""
        elif option and out[-1] != option:
            out.append(option)
        out.append(argument)
        if argument in alone and after.startswith("-"):
            out.append(ALL)
    return out
