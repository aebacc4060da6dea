"""UCDP events → incidents: bad rows are turned away by name, the others keep their sums."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest
import shapely

from data.contracts.records import INCIDENTS
from data.prepare import manifest
from data.prepare.core.intake import InputError, Intake
from data.prepare.sums import check_sums, sums_of_files
from data.prepare.ucdp import ged, ged_layouts

# Synthetic countries and events: boxes and invented records, not from any source.
BOXES = {
    "MLI": (-12, 10, 4, 25),
    "NER": (4, 11, 15, 23),
    "SDN": (22, 9, 38, 22),
    "SSD": (24, 3, 35, 9),
    "UGA": (29, -1, 35, 3),
}
COUNTRIES = pd.DataFrame(
    [{"country": iso3, "region": "neighbour", "shape": shapely.box(*box)} for iso3, box in BOXES.items()]
    + [{"country": "AFG", "region": "world", "shape": shapely.box(60, 30, 74, 38)}]
)
EVENT = {
    "relid": "SYN-1",
    "year": "2019",
    "type_of_violence": "1",
    "conflict_name": "Synthetic: Government",
    "dyad_name": "Government of Synthetic - Group A",
    "side_a": "Government of Synthetic",
    "side_b": "Group A",
    "source_date": "2019-03-07;2019-03-06",
    "source_headline": "",
    "where_prec": "1",
    "where_coordinates": "Kati town",
    "where_description": "",
    "latitude": "12.75",
    "longitude": "-8.07",
    "country": "Mali",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2019-03-05 00:00:00.000",
    "date_end": "2019-03-05 00:00:00.000",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "3",
    "high": "4",
    "low": "2",
}


def event(relid: str, **changes: str) -> dict[str, str]:
    return {**EVENT, "relid": relid, **changes}


def file_of(folder: Path, events: list[dict[str, str]], name: str = "GEDEvent_v24_1.csv") -> Path:
    path = folder / name
    pd.DataFrame(events).fillna("").to_csv(path, index=False)
    return path


def read(*paths: Path, by_event: bool = False) -> Intake:
    (intake,) = ged.read(Path("none"), COUNTRIES, paths, by_event)
    return intake


def read_events(folder: Path, *events: dict[str, str], name: str = "GEDEvent_v24_1.csv") -> Intake:
    return read(file_of(folder, [EVENT, *events], name))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"relid": ""}, "no event id (relid)"),
        ({"relid": "SYN-1"}, "duplicate of row 2"),
        ({"country": "Atlantis"}, "country unknown or outside the map"),
        ({"country": "Afghanistan", "iso3": "AFG"}, "country unknown or outside the map"),
        ({"year": "soon"}, "year missing or impossible"),
        ({"year": "1066", "date_start": "", "date_end": ""}, "year missing or impossible"),
        ({"type_of_violence": "9"}, "type of violence is not 1, 2 or 3"),
        ({"best": ""}, "deaths (best) missing or no whole number"),
        ({"best": "many"}, "deaths (best) missing or no whole number"),
        ({"best": "1.5"}, "deaths (best) missing or no whole number"),
        ({"best": "-3"}, "negative deaths"),
        ({"low": "-1"}, "negative deaths"),
        ({"deaths_civilians": "-1"}, "negative deaths"),
        ({"date_start": "2019-02-30", "date_end": "2019-03-01"}, "impossible date"),
        ({"date_end": "2019-13-01"}, "impossible date"),
        ({"date_end": "2019-03-04"}, "end before start"),
        ({"date_start": "2015-03-05", "date_end": "2015-03-05"}, "year disagrees with date_start"),
        ({"latitude": "", "longitude": ""}, "coordinates missing"),
        ({"latitude": "0", "longitude": "0"}, "coordinates are 0/0"),
        ({"latitude": "12", "longitude": "190"}, "coordinates out of range"),
        ({"latitude": "-8.07", "longitude": "12.75"}, "coordinates look swapped"),
        ({"latitude": "12.75", "longitude": "14"}, "km outside the country"),
    ],
)
def test_a_bad_row_is_turned_away_by_name(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    intake = read_events(tmp_path, event(**{"relid": "SYN-2", **changes}))
    assert len(intake.rejects) == 1
    turned_away = intake.rejects.iloc[0]
    assert reason in turned_away["reason"]
    assert (turned_away["file"], turned_away["row"]) == ("GEDEvent_v24_1.csv", 3)
    assert intake.read == 2 and intake.frame["events"].sum() == 1


def test_what_other_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    (row,) = (
        read_events(tmp_path, event("SYN-2", low="NA", high="nan", dyad_name="NA", where_coordinates="NULL"))
        .frame[lambda frame: frame["place"].isna()]
        .itertuples()
    )
    assert pd.isna(row.deaths_low) and pd.isna(row.deaths_high) and pd.isna(row.dyad)


def test_an_event_just_over_the_border_stays(tmp_path: Path) -> None:
    intake = read_events(tmp_path, event("SYN-2", longitude="4.4"))
    assert intake.rejects.empty


def test_sudan_before_2011_reaches_to_juba(tmp_path: Path) -> None:
    juba = {"country": "Sudan", "latitude": "4.85", "longitude": "31.6", "date_start": "", "date_end": ""}
    intake = read_events(
        tmp_path, event("SYN-2", year="1998", **juba), event("SYN-3", year="2011", **juba), event("SYN-4", **juba)
    )
    assert intake.rejects["row"].tolist() == [5]
    assert "km outside the country" in intake.rejects["reason"].iloc[0]


def test_contradictory_bounds_are_blanked_and_counted(tmp_path: Path) -> None:
    intake = read_events(tmp_path, event("SYN-2", low="9", year="2018", date_start="", date_end=""))
    assert intake.repairs == {"low estimate above the best one: low estimate blanked": 1}
    repaired = intake.frame[intake.frame["year"] == 2018].iloc[0]
    assert pd.isna(repaired["deaths_low"]) and repaired["deaths"] == 3 and repaired["deaths_high"] == 4


def test_a_report_cannot_precede_its_event(tmp_path: Path) -> None:
    intake = read_events(tmp_path, event("SYN-2", source_date="1753-01-01", where_coordinates="Elsewhere"))
    assert intake.frame["published"].isna().sum() == 1
    assert intake.frame["published"].max() == pd.Timestamp("2019-03-06")


def test_the_same_headline_of_another_day_is_another_report(tmp_path: Path) -> None:
    headline = "Synthetic headline: mortar shells fall on market"
    of = {"SYN-2": "2019-03-06", "SYN-3": "2019-03-06", "SYN-4": "2019-03-09"}
    events = (event(relid, source_headline=headline, source_date=day, where_coordinates=relid) for relid, day in of.items())
    frame = read_events(tmp_path, *events).frame
    told = {place: rows for place, rows in zip(frame["place"], frame["reports"], strict=True) if place in of}
    assert told["SYN-2"] == told["SYN-3"] != told["SYN-4"]


def test_html_and_formulas_pass_as_names(tmp_path: Path) -> None:
    names = {"where_coordinates": "=cmd|' /C calc'!A0", "side_b": "<script>alert(1)</script>"}
    frame = read_events(tmp_path, event("SYN-2", **names)).frame
    row = frame[frame["place"] == names["where_coordinates"]].iloc[0]
    assert row["actors"] == ["Government of Synthetic", names["side_b"]]


def test_events_of_one_place_month_and_dyad_become_one_row(tmp_path: Path) -> None:
    intake = read_events(
        tmp_path,
        event("SYN-2", date_start="2019-03-20", date_end="2019-03-22", date_prec="2", best="4", low="", high="6"),
        event("SYN-3", date_start="2019-04-01", date_end="2019-04-01"),
        event("SYN-4", side_b="Group B", dyad_name="Government of Synthetic - Group B"),
    )
    assert (intake.read, len(intake.frame), intake.grouped, len(intake.rejects)) == (4, 3, 1, 0)
    row = intake.frame.set_index("events").loc[2]
    assert row["source_records"] == ["SYN-1", "SYN-2"]
    assert (row["start"], row["end"]) == (pd.Timestamp("2019-03-05"), pd.Timestamp("2019-03-22"))
    assert row["date_precision"] == "month" and row["month"] == 2019 * 12 + 2
    assert row["deaths"] == 7 and row["deaths_high"] == 10 and pd.isna(row["deaths_low"])


def test_events_of_one_day_keep_their_day(tmp_path: Path) -> None:
    row = read_events(tmp_path, event("SYN-2")).frame.iloc[0]
    assert (row["events"], row["date_precision"], row["start"]) == (2, "day", row["end"])


def test_by_event_nothing_is_grouped(tmp_path: Path) -> None:
    intake = read(file_of(tmp_path, [EVENT, event("SYN-2")]), by_event=True)
    assert intake.frame["events"].tolist() == [1, 1] and intake.frame["id"].is_unique


@pytest.mark.parametrize(
    ("changes", "precision", "month"),
    [
        ({}, "day", True),
        ({"date_prec": "2"}, "month", True),
        ({"date_prec": "2", "date_end": "2019-03-09"}, "month", True),
        ({"date_prec": "3", "date_start": "2019-02-27"}, "month", False),
        ({"date_prec": "5", "date_start": "2019-01-01", "date_end": "2019-12-31"}, "year", False),
        ({"date_prec": "", "date_start": "", "date_end": ""}, "year", False),
    ],
)
def test_precision_claims_no_more_than_is_known(
    tmp_path: Path,
    changes: dict[str, str],
    precision: str,
    month: bool,
) -> None:
    row = read(file_of(tmp_path, [event("SYN-1", **changes)])).frame.iloc[0]
    assert row["date_precision"] == precision
    assert pd.notna(row["month"]) == month
    assert row["year"] == 2019


def test_a_year_without_dates_is_the_whole_year(tmp_path: Path) -> None:
    undated = {"date_prec": "", "date_start": "", "date_end": "", "side_a": "", "side_b": "", "dyad_name": ""}
    row = read(file_of(tmp_path, [event("SYN-1", **undated)])).frame.iloc[0]
    assert (row["start"], row["end"]) == (pd.Timestamp("2019-01-01"), pd.Timestamp("2019-12-31"))
    assert row["actors"] == [] and pd.isna(row["dyad"]) and row["conflict"] == "Synthetic: Government"


def test_reliability_follows_release_and_clarity(tmp_path: Path) -> None:
    yearly = read_events(tmp_path, event("SYN-2", event_clarity="2", where_coordinates="B")).frame
    assert yearly.set_index("place")["reliability"].to_dict() == {"Kati town": "confirmed", "B": "probable"}
    candidate = read_events(tmp_path, name="GEDEvent_v26_0_8.csv").frame
    assert candidate["reliability"].tolist() == ["probable"]
    assert candidate["source_release"].tolist() == ["Candidate 26.0.8"]


def test_candidate_events_not_cleared_are_only_possible(tmp_path: Path) -> None:
    unnamed = {"code_status": "", "side_a": "XXX475", "dyad_name": "XXX475 - Civilians"}
    events = [
        event("SYN-2", code_status="Check dyad", where_coordinates="B"),
        event("SYN-3", code_status="Clear", where_coordinates="C"),
        event("SYN-4", where_coordinates="D", **unnamed),
        event("SYN-5", where_coordinates="E", code_status=""),
    ]
    candidate = read_events(tmp_path, *events, name="GEDEvent_v26_0_8.csv")
    assert candidate.rejects.empty
    assert candidate.frame.set_index("place")["reliability"].drop("Kati town").to_dict() == {
        "B": "possible",
        "C": "probable",
        "D": "possible",
        "E": "probable",
    }
    renamed = read_events(tmp_path, *events).frame
    assert renamed.groupby("place")["reliability"].first().equals(candidate.frame.groupby("place")["reliability"].first()), (
        "the content decides: a yearly release holds cleared events only"
    )


def test_a_party_that_ucdp_has_not_identified_has_no_name(tmp_path: Path) -> None:
    row = read(file_of(tmp_path, [event("SYN-1", side_a="XXX475", side_b="Civilians", dyad_name="XXX475 - Civilians")]))
    assert row.frame["actors"].tolist() == [["Civilians"]] and row.frame["dyad"].isna().all()
    assert list(row.repairs) == ["party that UCDP has not identified: placeholder blanked"]


OF = {"side_a_new_id": "9", "side_b_new_id": "1051", "dyad_new_id": "640"}


def test_a_party_has_the_name_that_its_newest_release_gives_its_id(tmp_path: Path) -> None:
    """In whatever order, whatever program wrote the id, and where the id is missing: by the dyad, or the name in the country."""
    long, bare = {"side_b": "The Long Name", "dyad_name": "Government of Synthetic - The Long Name"}, dict.fromkeys(OF, "")
    intake = read(
        file_of(
            tmp_path,
            [
                event("SYN-1", release="GED 25.1", **OF),
                event("SYN-2", release="GED 22.1", **OF | {"side_b_new_id": "1051.0"}, **long),
                event("SYN-3", release="Candidate 21.01.21.12", **bare | {"dyad_new_id": "640"}, **long),
                event("SYN-4", release="GED 22.1", **bare, **long),
                event("SYN-5", release="GED 22.1", **bare, **long, country="Niger", longitude="8"),
            ],
        ),
        by_event=True,
    )
    found = intake.frame.explode("source_records").set_index("source_records")
    there = found.loc[["SYN-1", "SYN-2", "SYN-3", "SYN-4"]]
    assert there["actors"].tolist() == [["Government of Synthetic", "Group A"]] * 4
    assert set(there["dyad"]) == {"Government of Synthetic - Group A"}
    # A name alone says nothing in another country.
    assert found["actors"]["SYN-5"] == ["Government of Synthetic", "The Long Name"]
    assert intake.repairs == {"earlier name of a party, dyad or conflict: the newest of its UCDP id taken": 3}
    assert intake.findings["earlier_names"]["Group A"] == ["The Long Name"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({**OF, "side_b_new_id": "7", "dyad_new_id": "8"}, id="ids differ"),
        pytest.param(dict.fromkeys(OF, ""), id="no ids"),
        pytest.param({**OF, "release": "GED 25.1"}, id="one id, two names in one release"),
        pytest.param({**OF, "side_b_new_id": "-1", "dyad_new_id": "XXX1"}, id="no whole numbers"),
    ],
)
def test_names_that_no_id_joins_stay(tmp_path: Path, changes: dict[str, str]) -> None:
    other = {"release": "GED 22.1", "side_b": "Group B", "dyad_name": "Government of Synthetic - Group B", **changes}
    intake = read(file_of(tmp_path, [event("SYN-1", release="GED 25.1", **OF), event("SYN-2", **other)]))
    assert sorted(sides[1] for sides in intake.frame["actors"]) == ["Group A", "Group B"]
    assert not intake.repairs and "earlier_names" not in intake.findings


def test_a_name_under_several_ids_stays_and_of_two_writings_the_commoner_counts(tmp_path: Path) -> None:
    old, new = {"release": "GED 22.1"}, {"release": "Candidate 26.0.1"}
    records = [event("SYN-1", **old, **OF), event("SYN-2", **old, **OF), event("SYN-3", **new, **OF, side_b="group-a")]
    (sides,) = read(file_of(tmp_path, [*records[:2], event("SYN-4", **old, **OF | {"side_b_new_id": "5"})])).frame["actors"]
    assert sides[1] == "Group A"
    assert {sides[1] for sides in read(file_of(tmp_path, records)).frame["actors"]} == {"Group A"}


def test_an_event_without_relid_is_named_by_its_id(tmp_path: Path) -> None:
    intake = read(file_of(tmp_path, [event("", id="412"), event("", id="413", where_coordinates="B"), event("", id="")]))
    assert sorted(intake.frame["source_records"].explode()) == ["412", "413"]
    assert intake.rejects["reason"].tolist() == ["no event id (relid)"]


def test_two_events_under_one_relid_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    """UCDP has given `BEN-2026-3-15136-9` to an event in Mali and to one in Niger."""
    intake = read_events(tmp_path, event("SYN-2", id="7"), event("SYN-2", id="8", where_coordinates="B"))
    assert sorted(intake.frame["source_records"].explode()) == ["7", "8", "SYN-1"]


def test_a_file_of_several_releases_has_chosen_among_them(tmp_path: Path) -> None:
    """A yearly release that the file holds for a part of a country settles nothing of the rest."""
    joined = [event("SYN-1", release="GED 25.1"), event("CAND-1", release="Candidate 2022 (v22_0_2)", where_coordinates="B")]
    assert read(file_of(tmp_path, joined)).rejects.empty


def test_a_yearly_release_that_is_here_in_part_settles_no_time_before(tmp_path: Path) -> None:
    week = event("SYN-9", year="2025", date_start="2025-12-23", date_end="2025-12-23")
    part = file_of(tmp_path, [week], "GEDEvent_v26_1.csv")
    candidate = file_of(tmp_path, [event("CAND-1"), {**week, "relid": "CAND-2"}], "GEDEvent_v25_0_12.csv")
    assert read(candidate, part).rejects["row"].tolist() == [3]


JOINED = [
    event("SYN-1", release="GED 24.1"),
    event("SYN-2", release="Candidate 26.0.1", year="2026", date_start="2026-01-05", date_end="2026-01-05", best="1", low="1"),
    event(
        "", id="77", release="Candidate 26.01.26.06 (5-30 Jun 2026)", year="2026", date_start="2026-06-05", date_end="2026-06-05"
    ),
]
JANUARY = {"year": "2026", "date_start": "2026-01-05", "date_end": "2026-01-05", "code_status": "Clear"}


def test_a_month_is_added_to_a_file_of_several_releases(tmp_path: Path) -> None:
    joined = file_of(tmp_path, JOINED, "regional.csv")
    month = file_of(tmp_path, [event("SYN-2", best="4", **JANUARY), event("SYN-3", **JANUARY)], "GEDEvent_v26_0_1.csv")
    for releases in ((), ("GED 24.1", "Candidate 26.0.1"), ("Candidate 26.0.1",)):
        (intake,) = ged.read(Path("none"), COUNTRIES, (joined, month), releases=releases)
        assert intake.rejects[["file", "row"]].to_numpy().tolist() == [["regional.csv", 3]]
        assert sorted(intake.frame["source_records"].explode()) == ["77", "SYN-1", "SYN-2", "SYN-3"]
        assert set(intake.frame["source_release"]) == {"GED 24.1", "Candidate 26.0.1", "Candidate 26.01.26.06 (5-30 Jun 2026)"}


def test_an_event_without_relid_is_that_of_its_id_in_another_file(tmp_path: Path) -> None:
    joined = file_of(tmp_path, JOINED, "regional.csv")
    june = JANUARY | {"date_start": "2026-06-05", "date_end": "2026-06-05"}
    month = file_of(tmp_path, [event("SYN-77", id="77", **june), event("SYN-78", id="78", **june)], "GEDEvent_v26_0_6.csv")
    intake = read(joined, month)
    assert intake.rejects[["file", "row"]].to_numpy().tolist() == [["regional.csv", 4]]
    assert sorted(intake.frame["source_records"].explode()) == ["SYN-1", "SYN-2", "SYN-77", "SYN-78"]


def test_of_two_months_of_candidates_the_later_wins_whatever_the_order(tmp_path: Path) -> None:
    months = [file_of(tmp_path, [event("SYN-2", best=best, high="9", **JANUARY)], f"GEDEvent_v26_0_{best}.csv") for best in "34"]
    for paths in (months, months[::-1]):
        intake = read(*paths)
        assert intake.frame["deaths"].tolist() == [4] and intake.rejects["file"].tolist() == ["GEDEvent_v26_0_3.csv"]


def test_a_month_of_candidates_is_named_after_its_month(tmp_path: Path) -> None:
    """UCDP's file of January 2026 holds 12 events that ended in February."""
    days = ["2025-12-30", *["2026-01-09"] * 50, "2026-02-02"]
    rows = [event(f"SYN-{n}", **JANUARY | {"date_start": day, "date_end": day, "year": day[:4]}) for n, day in enumerate(days)]
    rows[3]["code_status"] = "Check dyad"
    intake = read(file_of(tmp_path, rows, "month.csv"))
    assert set(intake.frame["source_release"]) == {"Candidate 26.0.1"}
    (told,) = read(file_of(tmp_path, rows, "GEDEvent_v25_1.csv")).findings["notes"]
    assert told == "GEDEvent_v25_1.csv: its name says GED 25.1, what it holds says Candidate 26.0.1"


def test_a_year_that_its_name_makes_a_yearly_release_is_doubted(tmp_path: Path) -> None:
    (told,) = read(file_of(tmp_path, [EVENT], "GEDEvent_v24_1.csv")).findings["notes"]
    assert told.startswith("GEDEvent_v24_1.csv: taken for GED 24.1, which covers 1989 on, and holds events of 2019 only")


def test_the_later_release_wins_whatever_the_order(tmp_path: Path) -> None:
    older = file_of(tmp_path, [EVENT, event("SYN-2")], "GEDEvent_v23_1.csv")
    newer = file_of(tmp_path, [event("SYN-1", best="5", high="5")], "GEDEvent_v24_1.csv")
    for paths in ((older, newer), (newer, older)):
        intake = read(*paths)
        assert intake.rejects[["file", "row", "reason"]].to_numpy().tolist() == [
            ["GEDEvent_v23_1.csv", 2, "superseded by a later release"]
        ]
        assert intake.frame["deaths"].sum() == 8


def test_a_yearly_release_settles_the_candidate_events_of_its_years(tmp_path: Path) -> None:
    candidates = [event("CAND-1"), event("CAND-2", country="Niger", longitude="9")]
    candidate = file_of(tmp_path, candidates, "GEDEvent_v19_0_4.csv")
    yearly = file_of(tmp_path, [EVENT], "GEDEvent_v20_1.csv")
    intake = read(candidate, yearly)
    assert intake.rejects["row"].tolist() == [2]
    assert sorted(record for records in intake.frame["source_records"] for record in records) == ["CAND-2", "SYN-1"]


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("ged261-csv.zip", "GED 26.1"),
        ("GEDEvent_v24_1.csv", "GED 24.1"),
        ("GEDEvent_v26_0_8.csv", "Candidate 26.0.8"),
        ("GEDEvent_v21_01_21_12.csv.zip", "Candidate 21.01.21.12"),
        ("hdx_conflict_data_sdn_ged_1989_2023.csv", "GED 24.1 (HDX)"),
        ("my_events.csv", None),
    ],
)
def test_a_file_name_stands_for_a_release(name: str, release: str | None) -> None:
    assert ged_layouts.release_of(name) == release


def test_a_file_without_one_usable_event_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none of 1 events can be used"):
        read(file_of(tmp_path, [event("SYN-1", country="Atlantis")]))


def test_the_sums_check_notices_one_lost_death(tmp_path: Path) -> None:
    path = file_of(tmp_path, [EVENT, event("SYN-2", best="-1"), event("SYN-3")])
    intake = read(path)
    assert check_sums(intake.frame, sums_of_files([path], intake.rejects)) == {"country_years": 1, "events": 2, "deaths": 6}
    with pytest.raises(InputError, match="first MLI 2019: 2 events and 5 deaths prepared, 2 and 6 in the files"):
        check_sums(intake.frame.assign(deaths=5), sums_of_files([path], intake.rejects))


def test_rows_meet_the_contract_once_joined(tmp_path: Path) -> None:
    frame = read_events(tmp_path, event("SYN-2", where_coordinates="")).frame
    joined = frame.assign(phase="not classified", cell3=1, cell4=1, cell5=1, cell6=1)
    INCIDENTS.check(INCIDENTS.conform(joined))


def test_the_official_zip_and_the_hdx_variant_read_like_plain_files(tmp_path: Path) -> None:
    plain = read(file_of(tmp_path, [EVENT, event("SYN-2")])).frame
    path = tmp_path / "ged241-csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "GEDEvent_v24_1.csv", "GEDEvent_v24_1.csv")
        archive.writestr("__MACOSX/._GEDEvent_v24_1.csv", "x")
    tags = dict.fromkeys(EVENT, "") | {"year": "#date+year", "latitude": "#geo+lat"}
    hdx = file_of(tmp_path, [tags, EVENT, event("SYN-2")], "hdx_ged_1989_2023.csv")
    pd.testing.assert_frame_equal(read(path).frame, plain)
    same = [name for name in plain.columns if name not in ("id", "source_release")]
    pd.testing.assert_frame_equal(read(hdx).frame[same], plain[same])


def test_real_files_as_published_add_up(raw: Path) -> None:
    countries = pd.read_parquet(raw / "geo" / "countries_0.02.parquet", columns=["iso3", "geometry"])
    countries = pd.DataFrame(
        {"country": countries["iso3"], "region": "neighbour", "shape": shapely.from_wkb(countries["geometry"])}
    )
    names = ("GEDEvent_v21_01_21_12.csv.zip", "hdx_conflict_data_sdn_ged_1989_2023.csv")
    paths = [raw / "ucdp" / name for name in names]
    (intake,) = ged.read(raw, countries, paths)
    assert intake.read == 17_407 + 3_822 == intake.frame["events"].sum() + len(intake.rejects)
    assert check_sums(intake.frame, sums_of_files(paths, intake.rejects))["events"] == intake.frame["events"].sum()
    assert set(manifest.reasons(intake.rejects["reason"])) == {
        "country unknown or outside the map",
        "superseded by a later release",
        "coordinates N km outside the country",
    }
