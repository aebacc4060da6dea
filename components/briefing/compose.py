"""Composes a briefing: the facts of an area, said in a language, for an edition."""

from __future__ import annotations

import datetime
from dataclasses import replace

from components.briefing.sections import brief, happening, news, options, origins, place, questions, unknown, weapons
from components.briefing.sections.credits import credits
from components.briefing.value import EDITIONS, Briefing, Edition
from components.briefing.wording import Wording
from components.current import dataset
from components.site_address import site
from components.text import currency_line
from components.text.sentences import boundaries
from components.text.words import words
from data.analysis import briefings

#: Areas that have a briefing, in order of their English names.
AREAS = briefings.AREAS
#: The sections in their order; sources follow as credits.
_SECTIONS = (news, questions, unknown, brief, happening, weapons, origins, place, options)


def briefing(area: str, language: str, edition: Edition, cleared: bool = False, made_on: datetime.date | None = None) -> Briefing:
    """The briefing of one of AREAS. ValueError for an area or an edition that there is not."""
    if edition not in EDITIONS:
        raise ValueError(f"there is no edition {edition!r}: choose one of {', '.join(EDITIONS)}")
    wording = Wording(briefings.facts(dataset(), area), words(language), edition)
    written = {
        one: tuple(module.section(replace(wording, edition=one)) for module in _SECTIONS) for one in ("internal", "shareable")
    }
    sections = written[edition]
    day = made_on or datetime.date.today()
    current = currency_line.line(wording.facts.filters.countries, wording.words, day)
    return Briefing(
        area=area,
        name=wording.words.area(area),
        language=wording.words.language,
        edition=edition,
        cleared=cleared,
        made_on=day,
        data_version=dataset().version,
        data_until=currency_line.undated(wording.facts.filters.countries, wording.words),
        phase=brief.phase(wording),
        question=wording.facts.filters.sentence(wording.words),
        sections=sections,
        credits=credits(wording, sections, tuple(written.values())),
        caveats=(current, *_caveats(wording)),
        disclaimer=boundaries(wording.words),
        site=site(),
    )


def _caveats(wording: Wording) -> tuple[str, ...]:
    words = wording.words
    said = [
        words.t("Conflict phases are this project’s own reading of public milestones."),
        words.t("Numbers are records, not quantities; no record is no proof of absence. A transfer is no sign of wrongdoing."),
        words.t("What is only possible, or of low confidence, is left out."),
    ]
    if not wording.internal:
        said.append(words.t("Shareable edition: no names of armed parties, towns or supplier States."))
    return tuple(said)
