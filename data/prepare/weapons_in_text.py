"""Weapons that a headline or a place note states, read by rules in English, French and Spanish.

The rules stand in `data/curated/weapon_terms.csv`, one expression a row, for a reviewer to read line by line:

- `pattern` is a regular expression on the text without accents and in lower case. It begins and ends at a word; a space
  also matches a hyphen, `~` up to three words.
- `codes` are level-2 codes of the taxonomy joined by `;`. An empty cell is a phrase that says nothing of a weapon
  ("gold mine", "cease-fire") and keeps later rules from reading it.
- `unless` is an expression that, anywhere in the text, makes the row say nothing.

The text is read once from left to right; at each word the first row that fits takes its words, so special rows stand
above general ones.

What counts: a weapon that the words name as used, found, seized or present, anywhere in the text. A digest of headlines
may hold other stories than the event; their weapons are read too. Conventions where words leave room:

- "gunmen", "shot dead", "a tiros" say a firearm, not which (A9); "armed men" say nothing; "weapons", "arms" are H1.
- A bomb, bombing, blast or explosion is an improvised device (E3) unless the words say otherwise; explosives that are no
  device are E1. A bare bombing in a text on Sudan, or beside an air strike, gets no code: it may be from the air.
- An air strike, an air force that bombs or destroys, "bombardeo" and a bombing by a state's forces are C4, though a
  helicopter or a drone may have flown. "Shelling", and "bombardment" that names no aircraft, are C3.
- Rockets without a launcher are D2 whatever their calibre; live rounds fired are D1.
- Blades, arrows, petrol bombs and chemical weapons have no class in the taxonomy.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import pandas as pd

from data.categories import CURATED, weapons

TERMS = CURATED / "weapon_terms.csv"
#: "Type not stated" says nothing once the same text names a type of that family.
UNSTATED = {"A9": "A", "B9": "B"}


@dataclass(frozen=True)
class Term:
    """One row of the rules: what it looks for, the codes that it states, and what silences it."""

    language: str
    pattern: str
    codes: frozenset[str]
    unless: re.Pattern[str] | None


def weapons_in_text(text: str | None) -> list[str]:
    """Level-2 codes of the weapons that `text` states, sorted; empty when none. Several stories give all their weapons."""
    if not isinstance(text, str):
        return []
    plain = _plain(text)
    found: set[str] = set()
    for match in _reader().finditer(plain):
        term = _terms()[(match.lastindex or 0) - 1]
        if term.codes and not (term.unless and term.unless.search(plain)):
            found |= term.codes
    return sorted(code for code in found if not _named_more_closely(code, found))


def read_weapons(texts: pd.Series) -> pd.Series:
    """`weapons_in_text` of each row, as lists with the index of `texts`; equal texts are read once."""
    read = {text: weapons_in_text(text) for text in texts.dropna().unique()}
    return pd.Series([list(read.get(text, [])) for text in texts], index=texts.index, dtype=object)


def quality(labels: pd.DataFrame, texts: pd.Series) -> pd.DataFrame:
    """How well the rules read, by level-1 category.

    labels  columns `record` and `codes` (level-2 codes joined by `;`, empty for none), labelled by hand
    texts   the text of each record, indexed by record
    Returns one row a category: precision and recall (0–1, missing when nothing stands in the denominator),
    n_predicted and n_labelled (records).
    """
    stated = labels["codes"].fillna("").map(lambda codes: {code[0] for code in codes.split(";") if code})
    read = read_weapons(labels["record"].map(texts)).map(lambda codes: {code[0] for code in codes})
    rows = []
    for letter in dict.fromkeys(weapon.level1 for weapon in weapons().values()):
        labelled, predicted = (sets.map(lambda codes, x=letter: x in codes) for sets in (stated, read))
        right = int((labelled & predicted).sum())
        rows.append(
            {
                "category": letter,
                "precision": right / predicted.sum() if predicted.any() else None,
                "recall": right / labelled.sum() if labelled.any() else None,
                "n_predicted": int(predicted.sum()),
                "n_labelled": int(labelled.sum()),
            }
        )
    return pd.DataFrame(rows).set_index("category").astype({"precision": float, "recall": float})


def _named_more_closely(code: str, found: set[str]) -> bool:
    family = UNSTATED.get(code)
    return family is not None and any(other[0] == family and other != code for other in found)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).lower().split())


@cache
def _terms() -> tuple[Term, ...]:
    with TERMS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Term(
                row["language"],
                row["pattern"].replace("~", r"(?:[\w']+,? ){0,3}?").replace(" ", "[ -]"),
                frozenset(filter(None, row["codes"].split(";"))),
                re.compile(row["unless"]) if row["unless"] else None,
            )
            for row in csv.DictReader(file)
        )


@cache
def _reader() -> re.Pattern[str]:
    # The empty group behind each pattern tells which row fitted; before it, it would make the reading five times slower.
    return re.compile(r"(?<!\w)(?=\w)(?:" + "|".join(rf"(?:{term.pattern})(?!\w)()" for term in _terms()) + ")")
