"""One name a party, dyad and conflict: the newest that UCDP gives its id.

UCDP renames parties between releases ("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad" of GED 22.1 is "JAS" since), and a file that
joins releases holds both names. Ids are those of UCDP's present numbering (`…_new_id`); `…_dset_id` numbers otherwise. An id
that has two names in one release tells no party apart: its names stay. Where an id is missing it is taken from

- the dyad, of which one party is known by name: the other one is the other party;
- the name, where records of the same country have it under one id only. "AGC" is a party in Colombia, and another in Cameroon.
"""

from __future__ import annotations

import pandas as pd

from data.ground.places import folded
from data.prepare.ucdp.ged_layouts import rank_of

SIDES = ("side_a", "side_b")
REPAIR = "earlier name of a party, dyad or conflict: the newest of its UCDP id taken"


def newest_names(kept: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[str]], int]:
    """Records with the newest names, the earlier ones of each, and how many records had one."""
    ids = {name: _ids(kept[f"{name}_new_id"]) for name in (*SIDES, "dyad", "conflict")}
    ids |= _of_dyads(kept, ids)
    rank = kept["release"].map({release: rank_of(release) for release in kept["release"].unique()})
    about = pd.DataFrame({"country": kept["iso3"], "release": kept["release"], "rank": rank})
    renamed: dict[str, pd.Series] = {}
    earlier: dict[str, set[str]] = {}
    for columns in (dict(zip(SIDES, SIDES, strict=True)), {"dyad_name": "dyad"}, {"conflict_name": "conflict"}):
        said = pd.concat([about.assign(id=ids[of], name=kept[column]) for column, of in columns.items()], keys=columns)
        newest = _newest(said)
        for column in columns:
            renamed[column] = newest[column]
        changed = said["name"].ne(newest)
        for now, before in set(zip(newest[changed], said.loc[changed, "name"], strict=True)):
            earlier.setdefault(now, set()).add(before)
    touched = pd.DataFrame({name: values.ne(kept[name]) for name, values in renamed.items()}).any(axis=1)
    return kept.assign(**renamed), {now: sorted(before) for now, before in sorted(earlier.items())}, int(touched.sum())


def _ids(written: pd.Series) -> pd.Series:
    """Ids as whole numbers write them, empty where there is none: programs make 1051 of it, or 1051.0."""
    plain = written.str.replace(r"\.0+$", "", regex=True)
    return plain.where(plain.str.fullmatch(r"[1-9]\d*"), "")


def _of_dyads(kept: pd.DataFrame, ids: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """The ids of sides, those missing from the dyad where one of its two parties is known by its name."""
    a, b = (ids[name] for name in SIDES)
    told = pd.DataFrame({"dyad": ids["dyad"], "a": a, "b": b, "name_a": kept["side_a"], "name_b": kept["side_b"]})
    full = told["a"].ne("") & told["b"].ne("")
    pairs = {dyad: set(map(frozenset, zip(rows["a"], rows["b"], strict=True))) for dyad, rows in told[full].groupby("dyad")}
    known = {*zip(a, kept["side_a"], strict=True), *zip(b, kept["side_b"], strict=True)}
    bare = told.loc[told["dyad"].ne("") & ~full & told["name_a"].ne("") & told["name_b"].ne("")]
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for key in set(zip(bare["dyad"], bare["name_a"], bare["name_b"], strict=True)):
        dyad, name_a, name_b = key
        parties = [sorted(pair) for pair in pairs.get(dyad, ())]
        if dyad and len(parties) == 1 and len(parties[0]) == 2:
            one, other = parties[0]
            fits = [pair for pair in ((one, other), (other, one)) if (pair[0], name_a) in known or (pair[1], name_b) in known]
            if len(fits) == 1:
                found[key] = fits[0]
    keys = list(zip(told["dyad"], told["name_a"], told["name_b"], strict=True))
    sides = {}
    for at, name in enumerate(SIDES):
        taken = pd.Series([found[key][at] if key in found else "" for key in keys], index=kept.index, dtype="str")
        sides[name] = ids[name].mask(ids[name].eq(""), taken)
    return sides


def _newest(said: pd.DataFrame) -> pd.Series:
    """The newest name of each id, in its commonest writing; records without an id keep theirs."""
    named = said[said["name"].ne("")]
    same = ["country", "name"]
    one = named[named["id"].ne("")].drop_duplicates([*same, "id"]).drop_duplicates(same, keep=False).set_index(same)["id"]
    ids = named["id"].mask(named["id"].eq(""), one.reindex(pd.MultiIndex.from_frame(named[same])).fillna("").to_numpy())
    named = named.assign(id=ids)[ids.ne("")]
    word = named["name"].map({name: "".join(filter(str.isalnum, folded(name))) or name for name in named["name"].unique()})
    names = named.assign(word=word)
    twice = names.drop_duplicates(["id", "release", "word"]).duplicated(["id", "release"], keep=False)
    unsure = set(names.loc[twice.index[twice], "id"])
    names = names[~names["id"].isin(unsure)]
    last = names.groupby(["id", "word"])["rank"].max()
    writings = names.groupby(["id", "word", "name"]).size().reset_index(name="records")
    writings["rank"] = last.reindex(pd.MultiIndex.from_frame(writings[["id", "word"]])).to_numpy()
    newest = writings.sort_values(["rank", "records", "name"]).drop_duplicates("id", keep="last").set_index("id")["name"]
    return said["name"].mask(said.index.isin(names.index), names["id"].map(newest).reindex(said.index))
