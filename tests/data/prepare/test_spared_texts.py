"""Texts of events off the map are not kept while a file is read; nothing that is kept or told differs for that."""

from pathlib import Path
from unittest.mock import patch

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.prepare.core.intake import InputError, Intake
from data.prepare.files.headers import Columns
from data.prepare.files.read_tables import read_records
from data.prepare.ucdp import ged, ged_records
from tests.data.prepare.test_intake_kinds import COUNTRIES, HEADER, Row, put, rows, text_of
from tests.sweep import draws

ON_MAP = {"MLI", "NER", "TCD", "COL", "BFA"}
#: On the map, known and off it, unknown, and what stands in lines that are no records.
COUNTRY = st.sampled_from(
    ["Mali", "Niger", "Ukraine", " Yemen (North Yemen)", "UKR", "NA", "", "Atlantis", "#country+name", "country"]
)
#: A row repeats its predecessor, or is one of HXL tags, or the header again.
KIND = st.sampled_from(["event", "event", "event", "again", "tags", "header"])


def made(drawn: list[tuple[str, str, str]]) -> list[Row]:
    out: list[Row] = rows(count=2)
    for event, (kind, country, text) in zip(rows(count=len(drawn) + 2)[2:], drawn, strict=True):
        record = {**event, "country": country, "side_a": text, "source_headline": text, "source_date": text}
        out.append(
            {
                "event": record,
                "again": out[-1],
                "tags": {name: "" if name == "id" else f"#{name}" for name in HEADER},
                "header": dict(zip(HEADER, HEADER, strict=True)),
            }[kind]
        )
    return out


def outcome(path: Path) -> tuple[Intake | None, str]:
    try:
        return ged.read(Path("none"), COUNTRIES, (path,))[0], ""
    except InputError as error:
        return None, str(error)


@given(st.lists(st.tuples(KIND, COUNTRY, st.sampled_from(["", "#meta", "XXX100", "a;b", "é"])), min_size=1, max_size=8))
@settings(
    max_examples=draws(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_same_is_kept_and_told(tmp_path: Path, drawn: list[tuple[str, str, str]]) -> None:
    path = put(tmp_path, text_of(made(drawn)).encode())
    spared, said = outcome(path)
    with patch.object(ged_records, "_spared", lambda table, _: table):
        whole, said_of_whole = outcome(path)
    assert said == said_of_whole
    if spared is None or whole is None:
        assert spared is whole
        return
    pd.testing.assert_frame_equal(spared.frame, whole.frame)
    pd.testing.assert_frame_equal(spared.rejects, whole.rejects)
    assert (spared.read, spared.repairs, spared.findings) == (whole.read, whole.repairs, whole.findings)


def test_texts_off_the_map_are_blank_and_others_whole(tmp_path: Path) -> None:
    records = rows(count=3)
    records[1]["country"] = "Ukraine"
    path = put(tmp_path, text_of(records).encode())
    found = read_records(
        path, Columns.of(["country", "source_headline", "best"]), spare=lambda table: ged_records._spared(table, ON_MAP)
    ).frame
    assert found["source_headline"].tolist() == ["Clash 0", "", "Clash 2"] and found["best"].tolist() == ["2", "3", "4"]
