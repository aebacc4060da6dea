"""Red lines: weapon categories whose appearance is a warning in itself, as listed in `data/curated/red_lines.csv`."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from data.analysis.arms_on_record import Mention, Span, mentions
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.model.categories import CURATED
from data.query.filters import Filters


@dataclass(frozen=True)
class RedLine:
    """A line of the list: weapon codes, each with the words that narrow it; no words mean the whole class."""

    name: str
    label: str
    codes: tuple[tuple[str, str], ...]

    def tells(self, mention: Mention) -> bool:
        """Whether a record says that it is of this line."""
        return any(
            code in mention.codes and (not words or re.search(words, mention.text, re.IGNORECASE) is not None)
            for code, words in self.codes
        )

    def may_be(self, mention: Mention) -> bool:
        """Whether a record names a wider class only: it has no words that could tell more."""
        wider = [code for code, words in self.codes if words]
        return not mention.text and any(code in mention.codes for code in wider) and not self.tells(mention)


@dataclass(frozen=True)
class Standing:
    """A red line in an area: `told` by records that say so, `untold` by records of a wider class that do not tell. `flows` are
    the ids of the flows that say so, and `kinds` their kinds.
    """

    line: RedLine
    told: Span
    untold: Span
    flows: tuple[str, ...]
    kinds: frozenset[str]

    @property
    def untold_beyond(self) -> Span:
        """`untold` where it reaches beyond the years of `told`: then the line may have been crossed earlier or later."""
        told, untold = self.told, self.untold
        if told.first is None or told.last is None or untold.first is None or untold.last is None:
            return untold
        return untold if untold.first < told.first or untold.last > told.last else Span()


@cache
def red_lines() -> tuple[RedLine, ...]:
    """The list in its order."""
    labels: dict[str, str] = {}
    codes: dict[str, list[tuple[str, str]]] = {}
    with (CURATED / "red_lines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels[row["red_line"]] = row["label"]
            codes.setdefault(row["red_line"], []).append((row["code"], row["words"]))
    return tuple(RedLine(name, label, tuple(codes[name])) for name, label in labels.items())


@cached_by_version
def on_record(dataset: Dataset, filters: Filters) -> tuple[Standing, ...]:
    """How each line stands in the records that answer the question."""
    found = mentions(dataset, filters)
    return tuple(_standing(line, found) for line in red_lines())


def _standing(line: RedLine, found: tuple[Mention, ...]) -> Standing:
    told = [mention for mention in found if line.tells(mention)]
    return Standing(
        line,
        Span.of(told),
        Span.of(mention for mention in found if line.may_be(mention)),
        tuple(mention.flow for mention in told if mention.flow),
        frozenset(mention.kind for mention in told if mention.kind),
    )
