"""The log: one format, no line twice, and no trace for a client that left."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from starlette.requests import ClientDisconnect

from components.files.http import log_format

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} (INFO|WARNING|ERROR) [\w.]+: .+")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log writes once it is set up; afterwards all loggers are as they were."""
    names = ("", *log_format._SHARED)
    before = {name: (logging.getLogger(name).handlers[:], logging.getLogger(name).propagate) for name in names}
    levels = {name: logging.getLogger(name).level for name in names[1:]}
    for name in levels:
        # Servers of other tests make some of them silent.
        logging.getLogger(name).setLevel(logging.NOTSET)
    for name in ("uvicorn", "uvicorn.error", "arms_lens"):
        logging.getLogger(name).addHandler(logging.StreamHandler(io.StringIO()))
    log_format.set_up()
    (handler,) = logging.root.handlers
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield stream
    logging.captureWarnings(False)
    for name, (handlers, propagate) in before.items():
        logging.getLogger(name).handlers, logging.getLogger(name).propagate = handlers, propagate
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("name", ["arms_lens", "uvicorn.error", "uvicorn"])
def test_every_line_has_time_level_and_event_once(written: io.StringIO, name: str) -> None:
    logging.getLogger(name).warning("%s failed", "a page")
    (line,) = written.getvalue().splitlines()
    assert LINE.fullmatch(line) and line.endswith(f"WARNING {name}: a page failed")


@pytest.mark.parametrize(
    "error",
    [
        ClientDisconnect(),
        ConnectionResetError(),
        BrokenPipeError(),
        ExceptionGroup("tasks", [ConnectionResetError(), ClientDisconnect()]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_client_that_left_is_one_line_without_a_trace(written: io.StringIO, error: Exception) -> None:
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=error)
    (line,) = written.getvalue().splitlines()
    assert LINE.fullmatch(line) and "a client left" in line and "INFO" in line


def test_a_fault_of_the_app_keeps_its_trace(written: io.StringIO) -> None:
    mixed = ExceptionGroup("tasks", [ConnectionResetError(), ZeroDivisionError("ours")])
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=mixed)
    assert "ZeroDivisionError: ours" in written.getvalue() and " ERROR uvicorn.error: Exception in ASGI" in written.getvalue()
