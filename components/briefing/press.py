"""The press: prints briefings in a process of its own, so that nobody's page waits while somebody's file is made."""

from __future__ import annotations

import datetime
import multiprocessing
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

from components.briefing.value import Edition

#: Media type by format.
FORMATS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_starting = threading.Lock()
_press: list[ProcessPoolExecutor] = []


def printed(format_: str, area: str, language: str, edition: Edition, cleared: bool, made_on: datetime.date) -> bytes:
    """A briefing as a file of one of FORMATS. The first one takes some seconds more, while the press starts."""
    order = (format_, area, language, edition, cleared, made_on)
    try:
        return _running().submit(_print, *order).result()
    except BrokenExecutor:
        # The process was stopped from outside, for want of memory say: a new one is worth one try.
        with _starting:
            _press.clear()
        return _running().submit(_print, *order).result()


def _running() -> ProcessPoolExecutor:
    with _starting:
        if not _press:
            _press.append(ProcessPoolExecutor(1, multiprocessing.get_context("spawn")))
        return _press[0]


def _print(format_: str, area: str, language: str, edition: Edition, cleared: bool, made_on: datetime.date) -> bytes:
    from components.briefing import compose

    value = compose.briefing(area, language, edition, cleared, made_on)
    if format_ == "pdf":
        from components.briefing.pdf import pdf

        return pdf(value)
    from components.briefing.slides import slides

    return slides(value)


def file_name(format_: str, area: str, language: str, edition: Edition, made_on: datetime.date) -> str:
    return f"arms-lens_{area}_{language}_{edition}_{made_on.isoformat()}.{format_}"
