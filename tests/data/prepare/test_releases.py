"""Which addresses are asked for the newest releases, by what a publisher has."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from data.model.sources import SOURCES
from data.prepare.core.intake import InputError
from data.prepare.refresh.download import Fetched, NotThereError
from data.prepare.refresh.releases import GROUPS, event_files, inform, ucdp, unodc

DAY = datetime.date(2026, 11, 29)
CANDIDATE = "https://ucdp.uu.se/downloads/candidateged/"
GED, TOTALS = "https://ucdp.uu.se/downloads/ged/", "https://ucdp.uu.se/downloads/organizedviolencecy/organizedviolencecy-"


class Publisher:
    """Has these files and no others."""

    def __init__(self, *addresses: str, page: str = "") -> None:
        self.addresses, self.page = addresses, page
        self.asked: list[str] = []

    def __call__(self, address: str, path: Path, *, page: bool = False) -> Fetched:
        self.asked.append(address)
        if page:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.page)
        elif address not in self.addresses:
            raise NotThereError(f"{address} is not there (404)")
        return Fetched(path, address, "", 1, False)


def found(publisher: Publisher, tmp_path: Path, day: datetime.date = DAY) -> list[str]:
    return [one.address for one in ucdp(publisher, tmp_path, day)]


def test_the_newest_year_and_the_months_after_it(tmp_path: Path) -> None:
    months = [f"{CANDIDATE}GEDEvent_v26_0_{month}.csv" for month in (1, 2, 7, 8)]
    publisher = Publisher(
        *(f"{GED}ged{year}1-csv.zip" for year in (25, 26)),
        *(f"{TOTALS}{year}1-csv.zip" for year in (25, 26)),
        f"{CANDIDATE}GEDEvent_v26_01_26_03.csv",
        f"{CANDIDATE}GEDEvent_v26_01_26_06.csv",
        *months,
    )
    assert found(publisher, tmp_path) == [
        f"{GED}ged261-csv.zip",
        f"{CANDIDATE}GEDEvent_v26_01_26_06.csv",
        *months[2:],
        f"{TOTALS}261-csv.zip",
    ]


def test_before_the_release_of_a_year_candidates_run_over_new_year(tmp_path: Path) -> None:
    publisher = Publisher(
        f"{GED}ged261-csv.zip",
        f"{TOTALS}261-csv.zip",
        f"{CANDIDATE}GEDEvent_v26_01_26_12.csv",
        f"{CANDIDATE}GEDEvent_v27_0_1.csv",
        f"{CANDIDATE}GEDEvent_v27_0_2.csv",
    )
    assert found(publisher, tmp_path, datetime.date(2027, 3, 15))[1:4] == [
        f"{CANDIDATE}GEDEvent_v26_01_26_12.csv",
        f"{CANDIDATE}GEDEvent_v27_0_1.csv",
        f"{CANDIDATE}GEDEvent_v27_0_2.csv",
    ]


def test_no_candidate_yet(tmp_path: Path) -> None:
    publisher = Publisher(f"{GED}ged261-csv.zip", f"{TOTALS}261-csv.zip")
    assert found(publisher, tmp_path) == [f"{GED}ged261-csv.zip", f"{TOTALS}261-csv.zip"]


def test_events_are_told_from_totals(tmp_path: Path) -> None:
    publisher = Publisher(f"{GED}ged261-csv.zip", f"{TOTALS}261-csv.zip", f"{CANDIDATE}GEDEvent_v26_0_1.csv")
    files = event_files(ucdp(publisher, tmp_path, DAY))
    assert [path.relative_to(tmp_path).as_posix() for path in files] == ["ucdp/ged261-csv.zip", "ucdp/GEDEvent_v26_0_1.csv"]


def test_moved_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"yearly release: none of 3 addresses holds a file, the last .*ged241-csv.zip: look up"):
        found(Publisher(), tmp_path)


def inform_address(year: int, edition: int) -> str:
    return SOURCES["inform-risk"].downloads["edition"].format(yyyy=year, edition=edition)


@pytest.mark.parametrize(
    ("there", "newest"),
    [
        ([(2025, 70), (2025, 71), (2026, 72)], (2026, 72)),
        ([(2026, 72), (2026, 73)], (2026, 73)),
        ([(2026, 74), (2027, 75)], (2027, 75)),
        ([(2025, 69), (2025, 70)], (2025, 70)),
    ],
)
def test_the_newest_edition_of_inform(there: list[tuple[int, int]], newest: tuple[int, int], tmp_path: Path) -> None:
    publisher = Publisher(*(inform_address(*one) for one in there))
    assert [one.address for one in inform(publisher, tmp_path, DAY)] == [inform_address(*newest)]
    assert len(publisher.asked) < 30


def unodc_address(year: int, month: int, again: str = "") -> str:
    return SOURCES["unodc-iafq"].downloads["file"].format(yyyy=year, month=month, again=again)


def test_the_newest_workbook_of_unodc_stands_in_a_folder_that_its_page_names(tmp_path: Path) -> None:
    page = '<a href="/files/2024-08/x.xlsx"> <a href="/files/2026-05/y.xlsx"> <a href="/files/2030-01/z.xlsx">'
    publisher = Publisher(unodc_address(2024, 8), unodc_address(2026, 5), unodc_address(2026, 5, "_0"), page=page)
    assert [one.address for one in unodc(publisher, tmp_path, DAY)] == [unodc_address(2026, 5, "_0")]
    assert not list((tmp_path / "unodc").glob("*.page"))


def test_a_page_without_links_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="links to no file: download the workbook by hand"):
        unodc(Publisher(page="<html>moved</html>"), tmp_path, DAY)


def test_every_address_is_encrypted() -> None:
    addresses = [address for source in SOURCES.values() for address in source.downloads.values()]
    assert len(addresses) >= len(GROUPS) and all(address.startswith("https://") for address in addresses)
