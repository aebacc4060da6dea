"""How long a UN mission or office is there, in words."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd

from components.text.words import Words


def there(row: dict[Any, Any], words: Words) -> str:
    """Since when a presence is there, or until which day it was: a row of `data.subjects.presence.in_countries`."""
    if pd.isna(row["end"]):
        return to_be_checked(row["until"], words) or words.years(row["start"].year, None)
    values = {"year": row["start"].year, "date": words.day(row["end"])}
    if pd.isna(row["mandate_end"]):
        return words.t("from {year}, ended {date}", **values)
    mandate = words.day(row["mandate_end"])
    return words.t("mandate {year} to {mandate}, withdrawn by {date}", mandate=mandate, **values)


def to_be_checked(until: Any, words: Words) -> str:
    """Of what holds to a day that has passed, and is not known to be renewed or ended, that it is to be checked; else nothing."""
    if pd.isna(until) or pd.Timestamp(until).date() >= datetime.date.today():
        return ""
    return words.t("to be checked: known to {date}", date=words.day(until))
