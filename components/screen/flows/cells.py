"""Cells of tables about flows and embargoes: an end, a quantity that means something, a document and its address."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.text.tooltips import end_of_flow
from components.text.words import Words
from data.subjects import flows


def where(row: Any, end: str, words: Words) -> str:
    """An end of a flow in words; what the source does not say is said."""
    return end_of_flow(row, end, words) or words.t("not stated")


def quantity(row: Any) -> float | None:
    """The quantity, unless it is not known or adds up unlike things."""
    return None if pd.isna(row.quantity) or flows.adds_up_unlike_things(row.kind, row.weapons) else float(row.quantity)


def unit(row: Any, words: Words) -> str:
    """The unit of the quantity shown, and whether the source estimates it."""
    if quantity(row) is None:
        return ""
    named = words.t(row.unit) if isinstance(row.unit, str) else ""
    return f"{named} ({words.t('estimate')})" if row.quantity_estimated is True else named


def citation(row: Any) -> str:
    """Publisher, title and year of the document."""
    return ", ".join(str(part) for part in (row.source_publisher, row.source_title, row.source_year) if pd.notna(part))
