"""Weapons that a headline or a place note states, read by rules in English, French, Spanish and Portuguese.

The rules stand in `data/curated/weapon_terms.csv`, one expression a row, for a reviewer to read line by line:

- `pattern` is a regular expression on the text without accents and in lower case. It begins and ends at a word; a space
  also matches a hyphen, `~` up to three words.
- `codes` are level-2 codes of the taxonomy joined by `;`. An empty cell is a phrase that says nothing of a weapon
  ("gold mine", "cease-fire") and keeps later rules from reading it.
- `unless` is an expression that, anywhere in the text, makes the row say nothing.
- `gives_way_to` holds what makes the row's codes say nothing (beginnings of codes, parted by spaces): an "explosion" is no
  improvised device where the same text names the mine, a "strike from the air" no crewed aircraft where it names a drone.

The text is read once from left to right; at each word the first row that fits takes its words, so special rows stand
above general ones.

What counts: a weapon that the words name as used, found, seized or present. A digest of headlines may hold other stories
than the event: `read_events` takes weapons from the event's own only (`data.prepare.ucdp.stories`). Conventions where words
leave room:

- "gunmen", "shot dead", "a tiros" say a firearm, not which (A9); "armed men" say nothing; "weapons", "arms" are H1.
- A bomb, bombing, blast or explosion is an improvised device (E3) unless the words say otherwise; explosives that are no
  device are E1. A bare bombing in a text on Sudan, or beside an air strike, gets no code: it may be from the air.
- Between two States an explosion says nothing.
- An air strike, an air force that bombs or destroys, "bombardeo" and a bombing by a state's forces are C4, though a
  helicopter or a drone may have flown. "Shelling", and "bombardment" that names no aircraft, are C3.
- "Ground and air operations" that name no strike say nothing; "Israeli strikes" are C4.
- Rockets without a launcher are D2 whatever their calibre; live rounds fired are D1.
- Blades, arrows, petrol bombs and chemical weapons have no class in the taxonomy.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import filterfalse

import pandas as pd

from compat.pattern_beginnings import beginnings
from data.model.categories import CURATED, weapons
from data.prepare.ucdp.ged_layouts import PLACEHOLDER
from data.prepare.ucdp.stories import COLUMNS as STORY
from data.prepare.ucdp.stories import Gazetteer, headlines, own_stories

TERMS = CURATED / "weapon_terms.csv"
#: "Type not stated" says nothing once the same text names a type of that family.
UNSTATED = {"A9": "A", "B9": "B"}
#: Aircraft with a crew: who attacks civilians and is no State has none; where they are named, another story names them.
CREWED_AIRCRAFT = {"C4", "C5"}
WORD_START = re.compile(r"(?<!\w)\w")
#: Letters by which rows are told apart that need not be tried.
HEAD = 4


@dataclass(frozen=True)
class Term:
    """One row of the rules: what it looks for, the codes that it states, and what silences it."""

    language: str
    pattern: str
    codes: frozenset[str]
    unless: re.Pattern[str] | None
    gives_way_to: tuple[str, ...]


def weapons_in_text(text: str | None) -> list[str]:
    """Level-2 codes of the weapons that `text` states, sorted; empty when none. Several stories give all their weapons."""
    if not isinstance(text, str):
        return []
    plain = _plain(text)
    return list(_codes(frozenset(_said(plain))))


def read_weapons(texts: pd.Series) -> pd.Series:
    """`weapons_in_text` of each row, as lists with the index of `texts`; equal texts are read once."""
    read = {text: weapons_in_text(text) for text in texts.dropna().unique()}
    return pd.Series([list(read.get(text, [])) for text in texts], index=texts.index, dtype=object)


def read_events(records: pd.DataFrame, known: Gazetteer | None = None) -> pd.Series:
    """Weapons of each event, from its place note and those of its headlines that tell of it; index of `records`.

    records  `source_headline`, `source_article`, `where_description` and what `data.prepare.ucdp.stories.COLUMNS` names;
             a column that is missing states nothing
    known    places to tell stories apart with; those of `records` unless given
    """
    columns = records.reindex(columns=["source_headline", "source_article", "where_description"])
    rows = zip(*(columns[name].to_numpy(dtype=object).tolist() for name in columns), strict=True)
    texts = [(headlines(headline, article), note) for headline, article, note in rows]
    codes = list(read_weapons(pd.Series([_joined(*text) for text in texts], dtype=object)))
    armed = [at for at, found in enumerate(codes) if found and texts[at][0]]
    if armed:
        known = known or Gazetteer(records)
        for at, record in zip(armed, _as_dicts(records.iloc[armed]), strict=True):
            story, note = texts[at]
            own = own_stories(story or "", record, known)
            if own != story:
                codes[at] = weapons_in_text(_joined(own, note))
            codes[at] = [code for code in codes[at] if code not in _not_theirs(record)]
    return pd.Series(codes, index=records.index, dtype=object)


def _as_dicts(records: pd.DataFrame) -> Iterator[dict[str, object]]:
    """What stories need of each record. `DataFrame.to_dict` takes a cell at a time out of Arrow, at fifty times the price."""
    names = [name for name in STORY if name in records]
    for values in zip(*(records[name].to_numpy(dtype=object).tolist() for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _not_theirs(record: dict[str, object]) -> set[str]:
    """Codes that the parties of a record cannot have used: where they are named, the words mean something else."""
    sides = [str(record.get(name) or "").strip() for name in ("side_a", "side_b")]
    states = [side.startswith("Government") for side in sides]
    if all(states):
        return {"E3"}
    one_sided = str(record.get("type_of_violence") or "")[:1] == "3"
    return CREWED_AIRCRAFT if one_sided and sides[0] and not states[0] and not sides[0].startswith(PLACEHOLDER) else set()


def _joined(*parts: object) -> str | None:
    return " ; ".join(part for part in parts if isinstance(part, str) and part) or None


def quality(labels: pd.DataFrame, read: pd.Series) -> pd.DataFrame:
    """How well the rules read, by level-1 category.

    labels  columns `record` and `codes` (level-2 codes joined by `;`, empty for none), labelled by hand; with a column
            `weight` (records that one stands for) shares are weighted, counts are not
    read    the codes that the rules read in each record, as lists indexed by record
    Returns one row a category: precision, recall and f1 (0–1, missing when nothing stands in the denominator),
    precision_low and precision_high, recall_low and recall_high (95 % Wilson interval of the unweighted share),
    n_predicted, n_labelled and n_right (records).
    """
    weight = labels["weight"].astype(float) if "weight" in labels else pd.Series(1.0, index=labels.index)
    stated = labels["codes"].fillna("").map(lambda codes: {code[0] for code in codes.split(";") if code})
    found = labels["record"].map(read).map(lambda codes: {code[0] for code in codes})
    rows = []
    for letter in dict.fromkeys(weapon.level1 for weapon in weapons().values()):
        labelled, predicted = (sets.map(lambda codes, x=letter: x in codes) for sets in (stated, found))
        right = labelled & predicted
        precision, recall = (weight[right].sum() / weight[of].sum() if of.any() else None for of in (predicted, labelled))
        row: dict[str, object] = {"category": letter, "precision": precision, "recall": recall}
        row["f1"] = 2 * weight[right].sum() / (weight[predicted].sum() + weight[labelled].sum()) if labelled.any() else None
        for name, of in (("precision", predicted), ("recall", labelled)):
            row[f"{name}_low"], row[f"{name}_high"] = wilson(int(right.sum()), int(of.sum()))
        rows.append(row | {"n_predicted": predicted.sum(), "n_labelled": labelled.sum(), "n_right": right.sum()})
    found = pd.DataFrame(rows).set_index("category")
    return found.astype({name: int if name.startswith("n_") else float for name in found})


def wilson(successes: int, trials: int) -> tuple[float | None, float | None]:
    """95 % interval of a share, from 0 to 1; none where nothing was tried."""
    if not trials:
        return None, None
    z, share = 1.96, successes / trials
    middle, width = share + z * z / (2 * trials), z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials**2))
    return (middle - width) / (1 + z * z / trials), (middle + width) / (1 + z * z / trials)


def _named_more_closely(code: str, found: set[str]) -> bool:
    family = UNSTATED.get(code)
    return family is not None and any(other[0] == family and other != code for other in found)


def _plain(text: str) -> str:
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
        text = "".join(filterfalse(unicodedata.combining, letters))
    return " ".join(text.lower().replace("_", " ").split())


@cache
def _terms() -> tuple[Term, ...]:
    with TERMS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Term(
                row["language"],
                row["pattern"].replace("~", r"(?:[\w']+,? ){0,3}?").replace(" ", "[ -]"),
                frozenset(filter(None, row["codes"].split(";"))),
                re.compile(row["unless"]) if row["unless"] else None,
                tuple(row["gives_way_to"].split()),
            )
            for row in csv.DictReader(file)
        )


def _said(plain: str) -> Iterator[int]:
    """Numbers of the rows that the text says, less those that it silences."""
    for n in _read(plain):
        unless = _terms()[n].unless
        if not (unless and unless.search(plain)):
            yield n


@cache
def _codes(said: frozenset[int]) -> tuple[str, ...]:
    """The codes that rows state together."""
    terms = [_terms()[n] for n in said]
    stated = {code for term in terms for code in term.codes}
    found = {c for term in terms for c in term.codes if not any(code.startswith(term.gives_way_to) for code in stated)}
    return tuple(sorted(code for code in found if not _named_more_closely(code, found)))


def _read(plain: str) -> Iterator[int]:
    """Numbers of the rows that take the words of a text, from left to right."""
    end = 0
    for word in WORD_START.finditer(plain):
        at = word.start()
        if at < end or (reader := _READERS[plain[at : at + HEAD]]) is None:
            continue
        if match := reader[0](plain, at):
            end = match.end()
            yield reader[1][(match.lastindex or 0) - 1]


#: How the rows are tried that can fit words with such a beginning, and their numbers.
_Reader = tuple[Callable[[str, int], re.Match[str] | None], tuple[int, ...]]


class _Readers(dict[str, _Reader | None]):
    """Readers by the first letters of a word, made when they are first met; None where no row can fit, as of most words."""

    def __missing__(self, head: str) -> _Reader | None:
        terms = {n for length in range(len(head) + 1) for n in _by_beginning().get(head[:length], ())}
        self[head] = found = _reader(tuple(sorted(terms))) if terms else None
        return found


_READERS = _Readers()


@cache
def _by_beginning() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, term in enumerate(_terms()):
        for head in beginnings(term.pattern, HEAD):
            found.setdefault(head, []).append(n)
    return found


@cache
def _reader(terms: tuple[int, ...]) -> _Reader:
    # The empty group behind each pattern tells which row fitted; before it, it would make the reading five times slower.
    return re.compile("|".join(rf"(?:{_terms()[n].pattern})(?!\w)()" for n in terms)).match, terms
