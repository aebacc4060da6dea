"""Texts read in several processes are read as in one."""

from pathlib import Path

import pandas as pd
import pytest

from data.prepare.ucdp import text_workers

# Invented records.
KEPT = pd.DataFrame(
    {
        "source_headline": [
            "Rebels fire mortars at Tessit; Bomb kills four in Gao",
            "",
            "Gunmen raid Kona",
            "Drone strike hits Tessit",
        ]
        * 3,
        "source_article": ["", '"Reuters,2024-01-02,Air strike near Tessit"', "", ""] * 3,
        "source_date": ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"] * 3,
        "where_description": ["Tessit town", "near Tessit", "Kona village", "Tessit"] * 3,
        "where_coordinates": ["Tessit town", "Tessit town", "Kona town", "Tessit town"] * 3,
        "country": "Mali",
        "adm_1": "Gao region",
        "latitude": [15.0, 15.1, 14.9, 15.0] * 3,
        "longitude": [0.5, 0.4, -3.9, 0.5] * 3,
        "where_prec": 1.0,
        "type_of_violence": 1.0,
    },
    index=range(7, 19),
)


def test_several_processes_read_what_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = text_workers.read_texts(KEPT)
    monkeypatch.setattr(text_workers, "processors", lambda: 2)
    monkeypatch.setattr(text_workers, "MANY", 1)
    monkeypatch.setattr(text_workers, "PART", 5)
    for found, expected in zip(text_workers.read_texts(KEPT), alone, strict=True):
        assert list(found) == list(expected) and list(found.index) == list(KEPT.index)
    assert any(alone[0]) and alone[1].notna().all()


def _counted(files: list[Path], more: int) -> pd.DataFrame:
    return pd.DataFrame({"bytes": [path.stat().st_size + more for path in files]})


@pytest.mark.parametrize("large", [0, 10**9])
def test_large_files_are_counted_beside(large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_workers, "LARGE", large)
    monkeypatch.setattr(text_workers, "processors", lambda: 2)
    file = tmp_path / "a"
    file.write_bytes(b"123")
    assert list(text_workers.beside([file], _counted, 4)()["bytes"]) == [7]
