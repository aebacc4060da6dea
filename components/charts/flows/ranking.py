"""Who supplied, who received, and how it moved: rankings by records."""

from __future__ import annotations

import pandas as pd

from components.charts.chart import Chart
from components.charts.flows.figures import kind_bars
from components.charts.flows.sides import SOURCES, counted_together, of_side
from components.current import cached_copies, dataset
from components.text.words import N_, Words
from data.model.categories import FLOW_KINDS
from data.query.filters import Filters
from data.subjects import flows

#: Bars shown by themselves; the rest is one bar.
_MOST = 8
TITLES = {
    ("supplier", "authorised"): N_("Suppliers"),
    ("recipient", "authorised"): N_("Recipients"),
    ("supplier", "illicit and seized"): N_("Countries of origin"),
    ("recipient", "illicit and seized"): N_("Countries of destination"),
    ("mechanism", "illicit and seized"): N_("How the arms moved"),
}
_NOTES = {
    "supplier": N_("Most records from: {name}, {flows}."),
    "recipient": N_("Most records bound for: {name}, {flows}."),
    "mechanism": N_("Most records: {name}, {flows}."),
}


@cached_copies
def ranking_chart(by: str, side: str, filters: Filters, words: Words) -> Chart | None:
    """The bars of one side; None while nothing is on record."""
    asked = of_side(filters, side).picking(by, None)
    found = flows.ranking(dataset(), asked, by)
    if found.empty:
        return None
    rows = _rows(found, by, words)
    return Chart(
        kind_bars(rows, dict(filters.picks).get(by), words),
        f"{words.t(TITLES[by, side])}: {words.t('number of records')}",
        _said(by, side, rows, words),
        counted_together(side, asked, words),
        SOURCES[side],
    )


def _rows(found: pd.DataFrame, by: str, words: Words) -> list[tuple[str, str, dict[str, int]]]:
    """Value, label and records by kind: the most, then the rest together, then what the source does not say."""
    counted = zip(*(found[kind].tolist() for kind in FLOW_KINDS), strict=True)
    ranked = [(value, dict(zip(FLOW_KINDS, own, strict=True))) for value, own in zip(found.value, counted, strict=True)]
    stated = [(value, own) for value, own in ranked if isinstance(value, str)]
    unsaid = [own for value, own in ranked if not isinstance(value, str)]
    most = len(stated) if len(stated) <= _MOST + 1 else _MOST
    rows = [(value, _label(by, value, words), _together([own])) for value, own in stated[:most]]
    if rest := [own for _, own in stated[most:]]:
        rows.append(("", words.t("other ({n})", n=words.number(len(rest))), _together(rest)))
    if unsaid:
        rows.append(("", words.t("not stated"), _together(unsaid)))
    return rows


def _together(rows: list[dict[str, int]]) -> dict[str, int]:
    return {kind: sum(row[kind] for row in rows) for kind in FLOW_KINDS}


def _label(by: str, value: str, words: Words) -> str:
    return words.t(value) if by == "mechanism" else words.country(value)


def _said(by: str, side: str, rows: list[tuple[str, str, dict[str, int]]], words: Words) -> str:
    _, name, kinds = max(rows, key=lambda row: (bool(row[0]), sum(row[2].values())))
    return f"{words.t(TITLES[by, side])}. {words.t(_NOTES[by], name=name, flows=words.flows(kinds))}"
