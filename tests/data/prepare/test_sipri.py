"""SIPRI's trade register: grouped deliveries, the table of designations, fair use."""

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from data.contracts import TABLES
from data.model.categories import CURATED, FOCUS, weapons
from data.model.tables import ContractError
from data.prepare.core.intake import InputError, Intake
from data.prepare.files.headers import Columns
from data.prepare.files.read_tables import read_records
from data.prepare.sipri import trade_register

PREAMBLE = "Transfers of arms for the year range '1995' to '2025';\n;\nData generated: 12 Feb 2026 12:26:12 PM;\n"
HEADER = "SIPRI AT Database ID," + ",".join(trade_register.COLUMNS) + ";\n"


def entry(
    supplier: str = "Ukraine",
    recipient: str = "Mali",
    designation: str = "Mi-24P",
    label: str = "combat helicopter,Aircraft",
    number: str = "2,No",
    year: str = "2007,No",
    rest: str = "Second hand,6.6,No",
) -> str:
    """A synthetic entry in the register's format."""
    return f"1,{supplier},{recipient},{designation},{label},{number},{year},{rest};\n"


def put(folder: Path, *entries: str, others: int = 100, encoding: str = "utf-8") -> Path:
    """A synthetic register: `entries`, then as many deliveries elsewhere as keep the share small."""
    text = PREAMBLE + HEADER + "".join(entries) + entry(recipient="India") * others
    (folder / "sipri").mkdir(exist_ok=True)
    (folder / "sipri" / "trade_register_test.csv").write_text(text, encoding=encoding)
    return folder


@pytest.fixture(scope="module")
def register(raw: Path) -> pd.DataFrame:
    return read_records(next((raw / "sipri").glob("trade*.csv")), Columns.of(list(trade_register.COLUMNS))).frame


@pytest.fixture(scope="module")
def intake(raw: Path) -> Intake:
    return trade_register.read(raw)[0]


def test_real_file_adds_up_and_keeps_the_contract(intake: Intake) -> None:
    table = TABLES["flows"]
    table.check(table.conform(intake.frame.assign(phase="not classified")))
    assert (intake.read, len(intake.rejects)) == (25024, 24020)
    assert len(intake.frame) + intake.grouped == intake.frame.deals.sum() == 1004
    assert set(intake.rejects.reason) == {"recipient outside West Africa and Colombia"}
    assert intake.rejects.iloc[0][["row", "value"]].tolist() == [14, "Western Sahara"]
    assert set(intake.frame.destination_country) == set(FOCUS) - {"GNB"}


def test_sums_equal_those_of_the_register(intake: Intake, register: pd.DataFrame) -> None:
    mali = register[register.Recipient == "Mali"]
    rows = intake.frame[intake.frame.destination_country == "MLI"]
    assert rows.deals.sum() == len(mali) == 77
    assert rows.quantity.sum() == mali["Numbers delivered"].astype(int).sum()
    assert rows.tiv.sum() == pytest.approx(mali["TIV delivery values"].astype(float).sum())


def test_real_deliveries(intake: Intake) -> None:
    rows = intake.frame.set_index("id")
    one = rows.loc["S-ALB-BFA-C3-2011"]
    assert (one["item"], one["quantity"], one["tiv"], one["status"]) == (
        "12 × PM-43 120mm (mortar)",
        12,
        1.2,
        "second hand",
    )
    assert (one["start_year"], one["countries"], one["quantity_estimated"]) == (2011, ["ALB", "BFA"], False)
    many = rows.loc["S-BGR-MLI-C2-2008"]
    assert many["item"] == "15 × BRDM-2 (armoured reconnaissance vehicle); 14 × BTR-60PB (armoured personnel carrier)"
    assert (many["deals"], many["quantity"], many["tiv"]) == (2, 29, 3.21)
    assert rows.loc["S-ESP-MLI-H1-2016", "item"] == "1 × C-295 (transport aircraft)"
    assert rows.loc["S-UKR-TCD-C5-2007", "weapons"] == ["C5"]


def test_unknown_suppliers_and_organisations_get_no_country(intake: Intake) -> None:
    assert intake.findings["suppliers_without_country"] == ["European Union**", "unknown supplier(s)"]
    unknown = intake.frame[intake.frame.origin_country.isna()]
    assert len(unknown) == 30
    assert set(unknown.origin_precision) == {"not stated"}
    assert set(unknown.actors) == {"supplier: unknown", "supplier: European Union"}
    assert all(len(countries) == 1 for countries in unknown.countries)


def test_share_stays_within_fair_use(intake: Intake) -> None:
    assert intake.findings["share_of_register"] == 0.0401


def test_a_register_of_other_recipients_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none of its 100 entries is a delivery to West Africa or Colombia"):
        trade_register.read(put(tmp_path))


def test_more_than_a_tenth_of_the_register_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trade_register, "REGISTER_ENTRIES", 3)
    with pytest.raises(ContractError, match=r"1 of the 3 entries of SIPRI's register \(33%\) would be bundled"):
        trade_register.read(put(tmp_path, entry(), others=2))


def test_an_extract_of_one_recipient_is_measured_against_the_whole_register(tmp_path: Path) -> None:
    assert len(trade_register.read(put(tmp_path, entry(), others=0))[0].frame) == 1


def test_every_description_of_the_register_is_mapped(intake: Intake, register: pd.DataFrame) -> None:
    pairs = set(zip(register["Armament category"], register["Description"], strict=True))
    assert pairs == set(trade_register.designations())
    assert intake.findings["descriptions_without_code"] == []


def test_the_table_of_designations_is_sound() -> None:
    with (CURATED / "sipri_designations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["armament_category", "description", "code", "rule"]
    assert max(Counter((row["armament_category"], row["description"]) for row in rows).values()) == 1
    assert {code for row in rows for code in row["code"].split(";")} <= set(weapons())
    assert all(row["rule"] for row in rows)
    assert all(row["rule"].startswith(("no code", "the brackets")) for row in rows if row["code"] == "H1")


@pytest.mark.parametrize(
    ("category", "description", "code"),
    [
        ("Artillery", "mortar", "C3"),
        ("Missiles", "portable SAM", "B5"),
        ("Missiles", "anti-tank missile", "B4"),
        ("Missiles", "guided bomb", "D4"),
        ("Missiles", "loitering munition", "F3"),
        ("Air-defence systems", "SAM system", "C7"),
        ("Aircraft", "armed UAV", "F1"),
        ("Aircraft", "combat helicopter", "C5"),
        ("Aircraft", "transport helicopter", "H1"),
        ("Armoured vehicles", "armoured personnel carrier", "C2"),
        ("Ships", "patrol boat", "C8"),
        ("Ships", "frigate", "C6"),
        ("Sensors", "air-search radar", "H1"),
    ],
)
def test_designations(category: str, description: str, code: str) -> None:
    assert trade_register.designations()[category, description] == code


def test_entries_of_one_supplier_code_and_year_become_one_row(tmp_path: Path) -> None:
    rows = (
        entry(),
        entry(designation="Mi-24P -", number="1,Yes", year="2007,Yes", rest="New,3.3,Yes"),
        entry(designation="Mi-35M", number="?,Yes", rest="New,,No"),
        entry(designation="X-1", label="hovertank,Armoured vehicles", number="(4),"),
    )
    intake = trade_register.read(put(tmp_path, *rows))[0]
    assert (len(intake.frame), intake.grouped) == (2, 2)
    helicopters, other = (row for _, row in intake.frame.iterrows())
    assert helicopters["item"] == "3 × Mi-24P (combat helicopter); Mi-35M (combat helicopter), number not known"
    assert pd.isna(helicopters["quantity"])
    assert pd.isna(helicopters["tiv"])
    assert helicopters["quantity_estimated"]
    assert helicopters["status"] == "new; second hand"
    assert helicopters["note"] == (
        "SIPRI marks the delivery year as an estimate; local production in the recipient country: 1 of 3 register entries"
    )
    assert (other["weapons"], other["quantity"], other["quantity_estimated"]) == (["H1"], 4, True)
    assert intake.findings["descriptions_without_code"] == ["Armoured vehicles: hovertank"]


def test_rows_are_turned_away_for_one_reason_each(tmp_path: Path) -> None:
    rows = (
        entry(year="20O7,No"),
        entry(year="1897,No"),
        entry(number="many,No"),
        entry(rest="New,-1,No"),
        entry(supplier=""),
        entry(recipient="MPCI (Mali)*", year="never,No"),
    )
    intake = trade_register.read(put(tmp_path, *rows, entry()))[0]
    assert list(zip(intake.rejects.row, intake.rejects.reason, intake.rejects.value, strict=True))[101:] == [
        (5, "delivery year is not a year", "20O7"),
        (6, "delivery year outside the register's range", "1897"),
        (7, "number delivered is not a number", "many"),
        (8, "TIV of the delivery is not a number from 0", "-1"),
        (9, "supplier is blank", ""),
    ]
    assert intake.rejects.iloc[0][["row", "value"]].tolist() == [10, "MPCI (Mali)*"]
    assert len(intake.frame) == 1
    assert intake.frame.source_year.tolist() == [2026]


def test_bom_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = trade_register.read(put(tmp_path, entry()))[0].frame
    path = tmp_path / "sipri" / "trade_register_test.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(trade_register.read(tmp_path)[0].frame, plain)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"one,two\n1,2\n", "lacks 12 of 12 needed columns"),
        (
            HEADER.replace("Recipient,", "").encode() + b"1\n",
            "lacks 1 of 12 needed columns, first 'Recipient'",
        ),
        (HEADER.encode(), "header but no records"),
        ((HEADER + entry() + "2,Ukraine,Mali").encode(), "cut off in line 3"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    put(tmp_path)
    (tmp_path / "sipri" / "trade_register_test.csv").write_bytes(content)
    with pytest.raises(InputError, match=says) as error:
        trade_register.read(tmp_path)
    assert "trade_register_test.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_files_say_what_to_put_where(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sipri/trade_register_\*\.csv: there is no such file"):
        trade_register.read(tmp_path)
