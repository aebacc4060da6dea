"""Composes a briefing: the facts of an area, said in a language, for an edition."""

from __future__ import annotations

import datetime
from dataclasses import replace

from components.briefing import brief, happening, news, options, origins, place, questions, unknown, weapons
from components.briefing.credits import credits
from components.briefing.value import EDITIONS, Briefing, Edition
from components.briefing.voice import Voice
from components.site_address import site
from components.text import currency_line
from components.text.sentences import boundaries
from components.text.words import words
from data.analysis import briefings
from data.engine.store import store

#: Areas that have a briefing, in order of their English names.
AREAS = briefings.AREAS
#: The sections in their order; sources follow as credits.
_SECTIONS = (news, questions, unknown, brief, happening, weapons, origins, place, options)


def briefing(area: str, language: str, edition: Edition, cleared: bool = False, made_on: datetime.date | None = None) -> Briefing:
    """The briefing of one of AREAS. ValueError for an area or an edition that there is not."""
    if edition not in EDITIONS:
        raise ValueError(f"there is no edition {edition!r}: choose one of {', '.join(EDITIONS)}")
    voice = Voice(briefings.facts(area), words(language), edition)
    written = {
        one: tuple(module.section(replace(voice, edition=one)) for module in _SECTIONS) for one in ("internal", "shareable")
    }
    sections = written[edition]
    day = made_on or datetime.date.today()
    current = currency_line.line(voice.facts.filters.countries, voice.words, day)
    return Briefing(
        area=area,
        name=voice.words.area(area),
        language=voice.words.language,
        edition=edition,
        cleared=cleared,
        made_on=day,
        data_version=store().version,
        data_until=currency_line.undated(voice.facts.filters.countries, voice.words),
        phase=brief.phase(voice),
        question=voice.facts.filters.sentence(voice.words),
        sections=sections,
        credits=credits(voice, sections, tuple(written.values())),
        caveats=(current, *_caveats(voice)),
        disclaimer=boundaries(voice.words),
        site=site(),
    )


def _caveats(voice: Voice) -> tuple[str, ...]:
    words = voice.words
    said = [
        words.t("Conflict phases are this project’s own reading of public milestones."),
        words.t("Numbers are records, not quantities; no record is no proof of absence. A transfer is no sign of wrongdoing."),
        words.t("What is only possible, or of low confidence, is left out."),
    ]
    if not voice.internal:
        said.append(words.t("Shareable edition: no names of armed parties, towns or supplier States."))
    return tuple(said)
