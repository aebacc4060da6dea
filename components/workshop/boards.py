"""Storyboards as files: JSON of a versioned schema. What is broken is named; the slides that are whole are kept."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from components.current import dataset
from components.text.words import N_, Words
from components.workshop.fields import Fields, Problem, is_id, spelled
from components.workshop.value import Slide, Storyboard
from data.analysis.comparison import other_side

FORMAT, VERSION = "arms-lens-storyboard", 1
MOST_BYTES, MOST_SLIDES = 500_000, 60
_FOLDER = Path(__file__).parent / "boards"
#: The storyboards that ship, in the order in which they are offered.
SHIPPED = ("reading", "chad", "colombia", "mali", "west-africa")


@dataclass(frozen=True)
class Read:
    """What a file holds: its storyboard, None when nothing of it can be used, and what was left out."""

    board: Storyboard | None
    problems: tuple[Problem, ...] = field(default=())


def said(problems: tuple[Problem, ...], words: Words) -> str:
    """What is wrong with a file: how much, the first example with its place, and the fix."""
    first = problems[0]
    fix = words.t(first.fix, **first.values)
    where = _where(first, words)
    example = words.t("{where}: found “{given}”. {fix}", where=where, given=first.given, fix=fix)
    if not first.given:
        example = words.t("{where}: nothing stands there. {fix}", where=where, fix=fix)
    if len(problems) == 1:
        return example
    many = words.n("{n} part of the file cannot be used.", "{n} parts of the file cannot be used.", len(problems))
    return f"{many} {words.labelled(words.t('The first'), example)}"


def _where(problem: Problem, words: Words) -> str:
    if problem.slide and problem.field:
        return words.t("Slide {slide}, field “{field}”", slide=problem.slide, field=problem.field)
    if problem.slide:
        return words.t("Slide {slide}", slide=problem.slide)
    return words.t("Field “{field}”", field=problem.field) if problem.field else words.t("The file")


@cache
def shipped(name: str) -> Storyboard:
    """A storyboard of this app."""
    found = load((_FOLDER / f"{name}.json").read_bytes())
    if found.board is None or found.problems:
        raise ValueError(f"boards/{name}.json: {found.problems}")
    return found.board


def load(content: bytes) -> Read:
    """The storyboard a file holds."""
    if len(content) > MOST_BYTES:
        return _unusable("", f"{len(content)}", N_("Use a file of at most {most} bytes."), most=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        given = "".join(f"\\x{byte:02x}" for byte in content[error.start : error.start + 4])
        return _unusable("", given, N_("The text of a storyboard is UTF-8: save the file so."))
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        given = text[max(error.pos - 20, 0) : error.pos + 20].strip()
        fix = N_(
            "This is not JSON from line {line}, character {column} on: correct it there, or take a file that was downloaded here."
        )
        return _unusable("", given, fix, line=error.lineno, column=error.colno)
    except (ValueError, RecursionError):
        # Numbers of thousands of digits, lists in lists without end.
        return _unusable("", text[:40], N_("Use a JSON file that was downloaded here."))
    if not isinstance(found, dict):
        return _unusable("", text.strip()[:40], N_("A storyboard is one object in braces: take a file that was downloaded here."))
    if found.get("format") != FORMAT:
        return _unusable("format", found.get("format", ""), N_("A storyboard says “{format}” there."), format=FORMAT)
    version = found.get("version")
    if type(version) is not int or version < 1:
        return _unusable("version", version, N_("This app reads version {version}: say so there."), version=VERSION)
    read = _board(found)
    if version > VERSION:
        fix = N_("This app reads version {version}: update it. Slides that it understands as they are were kept.")
        newer = Problem("", "version", spelled(version), fix, {"version": VERSION})
        return Read(read.board, (newer, *read.problems))
    return read


def _unusable(name: str, given: object, fix: str, **values: object) -> Read:
    return Read(None, (Problem("", name, spelled(given), fix, values),))


def _board(found: dict[str, Any]) -> Read:
    top = Fields(found, "", {"format", "version", "id", "title", "slides"})
    name, title = top.id("id"), top.text("title", 120, needed=True)
    slides = found.get("slides")
    if not isinstance(slides, list) or not 0 < len(slides) <= MOST_SLIDES:
        given = len(slides) if isinstance(slides, list) else slides
        return _unusable("slides", given, N_("Give a list of 1 to {most} slides."), most=MOST_SLIDES)
    if twice := _one_id_twice(slides):
        first, second, given = twice
        return Read(None, (Problem(f"{first}, {second}", "id", given, N_("Give each slide an id of its own."), {}),))
    problems, kept = [*top.problems], dict[str, Slide]()
    for number, raw in enumerate(slides, 1):
        if not isinstance(raw, dict):
            problems.append(Problem(str(number), "", spelled(raw), N_("A slide is an object with fields."), {}))
            continue
        slide, wrong = _slide(raw, number)
        if not wrong:
            kept[slide.id] = slide
        problems += wrong
    usable = bool(kept and is_id(name))
    return Read(Storyboard(name, title or {"en": name}, tuple(kept.values())) if usable else None, tuple(problems))


def _one_id_twice(slides: list[Any]) -> tuple[int, int, str] | None:
    """Numbers of the first two slides of one id, and the id: whatever names a slide would mean either."""
    seen: dict[str, int] = {}
    for number, raw in enumerate(slides, 1):
        name = raw.get("id") if isinstance(raw, dict) else None
        if isinstance(name, str) and seen.setdefault(name, number) != number:
            return seen[name], number, spelled(name)
    return None


def _slide(raw: dict[str, Any], number: int) -> tuple[Slide, tuple[Problem, ...]]:
    name = raw.get("id")
    known = set(Slide.__dataclass_fields__)
    found = Fields(raw, f"{number} ({name})" if is_id(name) else str(number), known)
    slide = Slide(
        id=found.id("id"),
        title=found.text("title", 120, needed=True),
        finding=found.text("finding", 500, needed=raw.get("view") != "question"),
        view=found.view(),
        filters=found.filters(),
        notes=found.text("notes", 4000),
        seconds=found.seconds(),
        layers=found.layers(),
        camera=found.camera(),
        compare=found.compare(),
        section=found.section(),
        shown=found.shown(),
        ask=found.text("ask", 500) or None,
        choices=found.choices(),
        sources=found.sources(),
    )
    return slide, tuple(found.problems)


def dump(board: Storyboard) -> bytes:
    """The file of a storyboard."""
    found = {
        "format": FORMAT,
        "version": VERSION,
        "id": board.id,
        "title": board.title,
        "slides": [_raw(slide) for slide in board.slides],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _raw(slide: Slide) -> dict[str, Any]:
    """A slide's fields, without those that say nothing."""
    found = {name: getattr(slide, name) for name in Slide.__dataclass_fields__}
    found |= {"filters": slide.filters.query(), "shown": dict(slide.shown)}
    return {name: value for name, value in found.items() if value or name in ("id", "title", "view", "filters")}


def moved(board: Storyboard, place: int, steps: int) -> Storyboard:
    """The storyboard with the slide at a place moved by some steps; it stops at the ends."""
    slides = list(board.slides)
    slide = slides.pop(place)
    slides.insert(max(0, min(place + steps, len(slides))), slide)
    return replace(board, slides=tuple(slides))


def with_slide(board: Storyboard, place: int, slide: Slide) -> Storyboard:
    """The storyboard with another slide at a place."""
    return replace(board, slides=(*board.slides[:place], slide, *board.slides[place + 1 :]))


def without_slide(board: Storyboard, place: int) -> Storyboard:
    return replace(board, slides=board.slides[:place] + board.slides[place + 1 :])


def added(board: Storyboard, slide: Slide, place: int | None = None) -> Storyboard:
    """The storyboard with one slide more, at its end or at a place, under an id that is free in it."""
    taken = {s.id for s in board.slides}
    slide = replace(slide, id=free_id(slide.id, taken))
    place = len(board.slides) if place is None else place
    return replace(board, slides=(*board.slides[:place], slide, *board.slides[place:]))


def areas(board: Storyboard) -> tuple[str, ...]:
    """Every area that a slide asks about, also those that it compares with."""
    asked = [slide.filters for slide in board.slides]
    asked += [other for slide in board.slides if (other := other_side(dataset(), slide.filters, slide.compare))]
    return tuple(sorted({area for filters in asked for area in filters.areas}))


def free_id(wanted: str, taken: set[str]) -> str:
    """The id itself, or with the first number that makes it one of its own."""
    if wanted not in taken:
        return wanted
    stem = re.sub(r"-\d+$", "", wanted)
    return next(name for number in range(2, len(taken) + 3) if (name := f"{stem}-{number}") not in taken)
