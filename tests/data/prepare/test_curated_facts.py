"""What the hand-compiled tables state agrees with the map, with the country totals and with their own words."""

from __future__ import annotations

import csv
import re
from collections import Counter

import geopandas as gpd
import pandas as pd
import pytest
from pyproj import Geod
from shapely import LineString, Point
from shapely.ops import nearest_points

from data.engine.dataset import prepared_folder
from data.model.categories import CURATED, FOCUS
from data.prepare.ucdp.weapons_in_text import weapons_in_text

GEOD = Geod(ellps="WGS84")
COUNTRIES = gpd.read_parquet(prepared_folder() / "countries.parquet").set_index("country")
#: The coast of the map is generalised: a port may lie this far off it, on no State's land.
COAST_KM = 10
#: Lines between waypoints are coarse: a stretch this long across the corner of a State is no passage.
CORNER_KM = 10
THRESHOLD = 25  # state-based deaths a year, UCDP
#: Weapons that an item names only to say what its ammunition or its part is for.
USED_FOR = re.compile(
    r"(?:AK-47|small arms|SALW|shotgun|\.50|anti-(?:tank|aircraft)|rifle|firearm)s?(?: rifle)?"
    r"(?= (?:ammunition|munitions|cartridges|rounds|grenades|barrels)\b)|mortar (?:bombs|shells|rounds)"
    r"|for rifles and machine guns|\(34 g plastic shells\)",
    re.IGNORECASE,
)
#: Letters that the rules read in the item of a record and that do not hold: a 9 mm machine gun is a sub-machine gun (A3), cannon
#: shells are no cannon (D4), an SA-7 is portable (B5) and a gun of 23 mm no small arm (B7), cartridges of explosive are E2.
OTHERWISE = {"F007": "B", "F026": "C", "F037": "AC", "F200": "D"}

#: What an item says when it names a code of the red lines; rockets alone are munitions (D2), not their launcher (B4).
NAMED = {
    "B4": r"anti-tank|RPG|\bLAW\b|AT4|(?:rocket|missile)[- ]launcher|bazooka",
    "B5": r"MANPADS|SA-7|Strela|Igla|Stinger|portable anti-?aircraft",
    "C3": r"artillery|heavy gun|howitzer|field gun|multiple rocket",
    "C7": r"missile",
    "E3": r"\bIEDs?\b|improvised|home-made|explosive|grenades?|bombs?\b",
    "F1": r"drone|UAV",
    "F2": r"drone|UAV",
    "F3": r"loitering|kamikaze|drone",
}


def rows(file: str) -> list[dict[str, str]]:
    with (CURATED / file).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def placed() -> list[tuple[str, str, float, float, str, str]]:
    """Id, place, longitude, latitude, stated country and note of every place with coordinates of its own."""
    found = []
    for row in rows("illicit_flows.csv"):
        for end in ("origin", "destination", "event"):
            place, lat, lon, country, precision = (
                row[f"{end}_{part}"] for part in ("place", "lat", "lon", "country", "precision")
            )
            if precision in ("town-level", "approximate", "area (town used as marker)"):
                found.append((row["flow_id"], place, float(lon), float(lat), country, row["note"]))
    for row in rows("routes.csv"):
        for part, country in zip(row["waypoints"].split(";"), row["waypoint_countries"].split(";"), strict=True):
            if country != "SEA":
                place, lat, lon = part.split("|")
                found.append((row["route_id"], place, float(lon), float(lat), country, row["note"]))
    return found


def test_a_place_that_only_marks_an_area_is_never_stated_as_the_place() -> None:
    """What a note says of a place, the precision of that place says, too."""
    marker = re.compile(r"([\w’'-]+(?: [A-Z][\w’'-]+)?)(?: \([^)]*\))? (?:marks|stands for|is only a marker|only a marker)\b")
    found = 0
    for row in rows("illicit_flows.csv"):
        for name in marker.findall(row["note"]):
            ends = [end for end in ("origin", "destination", "event") if row[f"{end}_place"].startswith(name)]
            found += len(ends)
            assert all(row[f"{end}_precision"] == "area (town used as marker)" for end in ends), (row["flow_id"], name)
    assert found >= 20


def test_a_place_lies_in_the_country_it_states_unless_the_row_says_why() -> None:
    wrong = []
    for row, place, lon, lat, country, note in placed():
        point, stated = Point(lon, lat), COUNTRIES.geometry[country]
        if stated.covers(point) or (place in note and "border" in note):
            continue
        near = nearest_points(stated, point)[0]
        elsewhere = COUNTRIES.index[COUNTRIES.covers(point)].tolist()
        if elsewhere or GEOD.inv(lon, lat, near.x, near.y)[2] / 1000 > COAST_KM:
            wrong.append((row, place, country, elsewhere))
    assert wrong == []


def test_lines_on_land_and_rivers_cross_no_state_that_they_do_not_name() -> None:
    """A line of an air corridor joins airports and is no ground track; lines at sea follow lanes of their own."""
    crossed = []
    for row in rows("routes.csv"):
        if row["mode"] in ("air", "sea"):
            continue
        line = LineString([(float(p.split("|")[2]), float(p.split("|")[1])) for p in row["waypoints"].split(";")])
        listed = f"{row['transit_countries']};{row['waypoint_countries']}".split(";")
        named = {row["from_country"], row["to_country"], *listed}
        for country in COUNTRIES.index[COUNTRIES.intersects(line)]:
            within = line.intersection(COUNTRIES.geometry[country])
            if country not in named and GEOD.geometry_length(within) / 1000 > CORNER_KM:
                crossed.append((row["route_id"], country))
    assert crossed == []


def test_a_year_of_25_state_based_deaths_is_an_armed_conflict_unless_the_row_says_why_not() -> None:
    totals = pd.read_parquet(prepared_folder() / "country_years.parquet")
    totals = totals[totals.country.isin(FOCUS) & (totals.deaths_state_based >= THRESHOLD)]
    phases, silent = rows("phases.csv"), []
    for country, year in zip(totals.country, totals.year, strict=True):
        touching = [
            row for row in phases
            if row["country"] == country and row["start"][:4] <= str(year) <= (row["end"][:4] or "9999")
        ]  # fmt: skip
        assert touching, f"{country} {year} has no phase"
        if any(row["phase"] == "armed conflict" for row in touching):
            continue
        silent += [(country, year, row["start"]) for row in touching if not row["why_not_armed_conflict"]]
    assert silent == []


@pytest.mark.parametrize("country", ["MLI", "BFA", "NER", "TCD", "NGA", "COL"])
def test_recent_years_hold_ten_documented_records_at_least(country: str) -> None:
    ends = ("origin_country", "destination_country", "event_country")
    recent = [
        row for row in rows("illicit_flows.csv") if int(row["year_start"]) >= 2022 and country in [row[end] for end in ends]
    ]
    assert len(recent) >= 10
    assert all(row["source_title"] and row["source_publisher"] and "http" in row["source_ref"] for row in recent)


def test_codes_follow_the_words_of_the_item() -> None:
    """What the rules read in an item is among the codes of its row, by level-1 category; "arms" (H) adds nothing to a class."""
    contradictions = []
    for row in rows("illicit_flows.csv"):
        read, held = weapons_in_text(USED_FOR.sub("", row["item"])), set(row["weapon_category"].split(";"))
        missing = {code[0] for code in read} - {code[0] for code in held} - {"H"}
        if missing - set(OTHERWISE.get(row["flow_id"], "")):
            contradictions.append(f"{row['flow_id']} {row['weapon_category']}: {row['item']} (read {';'.join(read)})")
    assert contradictions == []


def test_a_code_that_makes_a_red_line_is_named_by_the_item() -> None:
    """The rules above hold what an item names; this holds that the item names what alarms."""
    watched = {row["code"] for row in rows("red_lines.csv")}
    assert watched <= set(NAMED), "words for every code of the red lines"
    unnamed = [
        f"{row['flow_id']} {code}: {row['item']}"
        for row in rows("illicit_flows.csv")
        for code in row["weapon_category"].split(";")
        if code in watched and not re.search(NAMED[code], row["item"], re.IGNORECASE)
    ]
    assert unnamed == []


def test_no_mechanism_is_our_own_reading() -> None:
    guessed = [
        row["flow_id"]
        for row in rows("illicit_flows.csv")
        if re.search(r"\bour (?:own )?reading|(?:supply|bought|purchase)\b[^.;]* not documented", row["note"], re.IGNORECASE)
        and row["mechanism"] != "supply not stated"
    ]
    assert guessed == []


@pytest.mark.parametrize("file", sorted(path.name for path in CURATED.glob("*.csv")))
def test_what_rests_on_general_knowledge_has_low_confidence(file: str) -> None:
    trusted = [
        row
        for row in rows(file)
        if re.search(r"general knowledge|from memory", row.get("note") or "", re.IGNORECASE) and row["confidence"] != "low"
    ]
    assert trusted == []


def test_every_lead_of_the_review_has_a_decision_and_a_reason() -> None:
    decided = rows("review_2026-11.csv")
    assert Counter(row["list"] for row in decided) == {"corrections": 68, "missing facts": 25, "places": 69}
    assert {row["decision"] for row in decided} <= {
        "applied",
        "applied in part",
        "refused",
        "entered",
        "moved",
        "marked",
        "coast",
    }
    assert all(row["reason"] for row in decided)
    readme = (CURATED / "README.md").read_text(encoding="utf-8")
    assert [row["reason"] for row in decided if row["decision"] == "refused" and row["reason"] not in readme] == []
    counts = Counter((row["list"], row["decision"]) for row in decided)
    told = " ".join(readme.split())
    assert (
        f"68 corrections ({counts['corrections', 'applied']} applied, {counts['corrections', 'applied in part']} in part, "
        in told
    )
    assert (
        f"25 missing facts ({counts['missing facts', 'entered']} entered, {counts['missing facts', 'refused']} refused)" in told
    )
