"""How current what is shown is, in one line that stands on every page and every paper."""

from __future__ import annotations

import datetime

from components.current import dataset
from components.text.words import N_, Words
from data.analysis.currency import currency
from data.model import source_roles

_COVERS = {
    source_roles.EVENTS: N_("events to {until}"),
    source_roles.YEAR_TOTALS: N_("totals to {until}"),
    source_roles.TRANSFER_REGISTER: N_("transfers to {until}"),
}


def covers(countries: tuple[str, ...], words: Words) -> str:
    """Until when each source speaks of the countries: `events to February 2022, totals to 2024, …`."""
    found = currency(dataset(), countries)
    ends = {
        source_roles.EVENTS: words.month(found.events),
        source_roles.YEAR_TOTALS: str(found.totals or ""),
        source_roles.TRANSFER_REGISTER: str(found.transfers or ""),
    }
    told = {source: words.t(message, until=ends[source]) for source, message in _COVERS.items() if ends[source]}
    if found.totals and found.preliminary:
        told[source_roles.YEAR_TOTALS] = words.t(
            "totals to {until}, preliminary to {month}",
            until=ends[source_roles.YEAR_TOTALS], month=words.month(found.preliminary),
        )  # fmt: skip
    if found.later:
        parts = words.spans(found.later)
        told[source_roles.EVENTS] = words.t(
            "events to {until} and in parts of {years}", until=ends[source_roles.EVENTS], years=parts
        )
    return ", ".join(told.values())


def line(countries: tuple[str, ...], words: Words, made_on: datetime.date) -> str:
    """The whole line, with the day it was made and what is newer at the publishers."""
    return _sentences(f"{covers(countries, words)}, {words.t('made on {day}', day=words.date(made_on))}", countries, words)


def line_of_today(countries: tuple[str, ...], words: Words) -> str:
    """The whole line for what is made now; days are those of UTC."""
    return line(countries, words, datetime.datetime.now(datetime.UTC).date())


def undated(countries: tuple[str, ...], words: Words) -> str:
    """The line for what says elsewhere on which day it was made."""
    return _sentences(covers(countries, words), countries, words)


def _sentences(told: str, countries: tuple[str, ...], words: Words) -> str:
    said = f"{told[:1].upper()}{told[1:]}."
    found = currency(dataset(), countries)
    if not found.newer:
        return said
    publishers = words.join(dict.fromkeys(release.publisher for _, release in found.newer))
    newer = words.t(
        "Published, not yet included: {publishers} to {year}.",
        publishers=publishers, year=max(release.covers_to for _, release in found.newer),
    )  # fmt: skip
    return f"{said} {newer}"
