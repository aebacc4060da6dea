"""The published benchmark: what the rules read in records of newer releases, labelled before the rules were run on them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from data.model.categories import CURATED, weapons
from data.prepare.ucdp.stories import Gazetteer
from data.prepare.ucdp.weapons_in_text import quality, read_events

BENCHMARK = CURATED / "weapon_benchmark.csv"
COLUMNS = ["record", "codes", "labelled_by", "day", "set", "sample", "release", "stratum", "weight"]
README = Path(__file__).parents[3] / "README.md"
LETTERS = list("ABCDEFH")
#: All but the last corrected rules after they had met them; `fresh` has corrected nothing.
SETS = {"dev", "test", "test2", "test3", "test4", "fresh"}


@pytest.fixture(scope="module")
def labels() -> pd.DataFrame:
    return pd.read_csv(BENCHMARK, dtype={"record": str}, keep_default_na=False)


@pytest.fixture(scope="module")
def read(labels: pd.DataFrame, raw: Path) -> pd.Series:
    """The codes read in each labelled record, from the publisher's files by the record's number alone."""
    ucdp = raw / "ucdp"
    region = pd.read_csv(ucdp / "ged_region_1989_2026.csv.gz", low_memory=False)
    newer = pd.read_csv(ucdp / "GEDEvent_v26_0_1.csv.gz", low_memory=False)
    with zipfile.ZipFile(ucdp / "GEDEvent_v21_01_21_12.csv.zip") as archive:
        name = next(name for name in archive.namelist() if name.endswith(".csv") and "/" not in name)
        older = pd.read_csv(archive.open(name), low_memory=False)
    read: list[pd.Series] = []
    wanted = set(labels["record"])
    for file in (region, pd.concat([newer, older], ignore_index=True)):  # places are those of the file, as in `prepare`
        names = file["relid"].fillna(file["id"].astype("Int64").astype(str))
        chosen = file.assign(record=names)[names.isin(wanted)].drop_duplicates("record").set_index("record")
        read.append(read_events(chosen, Gazetteer(file)))
        wanted -= set(chosen.index)
    assert not wanted, "a labelled record is in none of the files"
    return pd.concat(read)


def test_labels_are_numbers_and_codes_only(labels: pd.DataFrame) -> None:
    assert list(labels.columns) == COLUMNS
    assert labels["record"].is_unique
    assert labels["record"].str.fullmatch(r"[A-Z]{3}(-[\dX.]+){3,5}|\d+").all(), "no text may stand in the benchmark"
    assert set(labels["set"]) == SETS
    assert {code for codes in labels["codes"] for code in codes.split(";") if code} <= set(weapons())
    assert labels["sample"].ne("supplement").sum() >= 1000
    assert labels.loc[labels["sample"].ne("supplement"), "weight"].ne("").all()


def published(labels: pd.DataFrame, read: pd.Series) -> str:
    """The figures as README has them: what the rules reach on `fresh`, and on all records."""
    unweighted = labels.drop(columns="weight")
    fresh = unweighted[unweighted["set"].eq("fresh")]
    lines = []
    for name, chosen in (("`fresh`, first reading", fresh), ("all", unweighted)):
        found = quality(chosen, read).loc[LETTERS]
        found = found[found["n_labelled"].gt(0) | found["n_predicted"].gt(0)]
        rows = {
            f"{name} ({len(chosen):,})": found.index,
            "labels": found["n_labelled"],
            "precision": found["precision"].map("{:.2f}".format),
            "… interval": _interval(found, "precision"),
            "recall": found["recall"].map("{:.2f}".format),
            "… interval ": _interval(found, "recall"),
            "F1": found["f1"].map("{:.2f}".format),
        }
        lines += [f"| {row.strip()} | {' | '.join(map(str, values))} |" for row, values in rows.items()]
        lines.insert(len(lines) - len(rows) + 1, "|---" * (len(found) + 1) + "|")
        lines += ["", f"Macro-F1 {found['f1'].mean():.3f}.", ""]
    return "\n".join(lines).strip()


def _interval(found: pd.DataFrame, share: str) -> list[str]:
    return [f"{low:.2f}–{high:.2f}" for low, high in zip(found[f"{share}_low"], found[f"{share}_high"], strict=True)]


def test_readme_states_what_the_rules_reach(labels: pd.DataFrame, read: pd.Series) -> None:
    table = published(labels, read)
    missing = [line for line in table.splitlines() if line and line not in README.read_text(encoding="utf-8").splitlines()]
    assert not missing, f"README, section Benchmark, does not say what the rules reach; it should hold\n\n{table}"


def test_the_rules_reach_what_was_asked_for(labels: pd.DataFrame, read: pd.Series) -> None:
    unweighted = labels.drop(columns="weight")
    for _, chosen in unweighted.groupby("set"):
        assert quality(chosen, read)["f1"].mean() >= 0.90
    assert (quality(unweighted, read)["precision"].loc[LETTERS] >= 0.95).all()
    assert (quality(unweighted[unweighted["set"].eq("fresh")], read)["precision"].dropna() >= 0.95).all()
    region = labels[labels["sample"].eq("region") & labels["set"].isin(["dev", "test"])]  # weights of one draw
    assert f"reach a macro-F1 of {quality(region, read)['f1'].mean():.3f}." in _readme()


def test_every_category_has_forty_labels(labels: pd.DataFrame) -> None:
    stated = labels["codes"].map(lambda codes: {code[0] for code in codes.split(";") if code})
    counts = {letter: int(stated.map(lambda letters, x=letter: x in letters).sum()) for letter in LETTERS}
    assert min(counts.values()) >= 40
    assert (
        f"Labels: {', '.join(f'{letter} {n}' for letter, n in counts.items())}, none {(labels['codes'] == '').sum()};"
        in _readme()
    )
    newer = stated[labels["sample"].ne("supplement")]
    rare = {letter: sum(letter in letters for letters in newer) for letter in "BD"}
    assert f"name light weapons in {rare['B']} reports and ammunition in {rare['D']}," in _readme()


def test_readme_tells_what_the_records_are(labels: pd.DataFrame) -> None:
    drawn, used = labels["sample"].value_counts(), labels["set"].value_counts()
    others = drawn["other countries, January 2026"]
    assert f"{len(labels):,} UCDP records" in _readme()
    assert f"{drawn['region']:,} records of this record's 27 countries" in _readme()
    assert f"{others} of other countries in January 2026; and {drawn['supplement']} older ones" in _readme()
    assert all(f"`{name}` ({n})" in _readme() for name, n in used.items())


def _readme() -> str:
    return " ".join(README.read_text(encoding="utf-8").split())
