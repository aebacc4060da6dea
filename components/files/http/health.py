"""`/healthz`: is the app able to answer, on which data, and can it keep what a room sends."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from components import current
from components.current import dataset
from components.workshop import notes
from components.workshop.database import OutOfReach
from data.engine.dataset import StoreError
from data.model import source_roles

VERSION = "0.1.0"
#: The project's own tables.
OWN = source_roles.OWN_TABLES
#: Free bytes below which notes are at risk.
_SPARE = 50_000_000


def answer(_request: Request) -> JSONResponse:
    """JSON with status, version, data version, rows per table and the notes' state, and how old each source is.

    `degraded` where notes cannot be written, their disk is nearly full, or newer data cannot be read: pages answer all the same,
    so it is no 503.
    503 with the reason when data cannot be read, or a file that they were read from is gone or altered, since the next start
    would fail.
    """
    headers = {"Cache-Control": "no-store"}
    kept, fine = _notes()
    try:
        found = dataset()
        if damage := found.damage():
            raise StoreError(damage)
    except StoreError as error:
        body = {"status": "unavailable", "version": VERSION, "reason": str(error), "notes": kept}
        return JSONResponse(body, 503, headers)
    status = "ok" if fine and not current.refused else "degraded"
    body = {
        "status": status,
        "version": VERSION,
        "data_version": found.version,
        "rows": found.rows,
        "sources": _ages(found.manifest["tables"], datetime.datetime.now(datetime.UTC).date()),
        "notes": kept,
    }
    if current.refused:
        body["newer_data"] = current.refused
    return JSONResponse(body, headers=headers)


def _ages(tables: Mapping[str, Any], today: datetime.date) -> dict[str, dict[str, object]]:
    """By source: the last day it speaks of, in any table, and how many days ago that was; 0 for a year that still runs."""
    ends: dict[str, datetime.date] = {}
    for entry in tables.values():
        for source, about in entry.get("sources", {}).items():
            # What is compiled by hand has periods without an end: they say nothing of how old it is.
            if source != OWN and (end := about.get("covers_to")):
                ends[source] = max(ends.get(source, datetime.date.min), datetime.date.fromisoformat(end))
    return {source: {"covers_to": str(end), "age_days": max(0, (today - end).days)} for source, end in sorted(ends.items())}


def _notes() -> tuple[dict[str, object], bool]:
    """What is known of the notes' file, and whether notes can be kept. Where it lies is no business of a visitor's."""
    try:
        found = notes.state()
    except OutOfReach:
        return {"writable": False, "reason": "the notes' file cannot be written: its folder is named by ARMS_LENS_NOTES"}, False
    return {"writable": True, "bytes": found.size, "free_bytes": found.free, "rooms": found.rooms}, found.free > _SPARE
