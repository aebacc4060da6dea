"""Gathers every message of the app into the catalogues of `components/locale`: `python -m components.catalogues`.

Messages come from the code (`t`, `n`, `N_`, `said`) and from the data's own vocabulary, which the screen shows as words.
Translations already made are kept; what is new stands there empty, and a test fails until it is filled.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from components.files.download.fields import fields
from components.text import corridor_words
from components.text.words import LANGUAGES, LOCALES
from data.analysis.red_lines import red_lines
from data.engine.dataset import Dataset, prepared_folder
from data.model.categories import (
    CONFIDENCE,
    NOT_CLASSIFIED,
    PHASES,
    RELIABILITY,
    ROUTE_MODES,
    WEAPON_BASIS,
    level1,
    weapons,
)
from data.model.sources import SOURCES
from data.subjects.rows import LISTINGS

ROOT = Path(__file__).parents[1]
Message = str | tuple[str, str]
#: Columns whose values are a vocabulary, not a text.
_VOCABULARIES = {
    "flows": ("mechanism", "status", "unit"),
    "routes": ("mode", "direction", "geometry_basis", "other_goods"),
    "embargoes": ("regime_type",),
    "holdings": ("unit", "figure_type", "holder_type"),
    "seizures": ("indicator", "dimension", "category", "unit"),
    "instruments": ("status",),
    "presence": ("presence_type",),
}


def gathered() -> list[Message]:
    """Every message once, in order of appearance; a pair is (one, many)."""
    return list(dict.fromkeys(message for message in (*_in_code(), *_in_data()) if message))


def _in_code() -> Iterator[Message]:
    for path in sorted(path for room in ("components", "pages", "data") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _said(node)


def _said(call: ast.Call) -> Iterator[Message]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in ("t", "N_", "said") and texts:
        yield texts[0]
    elif name == "n" and len(texts) > 1:
        yield texts[0], texts[1]


def _in_data() -> Iterator[str]:
    yield from (*PHASES, NOT_CLASSIFIED, *RELIABILITY, *CONFIDENCE, *ROUTE_MODES, *WEAPON_BASIS)
    yield from (weapon.label for weapon in (*level1().values(), *weapons().values()))
    yield from (field.column.meaning for subject in LISTINGS for field in fields(subject))
    yield from (line.label for line in red_lines())
    yield from corridor_words.messages()
    for source in SOURCES.values():
        yield from (source.title, source.licence, source.redistribution, *source.caveats, source.refresh)
    yield from (source.edition for source in SOURCES.values() if source.edition)
    prepared = Dataset(prepared_folder())
    for table, columns in _VOCABULARIES.items():
        frame = prepared.frame(prepared.table(table).select(*columns))
        for column in columns:
            yield from sorted({value for cell in frame[column].dropna() for value in _values(cell)})
    for entry in prepared.manifest["tables"].values():
        yield from entry["rejects"]


def _values(cell: object) -> list[str]:
    return [cell] if isinstance(cell, str) else list(cell)  # type: ignore[call-overload]


def main() -> None:
    """Rewrite the catalogues and say how many messages still wait for a translator."""
    for language in LANGUAGES:
        if language == "en":
            continue
        path = LOCALES / f"{language}.po"
        known = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
        fresh = Catalog(
            locale=language,
            project="Arms Lens",
            copyright_holder="Arms Lens",
            msgid_bugs_address="the issues of this repository",
            last_translator="Arms Lens",
            language_team=LANGUAGES[language],
            fuzzy=False,
            # Who only looks changes nothing.
            creation_date=known.creation_date,
        )
        for message in gathered():
            found = known.get(message[0] if isinstance(message, tuple) else message)
            fresh.add(message, found.string if found is not None and found.id == message else "")
        with path.open("wb") as file:
            write_po(file, fresh, width=130, sort_output=False, omit_header=False)
        waiting = sum(not any(m.string if isinstance(m.string, tuple) else (m.string,)) for m in fresh if m.id)
        print(f"{path.name}: {len(fresh)} messages, {waiting} to translate")


if __name__ == "__main__":
    main()
