"""The questions that tests ask again and again, from everything to next to nothing."""

from collections.abc import Callable
from typing import Any
from zlib import crc32

import pytest

from data.query.filters import Filters

#: Areas, years, phases, weapons at both levels and mixed, with and without what is only possible.
QUESTIONS = (
    Filters(),
    Filters(exclude_possible=True),
    Filters(areas=("west-africa",), exclude_possible=True),
    Filters(areas=("west-africa",)),
    Filters(areas=("MLI",)),
    Filters(areas=("COL",), exclude_possible=True),
    Filters(areas=("TCD",), years=(1990, 2005)),
    Filters(areas=("MLI", "TCD"), years=(2015, 2022)),
    Filters(areas=("COL", "west-africa"), years=(2020, 2020)),
    Filters(areas=("DZA", "LBY", "SDN")),
    Filters(areas=("CPV",)),
    Filters(years=(1989, 1989)),
    Filters(years=(2024, 2026)),
    Filters(years=(2010, 2014), exclude_possible=True),
    Filters(phases=("armed conflict",)),
    Filters(phases=("not classified",)),
    Filters(phases=("peace mediation", "peacekeeping"), areas=("MLI",)),
    Filters(phases=("peacebuilding", "not classified"), years=(2000, 2012)),
    Filters(weapons=("E",)),
    Filters(weapons=("E3",)),
    Filters(weapons=("NR",), areas=("MLI",)),
    Filters(weapons=("E3", "NR"), areas=("west-africa",)),
    Filters(weapons=("A", "D1", "NR"), exclude_possible=True),
    Filters(weapons=("A4", "B4", "F"), areas=("west-africa", "COL"), years=(2011, 2026)),
    Filters(weapons=("C",), phases=("armed conflict", "peacekeeping"), areas=("TCD",)),
    Filters(weapons=("F",), phases=("peacekeeping",), areas=("TGO",), exclude_possible=True),
    Filters(weapons=("G", "H"), phases=("pre-emptive prevention",)),
    Filters(picks=(("violence", "one-sided"),), areas=("MLI",)),
    Filters(picks=(("border", "MLI-NER"), ("kind", "illicit")), exclude_possible=True),
    Filters(picks=(("actor", "Government of Chad"), ("supplier", "FRA")), years=(2000, 2010)),
    Filters(picks=(("mode", "sea"), ("recipient", "MLI")), areas=("west-africa",)),
)


def each_question(test: Callable[..., Any]) -> Callable[..., Any]:
    """Ask each of `QUESTIONS`. In `make test` a third of them, each test another third: together they ask all."""
    turn = crc32(test.__name__.encode()) % 3
    cases = [
        pytest.param(asked, id=asked.query(), marks=() if i % 3 == turn else pytest.mark.exhaustive)
        for i, asked in enumerate(QUESTIONS)
    ]
    return pytest.mark.parametrize("asked", cases)(test)
