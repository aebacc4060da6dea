"""The wording of one briefing: its language, its edition, its facts, and what all sections say alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.briefing.arms_words import ARMS
from components.briefing.value import Edition, Evidence, Statement
from components.text.words import N_, Words
from data.analysis.briefings import Facts
from data.analysis.origins import EMBARGO_BREACH
from data.model import source_roles

#: Class of what is not broken down. In the register of major arms it is the rest, behind all else; in a record of arms that
#: moved unlawfully or were taken, it is arms.
_MIXED = "H1"
_ARMS_OF_RECORDS = {**ARMS, _MIXED: N_("arms not broken down")}
#: Documents that stand in the registry of sources, by how the curated tables cite them.
_REGISTERED = {"UNIDIR 2020": source_roles.WORKSHOP_REPORT, "https://ucdp.uu.se/downloads/": source_roles.YEAR_TOTALS}


@dataclass(frozen=True)
class Wording:
    """Facts said in a language, for an edition."""

    facts: Facts
    words: Words
    edition: Edition

    @property
    def internal(self) -> bool:
        return self.edition == "internal"

    @property
    def region(self) -> bool:
        """Whether the area is several countries."""
        return len(self.facts.countries) > 1

    @property
    def illicit(self) -> pd.DataFrame:
        """Illicit flows that the edition tells of, latest first. A reported breach of an embargo accuses the host of the
        briefing, through whose country arms came or went: it stays inside the house.
        """
        found = self.facts.origins.illicit
        return found if self.internal else found[found.mechanism != EMBARGO_BREACH].reset_index(drop=True)

    def rows(self, page: str, years: tuple[int, ...] = (), weapons: tuple[str, ...] = (), kind: str = "") -> Evidence:
        """The rows behind a statement."""
        asked = replace(self.facts.filters, years=years, weapons=weapons)
        return Evidence(page, asked.picking("kind", kind or None).ordered())

    def said(
        self, message: str, *sources: str, evidence: Evidence | None = None, reading: bool = False, **values: Any
    ) -> Statement:
        """A message in the language, as a statement."""
        return Statement(self.words.t(message, **values), tuple(dict.fromkeys(sources)), evidence, reading)

    def listed(self, items: Iterable[str], most: int) -> str:
        """A list in words; what does not fit is counted."""
        named = list(items)
        kept, more = named[:most], len(named) - most
        return self.words.join([*kept, self.words.n("{n} more", "{n} more", more)] if more > 0 else kept)

    def side_by_side(self, items: Iterable[str]) -> str:
        """Parts that hold commas or an "and" of their own, parted as the language parts them."""
        return ("\u202f; " if self.words.language == "fr" else "; ").join(items)

    def arms(self, codes: Iterable[str], most: int) -> str:
        """Weapon classes in plain words, as many as fit; that there are others."""
        return self._with_others(self._named(codes, ARMS), most)

    def arms_mostly(self, codes: Iterable[str], most: int) -> str:
        """The same under a heading that says that these are not all."""
        return ", ".join(self._named(codes, ARMS)[:most])

    def recorded_arms(self, codes: Iterable[str], most: int) -> str:
        """Weapon classes of an illicit flow, a capture or a seizure, in plain words."""
        return self._with_others(self._named(codes, _ARMS_OF_RECORDS), most)

    def _named(self, codes: Iterable[str], names: dict[str, str]) -> list[str]:
        found = sorted(dict.fromkeys(codes), key=lambda code: code == _MIXED)
        return list(dict.fromkeys(self.words.t(names[code]) for code in found)) or [self.words.t("not stated")]

    def _with_others(self, named: list[str], most: int) -> str:
        listed = ", ".join(named[:most])
        return self.words.t("{arms} and others", arms=listed) if len(named) > most else listed

    def as_far_as_confirmed(self, told: str, reliability: str) -> str:
        """What a record tells; that its source does not confirm it stands with it."""
        return told if reliability == "confirmed" else self.words.t("{told}, not confirmed", told=told)

    def one_decimal(self, value: float) -> str:
        return self.words.number(round(value, 1))

    def mean(self, value: float) -> str:
        """A mean of counts: to a tenth while it is small, else whole."""
        return self.one_decimal(value) if value < 10 else self.words.number(round(value))

    def cited(self, date: str) -> str:
        """A date as a record cites it, a day, a month or a year: never more precise than it is cited."""
        parts = [int(part) for part in date.split("-")]
        if len(parts) == 1:
            return str(parts[0])
        found = datetime.date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
        return self.words.day(found) if len(parts) > 2 else self.words.month(found)

    @staticmethod
    def document(title: str, ref: str) -> str:
        """The id under which a document that a record cites is credited. Titles alone tell no resolution from another."""
        return _REGISTERED.get(ref, f"document:{title}|{ref}")

    def documents(self, rows: pd.DataFrame) -> tuple[str, ...]:
        """The ids of the documents that rows of a table cite, each once."""
        pairs = zip(rows.source_title, rows.source_ref, strict=True)
        return tuple(dict.fromkeys(self.document(title, ref) for title, ref in pairs))
