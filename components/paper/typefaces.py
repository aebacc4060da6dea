"""Typefaces of PDFs: what a room types may be of any script, and nothing of it may be lost on paper without a word."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont

from components.paper.sheet import FONTS, SPARE_FONTS, font_folders, spare_fonts

#: The commonest typefaces in their order. DejaVu also has an emoji or two and Arabic letters, of poorer shape.
FAMILIES = (FONTS[0], "Noto Sans", "Noto Sans Arabic", "Noto Emoji", *FONTS[1:])
#: Signs without a shape of their own, which steer those beside them: joiners and selectors of emoji, marks of direction.
_STEER = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080)})


def folders() -> tuple[Path, ...]:
    """Where the files lie: in packages, never in the system."""
    return (*font_folders(), *(spare_fonts(package)[0].parent for package in SPARE_FONTS))


@cache
def fonts() -> typst.Fonts:
    """Fonts of packages alone: every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(one) for one in folders()])


@cache
def families() -> tuple[str, ...]:
    """Names of all typefaces, those that are asked first in front."""
    found = dict.fromkeys(FAMILIES)
    for package in SPARE_FONTS:
        for file in spare_fonts(package):
            for face in _faces(file):
                name = face["name"].getDebugName(16) or face["name"].getDebugName(1)
                if name and "Italic" not in file.name:
                    found[name] = None
    return tuple(found)


@cache
def signs() -> frozenset[int]:
    """Signs that can be drawn."""
    source, dejavu = font_folders()
    files = [source / "SourceSansPro-Regular.ttf", dejavu / "DejaVuSans.ttf"]
    files += [file for package in SPARE_FONTS for file in spare_fonts(package)]
    return _STEER | {sign for file in files for face in _faces(file) for sign in face.getBestCmap()}


def _faces(file: Path) -> list[TTFont]:
    if file.suffix == ".ttc":
        # All faces of a collection hold the same signs, drawn for another region.
        return list(TTCollection(str(file), lazy=True).fonts)[:1]
    return [TTFont(file, lazy=True)] if file.suffix in (".ttf", ".otf") else []


def legible(text: str) -> tuple[str, int]:
    """The text with what no typeface has named in brackets, and how many signs that are."""
    if all(ord(sign) in signs() or sign == "\n" for sign in text):
        return text, 0
    parts, missing = [], 0
    for name, run in groupby(text, lambda sign: "" if ord(sign) in signs() or sign == "\n" else _name(sign)):
        found = "".join(run)
        if not name:
            parts.append(found)
        else:
            missing += len(found)
            parts.append(f"[{name}]" if len(found) == 1 else f"[{name} × {len(found)}]")
    return "".join(parts), missing


def _name(sign: str) -> str:
    """A letter goes by its script, so that a word is one name; a picture by its own name; what has none by its number."""
    name = unicodedata.name(sign, "")
    if not name:
        return f"U+{ord(sign):04X}"
    return name.split()[0] if unicodedata.category(sign)[0] in "LM" else name
