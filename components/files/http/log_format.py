"""One format for every line of the log: the app's own, Streamlit's and the server's; none twice, none about clients that left."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from anyio import BrokenResourceError, ClosedResourceError
from sse_starlette.sse import SendTimeoutError
from starlette.requests import ClientDisconnect

#: Time, level, whose event, and what. `.streamlit/config.toml` says the same to Streamlit's own lines.
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: Loggers that uvicorn and Streamlit give handlers of their own, some two. Requests are not logged: they hold addresses.
_SHARED = ("uvicorn", "uvicorn.error", "uvicorn.asgi", "websockets", "asyncio", "py.warnings", "arms_lens")
#: What is raised when a phone sleeps, leaves the network, or reads no more.
_LEFT = (ClientDisconnect, ConnectionError, BrokenResourceError, ClosedResourceError, SendTimeoutError)


def set_up() -> None:
    """Send all lines to one handler. Call it once the server has set up its own."""
    handler = logging.StreamHandler()
    formatter = logging.Formatter(FORMAT)
    formatter.default_msec_format = "%s.%03d"
    handler.setFormatter(formatter)
    handler.addFilter(calm)
    logging.captureWarnings(True)
    logging.root.handlers = [handler]
    for name in _SHARED:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    logging.getLogger("arms_lens").setLevel(logging.INFO)


def calm(record: logging.LogRecord) -> bool:
    """Says of a client that left that it did, in one line and without a trace: that is no fault of the app."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is not None and all(isinstance(one, _LEFT) for one in _parts(error)):
        record.msg, record.args, record.exc_info, record.exc_text = "a client left (%s)", (type(error).__name__,), None, None
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True


def _parts(error: BaseException) -> Iterator[BaseException]:
    """The errors inside groups of errors, which tasks that run at once raise."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _parts(one)
    else:
        yield error
