"""Records a year, each side on its own scale, with the arms embargoes on a single country."""

from __future__ import annotations

import pandas as pd

from components.charts.chart import Chart
from components.charts.flows import figures as flow_charts
from components.charts.flows.sides import NAMES, SOURCES, counted_together, of_side
from components.current import cached_copies, dataset
from components.text.words import Words
from data.model import source_roles
from data.query.filters import Filters
from data.subjects import embargoes, flows


@cached_copies
def flow_years_chart(sides: tuple[str, ...], by: str, filters: Filters, words: Words) -> Chart:
    """Records of all years, `by` kind or weapon; the arms embargoes on a single recipient behind them."""
    always = filters.without("years")
    found = {side: flows.by_year(dataset(), of_side(always, side), by) for side in sides}
    country = recipient(filters)
    known = embargoes.arms_embargoes(dataset(), country) if country else pd.DataFrame()
    notes = [words.t("Records, not quantities. A record of several years counts in each of them.")]
    if by == "weapon":
        notes += [note for side in sides for note in counted_together(side, always, words)]
        notes.append(words.t("A record with several categories counts in each."))
    if filters.years:
        notes.append(words.t("Pale: outside the chosen years."))
    if country:
        notes.append(_embargo_note(country, known, words))
    embargoed = () if known.empty else (source_roles.OWN_TABLES,)
    return Chart(
        flow_charts.years(found, by, filters.years, known, words),
        words.t("Records a year"),
        _said(found, {side: flows.by_year(dataset(), of_side(always, side), "kind") for side in sides}, words),
        tuple(notes),
        tuple(dict.fromkeys((*(source for side in sides for source in SOURCES[side]), *embargoed))),
    )


def recipient(filters: Filters) -> str | None:
    """The single country that the question is about: the recipient picked, or the only country chosen."""
    picked = dict(filters.picks).get("recipient")
    return picked or (filters.countries[0] if len(filters.countries) == 1 else None)


def _embargo_note(country: str, known: pd.DataFrame, words: Words) -> str:
    name = words.country(country)
    if known.empty:
        return words.t("{country}: no arms embargo on the country is on record here.", country=name)
    return words.t("Violet: arms embargoes on {country} by who imposed them; the tinted years are those of the UN.", country=name)


def _said(found: dict[str, pd.DataFrame], kinds: dict[str, pd.DataFrame], words: Words) -> str:
    """The year whose bars stand highest on each side, and how many records of each kind it has."""
    parts = []
    for side, counted in found.items():
        title = words.t(NAMES[side])
        if counted.empty:
            parts.append(words.t("{title}: none on record.", title=title))
            continue
        year = counted.groupby("year").records.sum().idxmax()
        peak = kinds[side][kinds[side].year == year]
        most = dict(zip(peak.group, peak.records.tolist(), strict=True))
        parts.append(words.t("{title}: most in {year}, {flows}.", title=title, year=year, flows=words.flows(most)))
    return f"{words.t('Chart of records a year.')} {' '.join(parts)}"
