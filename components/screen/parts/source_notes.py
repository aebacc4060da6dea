"""Source notes under a page: who, which licence, which period, and what is missing."""

from __future__ import annotations

import streamlit as st

from components.current import cached_small, dataset
from components.screen.parts.markdown_text import paragraph
from components.text.coverage_words import covered_said, gaps_said, least_complete
from components.text.edition_words import version
from components.text.words import Words
from data.analysis import crossing, currency
from data.model.sources import SOURCES, Source
from data.query.filters import Filters
from data.subjects import country_years, incidents


def source_notes(filters: Filters, words: Words, used: tuple[str, ...]) -> None:
    """Coverage in one line each, then the sources in full when opened."""
    st.subheader(words.t("How do we know, and what is missing"), anchor="sources")
    st.markdown("\n".join(f"- {paragraph(line)}" for line in _missing(filters, words)))
    with st.expander(words.t("Sources and licences"), icon=":material/library_books:"):
        st.markdown(_in_full(used, words))


@cached_small
def _in_full(used: tuple[str, ...], words: Words) -> str:
    return "\n\n".join(_source(SOURCES[name], words) for name in used)


def _source(source: Source, words: Words) -> str:
    """Title, version, licence, what it covers, and its caveats."""
    period = dataset().manifest["tables"][source.table].get("period")
    covers = " · " + words.labelled(words.t("Covers"), words.years(period["first"], period["last"])) if period else ""
    newest = ""
    if release := currency.newest(dataset(), source.id):
        told = words.t("{release}, to {year} (looked up in {month})", release=release.name, year=release.covers_to,
                       month=words.month(release.checked))  # fmt: skip
        newest = " · " + words.labelled(words.t("Newest at the publisher"), told)
    said = version(source.id, words)
    edition = f"{words.labelled(words.t('Version'), said)} · " if said else ""
    link = f" [↗]({source.address})" if source.address.startswith("https://") else ""
    return (
        f"**{source.publisher}: {words.t(source.title)}**{link}  \n"
        f"{edition}"
        f"{words.labelled(words.t('Licence'), words.t(source.licence))}{covers}{newest}  \n"
        + " ".join(words.t(caveat) for caveat in source.caveats)
    )


@cached_small
def _missing(filters: Filters, words: Words) -> list[str]:
    # Of a chosen weapon all events name one: how many name none is a matter of the others.
    found = crossing.summary(dataset(), filters.without("weapons"))
    lines = []
    if found.events:
        unnamed = 1 - found.events_with_weapon / found.events
        if unnamed:
            share = words.percent(unnamed)
            lines.append(
                words.t("Of all events here, whatever weapon is chosen, {share} name none.", share=share)
                if filters.weapons
                else words.t("{share} of the events name no weapon.", share=share)
            )
            lines.append(words.t("Weapons are read from headlines and comments, which most events lack."))
    lines += _ends(filters, words)
    at_places = country_years.share_at_places(dataset(), filters.countries, filters.years)
    if at_places == 0:
        lines.append(words.t("None of the deaths in UCDP's totals are in events on record: they cannot be mapped."))
    elif at_places is not None and at_places < 0.95:
        lines.append(
            words.t(
                "Events on record hold {share} of the deaths in UCDP's totals for the same years; the rest is in no map and no "
                "count.",
                share=words.percent(at_places),
            )
        )
    if years := country_years.incomplete_years(dataset(), filters.countries, filters.years):
        lines.append(least_complete(years, words))
    lines.append(words.t("Flows and corridors are documented cases, not volumes: few records do not mean few arms."))
    lines.append(
        words.t("Authorised transfers on record are major conventional arms; small arms are almost absent from the register.")
    )
    return lines


def _ends(filters: Filters, words: Words) -> list[str]:
    """Until when place-level events are covered, and where none is on record."""
    countries = filters.countries
    lines = [covered_said(countries, words), *gaps_said(filters, words)]
    silent = [country for country in countries if incidents.period(dataset(), (country,)) is None]
    if not silent:
        return lines
    names = words.join(words.country(country) for country in silent)
    return [*lines, words.t("No place-level event is on record for {countries}.", countries=names)]
