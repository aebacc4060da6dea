"""Every adapter with mutations of its format: rows that add up, or one sentence. All files are invented.

FUZZ_EXAMPLES=500 tries as many mutations of each; the suite tries a few.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.model.tables import ContractError
from data.prepare.core.intake import InputError, Intake
from data.prepare.inform import risk_index
from data.prepare.sipri import trade_register
from data.prepare.sums import check_sums, sums_of_files
from data.prepare.ucdp import country_years, ged
from data.prepare.unodc import seizure_figures
from tests.data.prepare import test_country_years, test_inform, test_intake_kinds, test_sipri, test_unodc
from tests.sweep import draws

PIECES = (
    *(
        ",",
        ";",
        '"',
        '""',
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\ufeff",
        "#",
        "é",
        "\u00a0",
        "-",
        ".",
        "NA",
        "nan",
        "1e308",
        "9" * 40,
    ),
    *(
        "2021-02-30",
        "31/12/2021",
        "12/31/21",
        "44206",
        "1,234",
        "1.234,5",
        "(12)",
        "355.8",
        "180.1",
        "<5",
        "Mali",
        "#country+code",
    ),
)
Mutation = tuple[float, str, str]
#: Where (a share of the text), what, and how: put in, put in place of as many letters, cut a piece out, double a line.
mutation = st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(PIECES), st.sampled_from(("in", "over", "cut", "line")))
some = settings(
    max_examples=draws(int(os.environ.get("FUZZ_EXAMPLES", "25"))),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def mutated(text: str, mutations: list[Mutation]) -> str:
    for share, piece, how in mutations:
        at = int(share * len(text))
        if how == "in":
            text = text[:at] + piece + text[at:]
        elif how == "over":
            text = text[:at] + piece + text[at + len(piece) :]
        elif how == "cut":
            text = text[:at] + text[at + 10 * len(piece) :]
        else:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1
            text = text[:end] + text[start:end] + text[end:] if end else text
    return text


def csv_of(rows: list[list[object]]) -> str:
    return "".join(",".join("" if cell is None else str(cell).replace(",", " ") for cell in row) + "\n" for row in rows)


SIPRI = (
    test_sipri.PREAMBLE
    + test_sipri.HEADER
    + test_sipri.entry()
    + test_sipri.entry(number="12?,No")
    + test_sipri.entry(recipient="India")
)
YEARS = "\n".join([test_country_years.HEADER, *test_country_years.ROWS]) + "\n"
UNODC = csv_of([list(test_unodc.HEADER), *(list(test_unodc.figure(n)) for n in range(4))])
INFORM = "INFORM Risk 2025\n" + csv_of(
    [list(test_inform.HEADER), test_inform.country("MLI", 5.0), test_inform.country("TCD", 4.0)]
)


def of_folder(read: Callable[[Path], list[Intake]], folder: str, name: str) -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as raw:
            (Path(raw) / folder).mkdir()
            (Path(raw) / folder / name).write_bytes(content)
            for intake in read(Path(raw)):
                assert intake.grouped >= 0
                # One row is one record but in flows, where `deals` counts them.
                standing = int(intake.frame["deals"].sum()) if "deals" in intake.frame else len(intake.frame)
                assert intake.read == standing + len(intake.rejects)

    return run


def of_events(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as raw:
        path = Path(raw) / "events.csv"
        path.write_bytes(content)
        (intake,) = ged.read(Path(raw), test_intake_kinds.COUNTRIES, (path,))
        assert intake.read == int(intake.frame["events"].sum()) + len(intake.rejects)
        check_sums(intake.frame, sums_of_files((path,), intake.rejects))


ADAPTERS: dict[str, tuple[str, Callable[[bytes], None]]] = {
    "ged": (test_intake_kinds.PLAIN, of_events),
    "sipri": (SIPRI, of_folder(trade_register.read, "sipri", "trade_register_x.csv")),
    "unodc": (UNODC, of_folder(seizure_figures.read, "unodc", "data_iafq_firearms_trafficking_x.xlsx")),
    "inform": (INFORM, of_folder(risk_index.read, "risk", "inform_risk_x.xlsx")),
    "country_years": (YEARS, of_folder(country_years.read, "ucdp", "organizedviolencecy_v25_1.csv")),
}


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_the_file_itself_is_read(adapter: str) -> None:
    text, run = ADAPTERS[adapter]
    run(text.encode())


@pytest.mark.parametrize("adapter", ADAPTERS)
@some
@given(mutations=st.lists(mutation, min_size=1, max_size=4), encoding=st.sampled_from(("utf-8", "utf-8", "cp1252", "utf-16")))
def test_a_mutated_file_adds_up_or_gets_one_sentence(
    adapter: str, mutations: list[tuple[float, str, str]], encoding: str
) -> None:
    text, run = ADAPTERS[adapter]
    try:
        run(mutated(text, mutations).encode(encoding, "replace"))
    except (InputError, ContractError) as error:
        message = str(error)
        assert "\n" not in message and len(message) < 600
        assert "do not add up" not in message and "defect" not in message
