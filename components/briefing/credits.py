"""8 Sources: what the statements of a briefing rest on, cited once each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from components.briefing.value import Credit, Facts, Section, Table, Text
from components.briefing.voice import Voice
from data import withheld
from data.sources import SOURCES

#: How the publishers of official documents name themselves.
_OFFICIAL = re.compile(
    r"^(UN|United Nations|UNODC|UNIDIR|UNMAS|UNREC|UNDP|UNMIL|UNOCI|MINUSMA|UNODA|Security Council|Peacebuilding Commission"
    r"|Council of the European Union|EUR-Lex|ECOWAS|INTERPOL|Interpol|Government|European Commission"
    r"|Delegation)\b|Ministry|National Commission"
)
#: The acronym of a publisher: a title that holds it names its publisher already.
_ACRONYM = re.compile(r"\((\w+)\)$")
_ADDRESS = re.compile(r"https?://[^\s);]+")


@dataclass(frozen=True)
class Document:
    """A document that a record cites."""

    title: str
    publisher: str
    year: int | None
    ref: str


def credits(voice: Voice, sections: Iterable[Section]) -> dict[str, Credit]:
    """The sources cited, numbered in the order of the text; in what is shared, official ones first."""
    known = documents(voice)
    cited = list(dict.fromkeys(s for section in sections for s in _cited(section) if s in SOURCES or s in known))
    if not voice.internal:
        publishers = {s: SOURCES[s].publisher if s in SOURCES else known[s].publisher for s in cited}
        cited.sort(key=lambda source: _OFFICIAL.search(publishers[source]) is None)
    return {source: _credit(number, source, known, voice) for number, source in enumerate(cited, start=1)}


def _cited(section: Section) -> Iterable[str]:
    for block in section.blocks:
        if isinstance(block, Text | Facts):
            for statement in block.statements:
                yield from statement.sources
        elif isinstance(block, Table):
            yield from block.sources


def documents(voice: Voice) -> dict[str, Document]:
    """Every document that the facts cite, by its id."""
    facts = voice.facts
    found = [Document(phase.title, phase.publisher, phase.year, phase.ref) for phase in facts.phases]
    work = facts.place.activities
    found += [Document(row.source_title, row.source_publisher, int(row.source_year), row.source_ref) for row in work.itertuples()]
    regimes = (*facts.origins.on_area, *facts.origins.on_neighbours, *facts.origins.listed, *facts.origins.other)
    found += [Document(regime.title, regime.publisher, regime.year, regime.ref) for regime in regimes]
    return {voice.document(document.title): document for document in found}


def _credit(number: int, source: str, known: dict[str, Document], voice: Voice) -> Credit:
    words = voice.words
    if source in SOURCES:
        found = SOURCES[source]
        address = found.address if found.address.startswith("http") else ""
        title = f"{words.t(found.title)}, {words.t(found.version)}"
        acronym = _ACRONYM.search(found.publisher)
        named = acronym is not None and acronym.group(1) in found.title
        return Credit(number, title if named else words.labelled(found.publisher, title), address)
    document = known[source]
    year = f", {document.year}" if document.year else ""
    match = _ADDRESS.search(document.ref)
    if not voice.internal and withheld.found_in(f"{document.title} {document.ref}", voice.facts.filters):
        return Credit(number, f"{document.publisher}{year}")
    return Credit(number, words.labelled(document.publisher, f"{document.title}{year}"), match.group() if match else "")
