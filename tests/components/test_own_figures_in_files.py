"""Files of a country's own figures say how current these are, not other sources."""

from __future__ import annotations

import pytest

from components.files.download.content import Content
from data.query.filters import Filters
from data.subjects.national import SUBJECTS


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_file_speaks_of_its_own_source(subject: str) -> None:
    said = Content.of(subject, Filters(), "en").current
    assert "totals to" not in said and "transfers to" not in said
    assert {"mine_victims": "June 2021", "police_homicides": "2024", "police_seizures": "March 2019"}[subject] in said
