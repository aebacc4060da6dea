"""`/healthz`: is the app able to answer, and on which data."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from data.store import StoreError, store

VERSION = "0.1.0"


def answer(_request: Request) -> JSONResponse:
    """JSON with status, version, data version and rows per table; 503 with the reason when data cannot be read."""
    headers = {"Cache-Control": "no-store"}
    try:
        found = store()
    except StoreError as error:
        return JSONResponse({"status": "unavailable", "version": VERSION, "reason": str(error)}, 503, headers)
    body = {"status": "ok", "version": VERSION, "data_version": found.version, "rows": found.rows}
    return JSONResponse(body, headers=headers)
