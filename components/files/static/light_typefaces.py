"""Streamlit's two typefaces of every page without the signs that no page shows: half a megabyte less before the first map."""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from components.files.streamlit_package import VERSION, folder, static_folder

#: Letters of the Latin script with their marks, punctuation, currencies, arrows, mathematical and geometric signs, and Apple's
#: key (Streamlit's hints on keys).
#: A browser takes any other letter from the system's typefaces.
_LETTERS = (
    *range(0x20, 0x250),
    *range(0x2B0, 0x370),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2300),
    0x2318,
    *range(0x25A0, 0x2600),
)
#: Beside those that each typeface is meant to be set with: figures of one width.
_FEATURES = ("tnum", "lnum")
ICONS, TEXT = "MaterialSymbols-Rounded", "SourceSansVF-Upright"
_QUOTED = re.compile(r"""["'`/]([a-z0-9_]+)["'`:]""")
_SCRIPT = re.compile(r":material/([a-z0-9_]+)")


def recipe(name: str) -> str:
    """What a typeface is cut to, as a name that changes with it: its first word is the typeface."""
    kept = [VERSION, *sorted(_ours())] if name == ICONS else [*map(str, _LETTERS), *_FEATURES]
    return f"{name} {hashlib.blake2s(' '.join(kept).encode()).hexdigest()}"


def cut(name: str, raw: bytes) -> bytes:
    """A typeface as WOFF2 with the letters, or the icons, that pages may show; the same input gives the same bytes."""
    font = TTFont(io.BytesIO(raw), recalcTimestamp=False)
    options = Options()
    if name == ICONS:
        options.layout_closure = False
        options.layout_features = ["*"]
        words = _ours() | _streamlits()
        named = {icon: glyph for icon, glyph in icons(font).items() if icon in words}
        keep = {"unicodes": sorted({ord(letter) for icon in named for letter in icon}), "glyphs": sorted(named.values())}
    else:
        options.layout_features += _FEATURES
        keep = {"unicodes": _LETTERS}
    # It warns of tables that it drops.
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    cutter = Subsetter(options)
    cutter.populate(**keep)
    cutter.subset(font)
    font.flavor = "woff2"
    body = io.BytesIO()
    font.save(body, reorderTables=None)
    return body.getvalue()


def icons(font: TTFont) -> dict[str, str]:
    """The icons of a typeface that draws a name as one sign: the sign's glyph by name."""
    letters = {glyph: chr(code).lower() for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items():
                for ligature in ligatures:
                    found["".join(letters[one] for one in (first, *ligature.Component))] = ligature.LigGlyph
    return found


@cache
def _ours() -> frozenset[str]:
    """All words in quotes in this app, of which any may name an icon."""
    app = Path(__file__).parents[3]
    return _words([app / "app.py", *(app / "pages").rglob("*.py"), *(app / "components").rglob("*.py")], _QUOTED)


def _streamlits() -> frozenset[str]:
    """All words in quotes in Streamlit's scripts, and the icons that it sets from Python."""
    return _words((static_folder() / "static" / "js").glob("*.js"), _QUOTED) | _words(folder().rglob("*.py"), _SCRIPT)


def _words(paths: Iterable[Path], pattern: re.Pattern[str]) -> frozenset[str]:
    return frozenset(word for path in paths for word in pattern.findall(path.read_text(encoding="utf-8")))
