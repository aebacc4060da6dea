"""Titles, names and texts of the hand-compiled tables carry their accents and apostrophes."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator

from data.model.categories import CURATED

#: Tables of codes, rules and spellings, which hold words without accents on purpose, and leads as they were handed in.
NOT_TEXT = {"country_spellings", "weapon_terms", "weapon_benchmark", "colombia_weapons", "divipola", "review_2026-11", "taxonomy"}
#: Words that English or another language has without the accent that a namesake has elsewhere in the tables.
ALSO_BARE = {"america", "benin", "defense", "echo", "nigerian", "panama", "peru", "senegal", "since", "union"}
#: Words of French, Spanish and Portuguese whose accented form is the only right one.
NEVER_BARE = set(
    re.findall(
        r"\w+",
        """algerie amazonia apres armee armees boyaca caqueta decouverte dejouent demantele demantelement destinee destinees
        ejercito enregistrees etude fiscalia francaises frontiere frontieres guinee gueckedou insecurite legeres liees
        medellin missao monteria municoes municion mystere narino operacion politica popayan portugues quantites quibdo
        rehabilitees republique reseau reseaux securite segou segun seminaire trafico vaupes yaounde""",
    )
)
WORD = re.compile(r"[^\W\d_]{3,}")
ELIDED = re.compile(r"(?<![\w'’.])(?:[cdjlns]|qu) (?=[aeéèêiouhAEÉIOUHO]\w+)")


def texts() -> Iterator[tuple[str, str]]:
    """Where it stands, and every text of the tables without addresses."""
    for path in sorted(CURATED.glob("*.csv")):
        if path.stem in NOT_TEXT:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                for name, value in row.items():
                    if name != "source_ref":
                        yield f"{path.name}, line {number}, {name}", re.sub(r"https?://\S+", "", value)


def bare(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)).lower()


def test_a_word_written_with_an_accent_somewhere_has_it_everywhere() -> None:
    with (CURATED / "divipola.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    words = {word for text in (*(text for _, text in texts()), *names) for word in WORD.findall(text)}
    accented = {bare(word): word for word in words if bare(word) != word.lower()}
    found = [
        f"{where}: {word} ({accented[word.lower()]} elsewhere)"
        for where, text in texts()
        for word in WORD.findall(text)
        if word.lower() in accented and word.lower() not in ALSO_BARE
    ]
    assert found == []


def test_no_word_lacks_an_accent_that_its_language_demands() -> None:
    found = [f"{where}: {word}" for where, text in texts() for word in WORD.findall(text) if word.lower() in NEVER_BARE]
    assert found == []


def test_no_title_or_text_has_lost_its_apostrophe() -> None:
    found = [f"{where}: {text}" for where, text in texts() if ELIDED.search(text) or re.search(r"\bSant Eg|C[oô]te d ?Iv", text)]
    assert found == []


def test_the_tests_would_find_what_was_wrong() -> None:
    assert (
        ELIDED.search("mesurer les flux d armes")
        and ELIDED.search("statut de l embargo")
        and not ELIDED.search("Boko Haram's arms")
    )
    assert bare("Cúcuta") == "cucuta"
