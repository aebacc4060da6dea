"""The hand-compiled conditions: phases, embargoes, instruments, presence, activities, toolbox and needs.

`data/curated/README.md` says how to read them. The Chad row of the embargoes is no embargo: `regime_type` says so.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from data.contracts.conditions import MANDATES
from data.model import source_roles
from data.model.categories import PHASES
from data.prepare.core.intake import InputError, Intake
from data.prepare.curated.curated_csv import CITED, BadRow, Row, intake
from data.subjects.instruments import ENDED

PHASE_COLUMNS = ("country", "phase", "un_engagement", "start", "end", "violence_context", "why_not_armed_conflict",
                 "basis_event", *CITED)  # fmt: skip
EMBARGO_COLUMNS = (
    *("target", "country", "imposing_body", "regime_type", "start", "end", "until", "checked_on"),
    *("instruments", "scope"),
    *CITED,
)
INSTRUMENT_COLUMNS = (
    "country",
    "instrument",
    "status",
    "date_signature",
    "date_party",
    "party_action",
    "membership_ended",
    *CITED,
)
PRESENCE_COLUMNS = (
    *("country", "presence_type", "name", "start", "end", "mandate_end", "until", "checked_on"),
    *MANDATES,
    *CITED,
)
ACTIVITY_COLUMNS = ("country", "place", "activity_type", "start", "end", "implementer", "figures", *CITED)
TOOLBOX_COLUMNS = ("tool", "phase", "level", "inferred", "session", "textual_basis", "source_ref", "basis")
NEED_COLUMNS = ("phase", "kind", "item", "session", "source_ref", "basis")

WORKSHOP = {"source": source_roles.WORKSHOP_REPORT, "sensitivity": "public"}
NO_EMBARGO = "no arms embargo"


def read(curated: Path) -> list[Intake]:
    """Seven tables of the folder `curated`; raises InputError when a file cannot be used."""
    return [
        phases(curated),
        _dated(intake("embargoes", curated / "embargoes.csv", EMBARGO_COLUMNS, _embargo)),
        intake("instruments", curated / "instruments.csv", INSTRUMENT_COLUMNS, _instrument),
        intake("presence", curated / "un_presence.csv", PRESENCE_COLUMNS, _presence),
        intake("activities", curated / "activities.csv", ACTIVITY_COLUMNS, _activity),
        intake("toolbox", curated / "tools_phase_matrix.csv", TOOLBOX_COLUMNS, _tool),
        intake("needs", curated / "information_needs.csv", NEED_COLUMNS, _need),
    ]


def _dated(taken: Intake) -> Intake:
    """With the year in which its rows were last held against newer decisions."""
    checked = pd.to_datetime(taken.frame["checked_on"], errors="coerce").dropna()
    return replace(taken, edition=(("checked", int(checked.max().year)),) if len(checked) else ())


def phases(curated: Path) -> Intake:
    """Phases as days, first to last, one after the other without a gap, the last one open.

    Stricter than the other tables: a row that cannot be read raises InputError, because the hole it leaves would
    make every record in it *not classified*.
    """
    path = curated / "phases.csv"
    taken = intake("phases", path, PHASE_COLUMNS, _phase)
    if len(taken.rejects):
        first = taken.rejects.iloc[0]
        raise InputError(
            f"{path.name}: rows that cannot be read: {len(taken.rejects)}, first in line {first.row}: {first.reason}"
            f"{f' ({first.value})' if first.value else ''}; mend them, because phases must leave no hole"
        )
    frame = taken.frame.sort_values(["country", "start"], ignore_index=True)
    for country, spans in frame.groupby("country"):
        _check_continuous(path.name, str(country), spans)
    begins = frame.groupby("country")["start"].min()
    late = begins[begins > begins.min()]
    findings = {"classified only from": {str(country): f"{start:%Y-%m}" for country, start in late.items()}}
    return replace(taken, frame=frame, findings=findings)


def _check_continuous(file: str, country: str, spans: pd.DataFrame) -> None:
    """Raise InputError unless each phase starts the day after the one before ends and the last one is open."""
    ends, starts = spans["end"].tolist(), spans["start"].tolist()
    for end, start in pairwise(zip(ends, starts, strict=True)):
        last, following = end[0], start[1]
        if pd.isna(last):
            raise InputError(
                f"{file}: {country} has an overlap from {following:%Y-%m}, because an earlier phase has no end; "
                "give every phase but the last its last month"
            )
        expected = last + pd.Timedelta(days=1)
        if following > expected:
            raise InputError(
                f"{file}: {country} has a gap from {expected:%Y-%m}, because the next phase starts in "
                f"{following:%Y-%m}; let it start in {expected:%Y-%m}"
            )
        if following < expected:
            raise InputError(
                f"{file}: {country} has an overlap from {following:%Y-%m}, because the phase before ends in "
                f"{last:%Y-%m}; let a phase start in the month after"
            )
    if not pd.isna(ends[-1]):
        raise InputError(f"{file}: {country} has no phase after {ends[-1]:%Y-%m}; leave the end of the last one empty")


def _phase(row: Row) -> dict[str, Any]:
    start, end = row.days("start", "end")
    if start is None:
        raise BadRow("start is empty")
    return {
        "country": _country(row),
        "phase": row.choice("phase", PHASES),
        "un_engagement": row.choice("un_engagement", PHASES),
        "start": start,
        "end": end,
        "violence_context": row.text("violence_context"),
        "why_not_armed_conflict": row.text("why_not_armed_conflict"),
        "milestone": row.need("basis_event"),
        **row.citation(),
    }


def _embargo(row: Row) -> dict[str, Any]:
    start, end = row.days("start", "end")
    regime = row.need("regime_type")
    if start is None and regime != NO_EMBARGO:
        raise BadRow("start is empty", regime)
    return {
        "id": f"E{row.number:03d}",
        "target": row.need("target"),
        "country": row.country("country"),
        "imposing_body": row.need("imposing_body"),
        "regime_type": regime,
        "start": start,
        "end": end,
        **_checked(row),
        "date_precision": row.date_precision("start", "end"),
        "instruments": row.items("instruments"),
        "scope": row.text("scope"),
        **row.citation(),
    }


def _instrument(row: Row) -> dict[str, Any]:
    row.days("date_signature", "date_party")  # the dates must be dates; they are kept as cited
    ended, _ = row.days("membership_ended", "membership_ended")
    status = row.need("status")
    if (status == ENDED) != (ended is not None):
        raise BadRow(f"the status {ENDED!r} and the day in membership_ended go together", status)
    return {
        "country": _country(row),
        "instrument": row.need("instrument"),
        "status": status,
        "signed": row.text("date_signature"),
        "party_since": row.text("date_party"),
        "party_action": row.text("party_action"),
        "membership_ended": ended,
        **row.citation(),
    }


def _presence(row: Row) -> dict[str, Any]:
    start, end = row.days("start", "end")
    if start is None:
        raise BadRow("start is empty")
    mandate_end, _ = row.days("mandate_end", "end")
    if mandate_end is not None and (end is None or mandate_end < start):
        raise BadRow("mandate_end lies between start and end", row.cells["mandate_end"])
    return {
        "country": _country(row),
        "presence_type": row.need("presence_type"),
        "name": row.need("name"),
        "start": start,
        "end": end,
        "mandate_end": mandate_end,
        **_checked(row),
        **{flag: row.choice(flag, ("yes", "no", "unknown")) for flag in MANDATES},
        **row.citation(),
    }


def _activity(row: Row) -> dict[str, Any]:
    start, end = row.years("start", "end", planned=True)
    return {
        "id": f"W{row.number:03d}",
        "country": _country(row),
        "place": row.text("place"),
        "activity_type": row.need("activity_type"),
        "start_year": start,
        "end_year": end,
        "implementer": row.text("implementer"),
        "figures": row.text("figures"),
        **row.citation(),
    }


def _tool(row: Row) -> dict[str, Any]:
    return {
        "tool": row.need("tool"),
        "phase": row.choice("phase", PHASES),
        "level": row.choice("level", ("core", "used", "emerging", "gap", "none")),
        "inferred": row.choice("inferred", ("yes", "no")) == "yes",
        "textual_basis": row.text("textual_basis"),
        **WORKSHOP,
    }


def _need(row: Row) -> dict[str, Any]:
    return {
        "phase": row.choice("phase", PHASES),
        "kind": row.choice("kind", ("information need", "source")),
        "item": row.need("item"),
        **WORKSHOP,
    }


def _checked(row: Row) -> dict[str, Any]:
    """To which day the last decision known holds, and when a newer one was looked for."""
    until, _ = row.days("until", "until")
    checked, _ = row.days("checked_on", "checked_on")
    if until is not None and row.text("end"):
        raise BadRow("until stands beside an end; keep the end", row.cells["until"])
    if until is not None and checked is None:
        raise BadRow("until is given, but not when it was checked", row.cells["until"])
    return {"until": until, "checked_on": checked}


def _country(row: Row) -> str:
    country = row.country("country")
    if country is None:
        raise BadRow("country is empty")
    return country
