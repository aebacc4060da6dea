"""Makes files in a process of its own, so that nobody's page waits while somebody's file is made."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable

from loky import ProcessPoolExecutor, get_reusable_executor

from components.briefing.value import Edition
from components.current import dataset, renew

#: Media type by format.
FORMATS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
#: Seconds that the press waits for the next order before it gives its memory back.
_IDLE_SECONDS = 600
_started = threading.Event()


def render_briefing(format_: str, area: str, language: str, edition: Edition, cleared: bool, made_on: datetime.date) -> bytes:
    """A briefing as a file of one of FORMATS. The first one takes some seconds more unless the press was started before."""
    return render(_print, format_, area, language, edition, cleared, made_on)


def render(make: Callable[..., bytes], *arguments: object) -> bytes:
    """What a function of some module makes, made by the press."""
    found: bytes = _worker().submit(_made, dataset().version, make, *arguments).result()
    return found


def render_alone(make: Callable[..., bytes], *arguments: object) -> bytes:
    """The same for what brings all its data along: the press then needs none of its own, which is half of its memory."""
    found: bytes = _worker().submit(make, *arguments).result()
    return found


def _made(version: str, make: Callable[..., bytes], *arguments: object) -> bytes:
    """Made of the data that whoever orders has, which the press may not have seen yet."""
    if dataset().version != version:
        renew()
    return make(*arguments)


def start() -> None:
    """Start the press, without waiting for it: somebody is about to order."""
    _worker().submit(_warm)


def stop() -> None:
    """Stop the press, if it was ever started: it would outlive the app by its patience."""
    if _started.is_set():
        _worker().shutdown(kill_workers=True)


def _worker() -> ProcessPoolExecutor:
    _started.set()
    # Not multiprocessing: its new process runs the main module anew, which inside Streamlit is the page of the moment.
    found: ProcessPoolExecutor = get_reusable_executor(max_workers=1, timeout=_IDLE_SECONDS)
    return found


def _warm() -> None:
    from components.briefing.powerpoint import slides  # noqa: F401

    dataset()


def _print(format_: str, area: str, language: str, edition: Edition, cleared: bool, made_on: datetime.date) -> bytes:
    from components.briefing import compose

    value = compose.briefing(area, language, edition, cleared, made_on)
    if format_ == "pdf":
        from components.briefing.paper.pdf import pdf

        return pdf(value)
    from components.briefing.powerpoint.slides import slides

    return slides(value)


def file_name(format_: str, area: str, language: str, edition: Edition, made_on: datetime.date) -> str:
    return f"arms-lens_{area}_{language}_{edition}_{made_on.isoformat()}.{format_}"
