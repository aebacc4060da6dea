"""A file of which one reason turns away most rows: refused by name, unless nobody misses them."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.prepare.core.intake import InputError, Intake, refuse_spoilt, rejects


def intake(turned_away: dict[str, int], kept: int, **said: Any) -> Intake:
    """An intake of one file or several: `reason` or `file: reason` → rows."""
    parts, line = [], 2
    for text, count in turned_away.items():
        file, _, reason = text.rpartition(": ")
        parts.append(rejects("risk", file or "a.csv", range(line, line + count), reason, ["-1"] * count))
        line += count
    found = pd.concat(parts, ignore_index=True)
    return Intake("risk", pd.DataFrame({"row": range(kept)}), kept + len(found), found, files=(Path("a.csv"),), **said)


def test_most_rows_for_one_reason_are_a_fault_of_the_file() -> None:
    with pytest.raises(
        InputError, match=r"^a\.csv: 6 of 10 rows .* one reason, value is negative \(first line 2: '-1'\): .*--yes"
    ):
        refuse_spoilt(intake({"value is negative": 6}, 4))


def test_numbers_inside_a_reason_make_no_other_reason() -> None:
    with pytest.raises(InputError, match="6 of 10 rows"):
        refuse_spoilt(intake({"coordinates 120 km outside the country": 3, "coordinates 500 km outside the country": 3}, 4))


def test_rows_of_elsewhere_are_neither_a_fault_nor_counted() -> None:
    elsewhere = {"no_faults": ("country outside",)}
    refuse_spoilt(intake({"country outside the region": 90}, 10, **elsewhere))
    refuse_spoilt(intake({"country outside the region": 90, "value is negative": 5}, 5, **elsewhere))
    with pytest.raises(InputError, match="6 of 10 rows"):
        refuse_spoilt(intake({"country outside the region": 90, "value is negative": 6}, 4, **elsewhere))


def test_each_file_is_judged_alone() -> None:
    held = {"held": {"a.csv": 100, "b.csv": 10}}
    with pytest.raises(InputError, match=r"^b\.csv: 6 of 10 rows"):
        refuse_spoilt(intake({"b.csv: value is negative": 6}, 104, **held))
    refuse_spoilt(intake({"a.csv: value is negative": 6}, 104, **held))


@pytest.mark.parametrize("few", [{"value is negative": 2}, {"value is negative": 5, "no country": 5}])
def test_a_few_rows_or_several_reasons_are_no_fault_of_the_file(few: dict[str, int]) -> None:
    refuse_spoilt(intake(few, 1))
