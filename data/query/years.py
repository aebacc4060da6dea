"""The years that can be asked for: from the first of UCDP's record to the last of which the prepared set speaks."""

from __future__ import annotations

from data.engine.dataset import Dataset

#: UCDP counts events from 1989 on; what is older reaches into it with an open or a long period only.
FIRST_YEAR = 1989


def last_year(dataset: Dataset) -> int:
    """The last year of which the set holds a record or a source speaks; never before FIRST_YEAR."""
    return max(dataset.last_year, FIRST_YEAR)


def all_years(dataset: Dataset) -> tuple[int, int]:
    """First and last year that can be asked for."""
    return FIRST_YEAR, last_year(dataset)
