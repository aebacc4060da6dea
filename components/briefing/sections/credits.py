"""10 Sources: what the statements of a briefing rest on, cited once each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from string import ascii_lowercase

import pandas as pd

from components.briefing.value import Block, Credit, Facts, Section, Table, Text
from components.briefing.wording import Wording
from components.text import redacted_names
from components.text.edition_words import titled
from components.text.words import Words
from data.model.sources import SOURCES

#: How the publishers of official documents name themselves.
_OFFICIAL = re.compile(
    r"^(UN|United Nations|UNODC|UNIDIR|UNMAS|UNREC|UNDP|UNMIL|UNOCI|MINUSMA|UNODA|Security Council|Peacebuilding Commission"
    r"|Council of the European Union|EUR-Lex|ECOWAS|INTERPOL|Interpol|Government|European Commission"
    r"|Delegation)\b|Ministry|National Commission"
)
#: The acronym of a publisher: a title that holds it names its publisher already.
_ACRONYM = re.compile(r"\((\w+)\)$")
_ADDRESS = re.compile(r"https?://[^\s);]+")
#: Symbols of documents of the United Nations, and the title under which resolutions are cited.
_SYMBOL = re.compile(r"\b(?:S/(?:RES/|PRST/)?\d[\d/]*\d|A/[A-Z\d./]+\d|PBC/[A-Z\d/]+\d)")
#: So many titles at one address are named.
_TITLES = 1
_RESOLUTION = "Security Council resolution"


@dataclass(frozen=True)
class Document:
    """A document that a record cites; `arms`: on arms that moved, whose title may say from where."""

    title: str
    publisher: str
    year: int | None
    ref: str
    arms: bool = False

    @property
    def address(self) -> str:
        """Where it stands: as cited, else that of the first symbol of the United Nations it is cited by."""
        if found := _ADDRESS.search(self.ref):
            return found.group()
        symbols = self.symbols
        return f"https://undocs.org/{symbols[0]}" if symbols else ""

    @property
    def symbols(self) -> list[str]:
        """Symbols of the United Nations by which it is cited."""
        return _SYMBOL.findall(_ADDRESS.sub("", self.ref))

    def named(self, words: Words) -> str:
        """Its title with the symbols that the title does not hold: resolutions have no other name."""
        symbols = [symbol for symbol in self.symbols if symbol not in self.title]
        if self.title == _RESOLUTION and symbols:
            return words.t("resolution {symbols}", symbols=", ".join(symbols))
        return ", ".join([self.title, *symbols])


def credits(wording: Wording, sections: Iterable[Section], editions: Iterable[Iterable[Section]]) -> dict[str, Credit]:
    """The sources that `sections` cite, each under the number that it has in all `editions`: who holds two papers finds one
    source under one number, and what is cited in the other alone is passed over.

    Official ones have the first numbers, in the order of the text, then the others; what paper has no room for stands last.
    Documents of one publisher that stand at one address are one source.
    """
    known = documents(wording)
    everybody = [_cited(one, known) for one in editions]
    printed = dict.fromkeys(source for found, _ in everybody for source in found)
    order = list(dict.fromkeys((*printed, *(source for _, cited in everybody for source in cited))))
    publishers = {source: SOURCES[source].publisher if source in SOURCES else known[source].publisher for source in order}
    order.sort(key=lambda source: (source not in printed, _OFFICIAL.search(publishers[source]) is None))
    numbers: dict[tuple[object, ...], int] = {}
    for source in order:
        numbers.setdefault(_same(source, known, wording), len(numbers) + 1)
    alike: dict[int, list[str]] = {}
    for source in _cited(sections, known)[1]:
        alike.setdefault(numbers[_same(source, known, wording)], []).append(source)
    made = _told_apart([_credit(number, alike[number], known, wording) for number in sorted(alike)])
    return {source: credit for credit in made for source in alike[credit.number]}


def _told_apart(found: list[Credit]) -> list[Credit]:
    """Of one publisher and year, all that is left of them where titles are withheld, documents are 2024a, 2024b."""
    made, often, seen = [], Counter(credit.text for credit in found), Counter[str]()
    for credit in found:
        letter = ascii_lowercase[seen[credit.text]] if often[credit.text] > 1 else ""
        seen[credit.text] += 1
        made.append(replace(credit, text=credit.text + letter, short=credit.short + letter))
    return made


def _cited(sections: Iterable[Section], known: dict[str, Document]) -> tuple[list[str], list[str]]:
    """Sources of what stands on paper, in the order of its text, and all of them."""
    blocks = [block for section in sections for block in section.blocks]
    every = [dict.fromkeys(s for block in blocks for s in block_sources(block, printed=printed)) for printed in (True, False)]
    printed, cited = ([source for source in found if source in SOURCES or source in known] for found in every)
    return printed, cited


def _same(source: str, known: dict[str, Document], wording: Wording) -> tuple[object, ...]:
    """What two sources have in common that are one, whatever the edition says of them."""
    if source in SOURCES:
        return (source,)
    found = known[source]
    return (found.publisher, found.year, found.address or found.named(wording.words))


def block_sources(block: Block, printed: bool = False) -> tuple[str, ...]:
    """The sources of a part of a briefing, in the order of its text; `printed`: of what stands on paper."""
    match block:
        case Facts() if printed and block.shown:
            return tuple(source for statement in block.statements[: block.shown + 1] for source in statement.sources)
        case Text() | Facts():
            return tuple(source for statement in block.statements for source in statement.sources)
        case Table():
            return (*block.sources, *(source for row in block.cited for source in row))
    return ()


def documents(wording: Wording) -> dict[str, Document]:
    """Every document that the facts cite, by its id."""
    facts = wording.facts
    found = [Document(phase.title, phase.publisher, phase.year, phase.ref) for phase in facts.phases]
    origins, place = facts.origins, facts.place
    records = (origins.illicit, origins.collected, origins.corridors.rows)
    tables = {False: (place.activities, place.instruments, place.presence), True: records}
    for arms, of_kind in tables.items():
        for table in of_kind:
            for row in table[table.source_title.notna()].itertuples():
                year = None if pd.isna(row.source_year) else int(row.source_year)
                found.append(Document(row.source_title, row.source_publisher, year, row.source_ref, arms))
    regimes = (*origins.on_area, *origins.on_neighbours, *origins.listed, *origins.other, *origins.in_doubt)
    found += [Document(regime.title, regime.publisher, regime.year, regime.ref) for regime in regimes]
    # One document may hold both, a measure and arms that moved.
    found.sort(key=lambda document: document.arms)
    return {wording.document(document.title, document.ref): document for document in found}


def _credit(number: int, sources: list[str], known: dict[str, Document], wording: Wording) -> Credit:
    words = wording.words
    if sources[0] in SOURCES:
        found = SOURCES[sources[0]]
        address = found.address if found.address.startswith("http") else ""
        title = titled(sources[0], words)
        acronym = _ACRONYM.search(found.publisher)
        named = acronym is not None and acronym.group(1) in found.title
        text = title if named else words.labelled(found.publisher, title)
        return Credit(number, text, address, words.t(found.title) if named else found.publisher)
    cited = [known[source] for source in sources]
    silent = any(_silent(document, wording) for document in cited)
    first, symbols = cited[0], "" if silent else ", ".join(cited[0].symbols[:1])
    short = ", ".join(part for part in (first.publisher, symbols, str(first.year or "")) if part)
    silent = silent or (not wording.internal and _tells(first, wording))
    return Credit(number, _text(cited, wording), "" if silent else first.address, short)


def _text(cited: list[Document], wording: Wording) -> str:
    """Publisher, title and year; where a title says what is withheld, no title, and of many titles how many there are."""
    first, words = cited[0], wording.words
    year = f", {first.year}" if first.year else ""
    if any(_silent(document, wording) for document in cited):
        return f"{first.publisher}{year}"
    titles = list(dict.fromkeys(document.named(words) for document in cited))
    if len(titles) > _TITLES:
        return words.labelled(first.publisher, words.n("{n} document", "{n} documents", len(titles)) + year)
    return words.labelled(first.publisher, f"{wording.side_by_side(titles)}{year}")


def _silent(document: Document, wording: Wording) -> bool:
    """Whether the edition withholds a title."""
    text = f"{document.title} {_ADDRESS.sub('', document.ref)}"
    look = redacted_names.in_title if document.arms else redacted_names.found_in
    return not wording.internal and bool(look(text, wording.facts.filters))


def _tells(document: Document, wording: Wording) -> bool:
    """Whether an address spells what is withheld."""
    address, filters = document.address, wording.facts.filters
    told = redacted_names.in_address(address, filters)
    return told or (document.arms and redacted_names.origin_in_address(address, filters))
