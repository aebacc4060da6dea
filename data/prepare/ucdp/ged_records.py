"""Records of UCDP GED files, parsed: numbers, dates and codes, whatever release and program wrote them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.engine.digests import of_file
from data.ground.country_names import iso3_of
from data.prepare.core.intake import SYSTEMATIC, InputError, broken_rows, no_rejects
from data.prepare.files.column_formats import as_repairs, dates, integers, numbers
from data.prepare.files.headers import key
from data.prepare.files.read_tables import NOTHING, read_records, trimmed
from data.prepare.files.records import Records
from data.prepare.ucdp.ged_layouts import (
    COLUMNS,
    DEATHS,
    KNOWN,
    OPTIONAL,
    REQUIRED,
    TEXTS,
    YEARS,
    Release,
    headerless,
    refuse_contradiction,
    release_in,
    release_of,
    release_said,
)

#: Ranges in which a number of the column can lie at all; a reading outside is none.
RANGES = {"year": YEARS, "latitude": (-360, 360), "longitude": (-360, 360)}
WHOLE = ("year", "type_of_violence", "where_prec", "event_clarity", "date_prec", *DEATHS)
#: Texts that no rule for turning events away reads.
OF_EVENTS = (
    "conflict_name", "dyad_name", "side_a", "side_b", "source_date", "source_headline", "source_article", "adm_1", "adm_2",
    "where_coordinates", "where_description", "side_a_new_id", "side_b_new_id", "dyad_new_id", "conflict_new_id",
)  # fmt: skip
#: Codes of the codebook, as (lowest, highest). One event of UCDP's own has date_prec 0.
CODES = {"where_prec": (1, 7), "event_clarity": (1, 2), "date_prec": (0, 5)}
#: The point that UCDP gives beside its coordinates: `POINT (1.7661 11.7243)`.
POINT = r"(?i)^(?:SRID=\d+;)?POINT\s*Z?\s*\(\s*([+-]?[0-9.]+)\s+([+-]?[0-9.]+)[^()]*\)$"
#: Of records whose estimates differ (19,197 of UCDP's own, 277 of which break the order).
EXCHANGED, LEAST = 0.9, 3


@dataclass
class Loaded:
    """Records of several files.

    frame     parsed records: text columns trimmed, numbers, dates, `iso3`, `dated`, `published`, `release`, `file`, `row`
    read      records and broken lines
    rejects   broken lines, columns REJECT_COLUMNS
    repairs   what was understood although it was not written as usual
    releases  file → the release it is of
    unread    column → the text of cells that could not be read, by position in the frame
    held      file → its records and broken lines
    notes     sentences for the reader of the command's output
    """

    frame: pd.DataFrame
    read: int
    rejects: pd.DataFrame
    repairs: dict[str, int] = field(default_factory=dict)
    releases: dict[str, str] = field(default_factory=dict)
    unread: dict[str, pd.Series] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def load(
    paths: Sequence[Path],
    releases: Sequence[str] = (),
    on_map: Collection[str] = (),
    until: pd.Timestamp | None = None,
) -> Loaded:
    """All records of the files, numbered in the order read. `releases`: what the user says each file is, or all of them;
    `on_map`: the countries (ISO3) of whose events texts are wanted, where not of all; `until`: the day after which
    nothing can have happened.

    Raises InputError when a file cannot be used, or when several are given and one of them does not say what it is.
    """
    if releases and len(releases) not in (1, len(paths)):
        raise InputError(
            f"--release is given {len(releases)} times for {len(paths)} files: give one a file, in the order of --ged"
        )
    _refuse_given_twice(paths)
    told = [release_said(text) for text in releases] * (len(paths) if len(releases) == 1 else 1)
    out = Loaded(pd.DataFrame(), 0, no_rejects())
    frames: list[pd.DataFrame] = []
    turned_away = []
    for at, path in enumerate(paths):
        records = read_records(path, COLUMNS, headerless, (lambda table: _spared(table, on_map)) if on_map else None)
        _refuse_two_of_a_name(path, records)
        frame, understood, unread = _parsed(path, records)
        _refuse_rounded(path, frame)
        _refuse_exchanged(path, frame)
        for name, texts in unread.items():
            earlier = out.unread.get(name, pd.Series(dtype="str"))
            out.unread[name] = pd.concat([earlier, texts.set_axis(texts.index + sum(len(before) for before in frames))])
        release = told[at] if told else release_in(path.name, frame, records.header, records.tagged, until)
        if told:
            refuse_contradiction(path, release, frame.loc[frame["release"].eq(""), "year"])
        if not release.stated and len(paths) > 1 and frame["release"].eq("").any():
            raise InputError(
                f"{path.name}: neither its content nor its name says which release of UCDP it is, and with several files that "
                'decides which events count: add --release "GED 25.1" or --release "Candidate 26.0.8", one for each file'
            )
        frame["release"] = frame["release"].mask(frame["release"].eq(""), release.name)
        frames.append(frame.assign(file=path.name))
        out.read += records.read
        out.held[path.name] = records.read
        for what, count in [*records.repairs.items(), *understood.items()]:
            out.repairs[what] = out.repairs.get(what, 0) + count
        out.releases[path.name] = ", ".join(sorted(set(frame["release"])))
        out.notes += _notes(path, records, release, frame)
        turned_away.append(broken_rows("incidents", path, records.broken))
    out.frame = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].reset_index(drop=True)
    out.rejects = pd.concat(turned_away, ignore_index=True)
    return out


def _refuse_given_twice(paths: Sequence[Path]) -> None:
    """InputError where two paths lead to one file, or two files have one name, by which their events are told apart."""
    for at, path in enumerate(paths):
        for other in paths[:at]:
            alike = path.name == other.name and path.is_file() and other.is_file()
            if path.resolve() == other.resolve() or (alike and of_file(path) == of_file(other)):
                raise InputError(f"{path.name} is given twice: name it once")
            if alike:
                raise InputError(f"{other} and {path} have one name, and are not the same: rename one of them")


def _refuse_two_of_a_name(path: Path, records: Records) -> None:
    """InputError where two columns of a file have one name that is read: which of them counts, nothing tells."""
    names = [key(name) for name in records.header]
    for name in (*REQUIRED, *OPTIONAL):
        if names.count(key(name)) > 1:
            raise InputError(
                f"{path.name} has {names.count(key(name))} columns named {name!r}, first the {names.index(key(name)) + 1}th: "
                "leave the one that counts"
            )


def _refuse_rounded(path: Path, frame: pd.DataFrame) -> None:
    """InputError where Excel has rounded the ids: events would be taken for one another."""
    named = frame["relid"].where(frame["relid"].ne(""), frame["id"])
    rounded = named.str.fullmatch(r"[0-9][.,]?[0-9]*E[+][0-9]+")
    if len(frame) and rounded.mean() >= SYSTEMATIC:
        first = rounded.idxmax()
        raise InputError(
            f"{path.name}: ids of {int(rounded.sum())} of {len(frame)} records are rounded, first {named[first]!r} in line "
            f"{frame['row'][first]}: download the file again and do not save it from Excel"
        )


def _refuse_exchanged(path: Path, frame: pd.DataFrame) -> None:
    """InputError where hardly a record keeps low <= best <= high: the columns bear each other's names."""
    three = frame[["row", "low", "best", "high"]].dropna()
    differ = three[three["low"].ne(three["best"]) | three["best"].ne(three["high"])]
    broken = differ[differ["low"].gt(differ["best"]) | differ["best"].gt(differ["high"])]
    if len(broken) < LEAST or len(broken) < EXCHANGED * len(differ):
        return
    first = broken.iloc[0]
    raise InputError(
        f"{path.name}: low <= best <= high does not hold in {len(broken)} of the {len(differ)} records whose estimates differ, "
        f"first line {first['row']:.0f} (low {first['low']:.0f}, best {first['best']:.0f}, high {first['high']:.0f}): the "
        "columns are exchanged; give them their names back, or download the file again"
    )


def _notes(path: Path, records: Records, release: Release, frame: pd.DataFrame) -> list[str]:
    notes = []
    named = release_of(path.name)
    if named and named != release.name and frame["release"].eq(release.name).any():
        notes.append(f"{path.name}: its name says {named}, what it holds says {release.name}")
    elif release.name.startswith("GED") and frame["release"].eq(release.name).all() and frame["year"].nunique() == 1:
        year = frame["year"].iloc[0]
        notes.append(
            f"{path.name}: taken for {release.name}, which covers 1989 on, and holds events of {year:.0f} only; where it is a "
            'file of candidates, --release "Candidate 26.0.8" says so'
        )
    if not release.stated and frame["release"].eq(release.name).any():
        notes.append(
            f"{path.name}: which release of UCDP it is cannot be told from it, so its events count as preliminary; "
            '--release "GED 25.1" settles it'
        )
    if unknown := [name for name in records.header if name and key(name) not in KNOWN]:
        more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
        notes.append(f"{path.name}: column {unknown[0][:40]!r}{more} not known here, left unread")
    if records.pages:
        notes.append(f"{path.name} is one page of UCDP's API: {records.pages[0]} of {records.pages[1]} events; give all pages")
    return notes


def _parsed(path: Path, records: Records) -> tuple[pd.DataFrame, dict[str, int], dict[str, pd.Series]]:
    """Numbers and dates of the records, null where they cannot be read; years without dates become whole years."""
    cells = records.frame
    understood: dict[str, int] = {}
    unread: dict[str, pd.Series] = {}
    index = cells.index
    empty = pd.Series("", index=index, dtype="str")
    columns: dict[str, pd.Series] = {}
    for name in TEXTS:
        columns[name] = trimmed(cells.pop(name)) if name in cells else empty
    for name in dict.fromkeys([*REQUIRED, *OPTIONAL]):
        if name in TEXTS or name in ("date_start", "date_end", "geom_wkt"):
            continue
        if name in cells:
            low, high = RANGES.get(name, (-np.inf, np.inf))
            found = numbers(trimmed(cells[name]), low, high, name in WHOLE)
            columns[name] = found.values
            if name in CODES:
                columns[name] = found.values.where(found.values.isin(range(CODES[name][0], CODES[name][1] + 1)))
            odd = np.flatnonzero((columns[name].isna() & cells[name].ne("")).to_numpy())
            if len(odd):
                texts = cells[name].iloc[odd].str.strip().set_axis(odd)
                texts = texts.mask(texts.isin(NOTHING) & (~texts.str.startswith("#") | (name not in REQUIRED)), "")
                unread[name] = texts[texts.ne("")].str[:40]
                if name in CODES and len(unread[name]):
                    text, line = unread[name].iloc[0], index[unread[name].index[0]]
                    said = f"{name} is no code of 1 to {CODES[name][1]}, first {text!r} in line {line} of {path.name}: blanked"
                    understood[said] = len(unread[name])
            understood |= as_repairs(found.understood.items(), "numbers")
            if name not in ("latitude", "longitude", "year"):  # these are looked at again
                del cells[name]
        else:
            columns[name] = pd.Series(np.nan, index=index)
    _refuse_scale(path, records, columns)
    understood |= _placed(columns)
    point = trimmed(cells["geom_wkt"]).str.extract(POINT) if "geom_wkt" in cells else pd.DataFrame(index=index, columns=[0, 1])
    columns["geom_lon"], columns["geom_lat"] = (point[at].astype("float64") for at in (0, 1))
    columns["iso3"] = country_of(columns["iso3"], columns["country"])
    understood |= _dated(path, cells, columns, empty)
    columns["published"] = _earliest(columns["source_date"])
    frame = pd.DataFrame(columns)
    frame.insert(0, "row", index)
    return frame.reset_index(drop=True), understood, unread


def _spared(table: pa.Table, on_map: Collection[str]) -> pa.Table:
    """The records without the texts of those whose country is known and off the map: whatever they say, these are turned away."""
    blank = pa.array([""] * table.num_rows, pa.string())
    cells = {name: table[name] if name in table.column_names else blank for name in ("iso3", "country")}
    country = country_of(*(trimmed(pd.Series(cells[name], dtype="str")) for name in cells))
    off = pa.array(country.notna() & ~country.isin(list(on_map)))
    for at, name in enumerate(table.column_names):
        if name in OF_EVENTS:
            table = table.set_column(at, name, pc.if_else(off, "", table[name]))
    return table


def country_of(code: pd.Series, name: pd.Series) -> pd.Series:
    """ISO3 of each record, from its code where there is one, else from its name; null where neither is known."""
    found = iso3_of(name)
    coded = code[code.ne("")]
    if len(coded):
        found = found.where(code.eq("") | iso3_of(code).isna(), iso3_of(code))
    return found


def _refuse_scale(path: Path, records: Records, columns: dict[str, pd.Series]) -> None:
    """InputError where coordinates of most records are no degrees: their decimal points are lost, or they are in minutes."""
    cells = records.frame
    lat, lon = trimmed(cells["latitude"]), trimmed(cells["longitude"])
    given = lat.ne("") & lon.ne("")
    unread = given & (columns["latitude"].isna() | columns["longitude"].isna() | columns["latitude"].abs().gt(180))
    if records.wider and columns["latitude"].isna().mean() >= SYSTEMATIC:
        first = columns["latitude"].isna().idxmax()
        raise InputError(
            f"{path.name} cannot be read as a table: its lines have more cells than the header, and the cells do not fit their "
            f"columns (latitude {lat[first]!r}, longitude {lon[first]!r} in line {first}): a comma inside an unquoted cell does "
            "this; save it again as CSV, or download it again"
        )
    if unread.sum() < SYSTEMATIC * given.sum() or not given.any():
        return
    plain = numbers(lat).values.where(unread), numbers(lon).values.where(unread)
    beyond = unread & (plain[0].abs().gt(180) | plain[1].abs().gt(360) | (plain[0].isna() & plain[1].isna()))
    if beyond.sum() < SYSTEMATIC * given.sum():
        return
    first = beyond.idxmax()
    lost = plain[0].abs().gt(180).sum() + plain[1].abs().gt(360).sum() > 0
    cause = "have lost their decimal points" if lost else "are not decimal degrees"
    fix = "download the file again and do not save it from Excel" if lost else "write them as 14.4843"
    raise InputError(
        f"{path.name}: latitude and longitude {cause} in {int(beyond.sum())} of {int(given.sum())} records, first "
        f"{lat[first]}/{lon[first]} in line {first}: {fix}"
    )


def _placed(columns: dict[str, pd.Series]) -> dict[str, int]:
    """Longitudes from 0 to 360 as -180 to 180, where the whole column counts so: some beyond 180, none below 0."""
    lon = columns["longitude"]
    around = lon.gt(180) & lon.le(360)
    if not around.any() or lon.lt(0).any() or around.sum() < 2:
        return {}
    columns["longitude"] = lon.mask(around, (lon - 360).round(9))
    return {"longitudes counted from 0 to 360": int(around.sum())}


def _dated(path: Path, cells: pd.DataFrame, columns: dict[str, pd.Series], empty: pd.Series) -> dict[str, int]:
    texts = [trimmed(cells[name]) if name in cells else empty for name in ("date_start", "date_end")]
    texts = [text.where(text.ne(""), other) for text, other in zip(texts, reversed(texts), strict=True)]
    found = dates(path.name, texts, columns["year"])
    dated = texts[0].ne("")
    start, end = found.columns
    columns["date_ambiguous"] = pd.Series(columns["year"].index.isin(found.ambiguous), index=columns["year"].index)
    understood = as_repairs(found.understood.items(), "dates")
    blank = columns["year"].isna() & trimmed(cells["year"]).eq("") & start.notna()
    if blank.any():
        columns["year"] = columns["year"].mask(blank, start.dt.year)
        understood["year taken from date_start"] = int(blank.sum())
    whole = integers(columns["year"]).astype("string")
    for name, column, day in (("date_start", start, "-01-01"), ("date_end", end, "-12-31")):
        columns[name] = column.where(dated, pd.to_datetime(whole + day, errors="coerce"))
    columns["dated"] = dated
    columns["date_text"] = texts[0].where(texts[0].eq(texts[1]), texts[0] + "/" + texts[1])
    return understood


def _earliest(listed: pd.Series) -> pd.Series:
    """The first day in a `;`-separated list of ISO dates, null where none can be read."""
    at, unique = pd.factorize(listed)
    written = pd.Series(unique, dtype="str").str.split(";").explode().str.strip().str[:10]
    first = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").groupby(level=0).min()
    return first.take(at).set_axis(listed.index)
