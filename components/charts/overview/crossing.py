"""Phase × weapon: the matrix as a figure, and what it counts."""

from __future__ import annotations

from components.charts.overview import figures as charts
from components.charts.overview.figures import Cell
from components.current import dataset
from components.text.words import FLOW_KIND_PLURALS, N_, Words
from data.analysis import crossing
from data.model.categories import NOT_REPORTED
from data.query.filters import Filters

SUBJECT_NAMES = {"incidents": N_("events"), **FLOW_KIND_PLURALS, "routes": N_("corridors")}


def chosen_cells(filters: Filters) -> set[Cell]:
    return {(p, w[0] if w != NOT_REPORTED else w) for p in filters.phases for w in filters.weapons}


def crossing_chart(filters: Filters, subject: str, words: Words) -> tuple[charts.Figure, str]:
    """The matrix as a figure, for slides and pictures, and what must be said with it."""
    found, unit = crossing.matrix(dataset(), filters, subject), words.t(SUBJECT_NAMES[subject])
    return charts.matrix(found, chosen_cells(filters), unit, words), note(filters, subject, words)


def note(filters: Filters, subject: str, words: Words) -> str:
    """What is counted, and how much of it names no weapon."""
    unnamed = sum(n for (_, group), n in crossing.matrix(dataset(), filters, subject).items() if group == NOT_REPORTED)
    total = unnamed + _named(filters, subject)
    if not total:
        return words.t("Nothing on record.")
    counted = words.t("Number of {unit}. A record with several categories counts in each.", unit=words.t(SUBJECT_NAMES[subject]))
    share = words.t("Share that names no weapon: {share}.", share=words.percent(unnamed / total))
    parts = [counted, share if unnamed else words.t("Each of them names a weapon.")]
    if subject in FLOW_KIND_PLURALS:
        parts.append(words.t("Cells count records, not the arms that they state."))
    return " ".join(parts)


def _named(filters: Filters, subject: str) -> int:
    return crossing.with_weapon(dataset(), filters.without("phases", "weapons"), subject)
