"""What a country's own authorities count, in one line: official, of another definition, and never part of the events."""

from __future__ import annotations

from components.briefing.value import Statement
from components.briefing.wording import Wording
from components.current import dataset
from data.model import source_roles
from data.subjects import national


def statements(wording: Wording) -> tuple[Statement, ...]:
    """One sentence with its sources and its status where the country has statistics here; nothing elsewhere."""
    words, found = wording.words, national.latest(dataset(), wording.facts.countries)
    if found is None:
        return ()
    return (
        wording.said(
            "Official counts, apart from these events: firearms in **{share}** of **{homicides}** homicides in {year} (police); "
            "**{victims}** mine victims in {mine_year}.",
            source_roles.POLICE_HOMICIDES, source_roles.MINE_VICTIMS,
            share=words.percent(found.by_firearm / found.homicides), homicides=words.number(found.homicides), year=found.year,
            victims=words.number(found.victims), mine_year=found.mine_year,
        ),
    )  # fmt: skip
