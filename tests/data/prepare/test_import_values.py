"""Import values: the covered countries only, each year once, under SIPRI's own names."""

from pathlib import Path

from data.contracts import TABLES
from data.model.categories import FOCUS
from data.prepare.sipri import import_values


def test_the_real_file_keeps_the_contract(raw: Path) -> None:
    found = import_values.read(raw, FOCUS)[0]
    TABLES["import_values"].check(TABLES["import_values"].conform(found.frame))
    assert (found.read, len(found.frame), len(found.rejects)) == (624, 624, 0)
    assert set(FOCUS) - set(found.frame.country) == {"CPV"} and int(found.frame.year.max()) == 2025


def test_other_countries_and_slips_are_turned_away(tmp_path: Path) -> None:
    (tmp_path / "sipri").mkdir()
    text = "recipient,year,tiv\nCote d'Ivoire,2025,2.5\nFrance,2025,9\nMali,20x5,1\nMali,2025,-1\nMali,2024,1\nMali,2024,2\n"
    (tmp_path / "sipri" / "sipri_tiv_imports_country_year_to_2025.csv").write_text(text)
    found = import_values.read(tmp_path, FOCUS)[0]
    assert found.frame[["country", "year", "tiv"]].values.tolist() == [["CIV", 2025, 2.5], ["MLI", 2024, 1.0]]
    assert found.rejects.row.tolist() == [3, 4, 5, 7]
