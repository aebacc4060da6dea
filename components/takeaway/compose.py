"""Composes what is taken away: a storyboard with its numbers filled in, its pictures drawn, and its sources, for an edition."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from components.briefing import compose as briefings
from components.briefing.sections.credits import block_sources
from components.briefing.value import Credit, Edition, Facts, Section, Strip, Table, Text
from components.current import dataset
from components.takeaway import numbers, pictures
from components.takeaway.audience_feedback import NOTHING, Sent, feedback
from components.takeaway.redaction import Redaction
from components.takeaway.value import Numbers, Page, Picture, Takeaway
from components.text import currency_line, sentences
from components.text.plain_text import without_forbidden
from components.text.words import LANGUAGES, Words, words
from components.workshop import boards
from components.workshop.findings import filled
from components.workshop.value import Said, Slide, Storyboard
from data.model.categories import countries_of
from data.model.sources import SOURCES
from data.query.filters import DEFAULT_AREAS


def takeaway(
    board: Storyboard, language: str, edition: Edition, cleared: bool = False, made_on: datetime.date | None = None,
    sent: Sent = NOTHING,
) -> Takeaway:  # fmt: skip
    """A storyboard in a language, for an edition, with what the room sent. ValueError for what there is not."""
    if edition not in briefings.EDITIONS:
        raise ValueError(f"there is no edition {edition!r}: choose one of {', '.join(briefings.EDITIONS)}")
    say = words(language)
    areas = boards.areas(board)
    redaction = Redaction(edition, areas)
    day = made_on or datetime.date.today()
    writer = _Writer(board, redaction, say, cleared, day)
    pages = tuple(writer.page(slide, number) for number, slide in enumerate(board.slides, 1))
    notes, unheard = feedback(sent, board, redaction, say)
    return Takeaway(
        name=board.id,
        title=writer.told(board.title) or say.t("A storyboard"),
        language=say.language,
        edition=edition,
        cleared=cleared,
        made_on=day,
        data_version=dataset().version,
        data_until=currency_line.covers(countries_of(areas), say),
        pages=pages,
        feedback=notes,
        unheard=unheard,
        credits=tuple(writer.credits.values()),
        caveats=(currency_line.line(countries_of(areas), say, day), *_caveats(redaction, say)),
        disclaimer=sentences.boundaries(say),
        storyboard=boards.dump(board) if redaction.internal else b"",
    )


def _caveats(redaction: Redaction, words: Words) -> tuple[str, ...]:
    said = [
        words.t("Conflict phases are this project’s own reading of public milestones."),
        words.t("Numbers are records, not quantities; no record is no proof of absence. A transfer is no sign of wrongdoing."),
    ]
    if not redaction.internal:
        said.append(words.t("Shareable edition: no names of armed parties, towns or supplier States."))
    return tuple(said)


@dataclass
class _Writer:
    """Writes pages one after the other and numbers their sources."""

    board: Storyboard
    redaction: Redaction
    words: Words
    cleared: bool
    made_on: datetime.date
    credits: dict[str, Credit] = field(default_factory=dict)
    #: Whether something of the page in hand was left out.
    silent: bool = False

    def page(self, slide: Slide, number: int) -> Page:
        self.silent = False
        internal = self.redaction.internal
        title = self.told(slide.title) or self.words.t("Slide {slide}", slide=number)
        finding, ask = (self._filled(text, slide) for text in (slide.finding, slide.ask))
        ask = "\n".join(filter(None, (ask, self._choices(slide))))
        drawn = [] if slide.view == "briefing" else pictures.drawn(slide, self.words.language, self.redaction.edition)
        section, rests = self._section(slide)
        tables = numbers.tables(slide, self.words, internal) + (_tables(section, self.words) if section else ())
        notes = dict.fromkeys(note for one in drawn for note in one.captions.notes if note != sentences.boundaries(self.words))
        caveats = tuple(filter(None, map(self.line, notes)))
        shown = tuple(self._picture(one, finding) for one in drawn)
        spoken = self._filled(slide.notes, slide) if internal else ""
        question = self.line(slide.filters.sentence(self.words))
        left_out = self._left_out(slide, shown, internal)
        return Page(
            name=f"{number:02d}",
            title=title,
            finding=finding,
            ask=ask,
            left_out=left_out,
            question="" if slide.view == "question" else question,
            pictures=shown,
            years=numbers.years(slide.filters, self.words, shown[0].alt) if slide.view == "years" and shown else None,
            said=_sentences(section) if section else (),
            tables=tuple(self._guarded(table) for table in tables),
            caveats=caveats,
            sources=self._sources(slide, [source for one in drawn for source in one.captions.sources], rests),
            spoken=spoken,
        )

    def told(self, text: Said | None) -> str:
        """A text as it stands, or what of it may be said."""
        return self._kept({language: _plain(found) for language, found in (text or {}).items() if found.strip()})

    def _filled(self, text: Said | None, slide: Slide) -> str:
        """The same with its numbers counted."""
        known = [language for language in (text or {}) if language in LANGUAGES and (text or {})[language].strip()]
        return self._kept({language: _plain(filled(text, slide, words(language))) for language in known})

    def _choices(self, slide: Slide) -> str:
        """The answers that a slide offers, in a line: all of them or none."""
        found = [self._filled(choice, slide) for choice in slide.choices]
        return " · ".join(found) if all(found) else ""

    def _kept(self, texts: dict[str, str]) -> str:
        if not texts:
            return ""
        language = next(name for name in (self.words.language, "en", *texts) if name in texts)
        kept, silent = self.redaction.kept(texts, language)
        self.silent |= silent
        return kept

    def line(self, text: str) -> str:
        kept = self.redaction.line(text)
        self.silent |= kept != text
        return kept

    def _left_out(self, slide: Slide, shown: tuple[Picture, ...], internal: bool) -> str:
        said = []
        if not internal and not shown and slide.view not in ("question", "briefing"):
            said.append(self.words.t("This view names places or States: it is not shown here."))
        elif not internal and slide.view == "map" and set(slide.layers) & {"flows", "transfers", "routes"}:
            said.append(self.words.t("Flows and corridors are not drawn here."))
        if self.silent:
            said.append(self.words.t("A sentence of this slide is not shown here."))
        return " ".join(said)

    def _picture(self, one: pictures.Drawn, finding: str) -> Picture:
        caption = self.line(one.captions.sentence)
        alt = ". ".join(part.rstrip(".") for part in (one.captions.title, caption, one.captions.finding, finding) if part)
        return Picture(one.png, f"{alt}.", caption)

    def _guarded(self, table: Numbers) -> Numbers:
        """A table whose heads hold questions, which may name what is withheld."""
        return Numbers(table.name, table.heading, tuple(self.line(cell) for cell in table.header), table.rows, table.note)

    def _section(self, slide: Slide) -> tuple[Section | None, tuple[Credit, ...]]:
        """The section of a briefing that a slide shows, and what it rests on."""
        area = slide.filters.areas[0] if len(slide.filters.areas) == 1 else DEFAULT_AREAS[0]
        if slide.view != "briefing" or area not in briefings.AREAS:
            return None, ()
        found = briefings.briefing(area, self.words.language, self.redaction.edition, self.cleared, self.made_on)
        section = next((section for section in found.sections if section.name == slide.section), None)
        cited = {source for block in section.blocks for source in block_sources(block)} if section else set()
        return section, tuple(credit for source, credit in found.credits.items() if source in cited)

    def _sources(self, slide: Slide, drawn: list[str], rests: tuple[Credit, ...]) -> tuple[int, ...]:
        """Numbers of what the slide cites, and of what its pictures and its section rest on."""
        addresses = {sentences.credit(source, self.words): SOURCES[source].address for source in SOURCES}
        cited = [sentences.credit(s, self.words) if s in SOURCES else self.redaction.cited(_plain(s)) for s in slide.sources]
        wanted = {text: addresses.get(text, "") for text in (*cited, *drawn) if text} | {one.text: one.address for one in rests}
        found = []
        for text, address in wanted.items():
            known = Credit(len(self.credits) + 1, text, address if address.startswith("http") else "")
            found.append(self.credits.setdefault(text, known).number)
        return tuple(found)


def _plain(text: str) -> str:
    """A text without the signs that no file can hold."""
    return without_forbidden(text).replace("\t", " ")


def _sentences(section: Section) -> tuple[str, ...]:
    """The sentences of a briefing's section; a list without any says so."""
    found: list[str] = []
    for block in section.blocks:
        if isinstance(block, Text | Facts):
            found += [one.plain for one in block.statements] or [getattr(block, "empty", "")]
    return tuple(said for said in found if said)


def _tables(section: Section, words: Words) -> tuple[Numbers, ...]:
    """The tables of a briefing's section; weapons and red lines with what is on record of each."""
    found: list[Numbers] = []
    for block in section.blocks:
        name = f"{section.name}-{len(found) + 1}"
        match block:
            case Table():
                found.append(Numbers(name, block.heading, block.header, block.rows, block.note))
            case Strip():
                meanings = dict(block.legend)
                rows = tuple((mark.name, mark.detail or meanings.get(mark.state, "")) for mark in block.marks)
                found.append(Numbers(name, block.heading, (words.t("Name"), words.t("On record")), rows))
    return tuple(table for table in found if table.rows)
