"""A visitor without a screen: a real Streamlit session over its websocket, and a browser's cache for the map's files.

Bytes are counted as they cross the wire: compressed, with frames and headers, all of them coming from the server.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

#: Connections that a browser opens to one host.
_CONNECTIONS = 6
#: Largest message worth reading: a naive build sends hundreds of megabytes at once.
_LARGEST = 2**30
PATIENCE = 120.0


class SessionError(RuntimeError):
    """The app did not answer as it should. The message says what was asked and what came."""


@dataclass(frozen=True)
class Answer:
    """One run of the page as its visitor got it.

    page, layers  seconds from asking to the end of the script, and from then to the last of the map's new files
    socket, files bytes received on the socket, and as files
    fetched       addresses of the files that were not in the browser's cache
    """

    page: float
    layers: float
    socket: int
    files: int
    fetched: tuple[str, ...]

    @property
    def seconds(self) -> float:
        return self.page + self.layers

    @property
    def bytes(self) -> int:
        return self.socket + self.files


class _Counted(ClientConnection):
    """A websocket that counts what it receives before it is decompressed."""

    received = 0

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        super().data_received(data)


@dataclass
class Session:
    """One visitor: `ask` for a view by the page's own query, as a browser does when its address changes.

    page     its path in the address; the front page has none
    spec     the map as last sent
    id       what the app calls this session, once it has answered
    widgets  what the widgets of the page hold, by their key in the script; a browser sends all of it with every run
    """

    address: str
    socket: _Counted
    files: Files
    page: str = ""
    id: str = ""
    spec: dict[str, Any] = field(default_factory=dict)
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    _kept: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)
    _runs: int = 0
    _remembered: int = 0
    _query: str = ""
    #: Hashes of the pages by path, once the app has told them, and the fragment that asks to run again by itself.
    _pages: dict[str, str] = field(default_factory=dict)
    _timed: str = ""

    async def ask(self, query: str) -> Answer:
        """Ask for a view and fetch what its map needs. Raises SessionError for anything but a sound page."""
        self._query = query
        return await self._run()

    async def turn(self, key: str, **value: Any) -> Answer:
        """Change one widget, as a click does: `turn("exclude_possible", bool_value=False)`. The address stays as it was."""
        self.widgets[key] = WidgetState(id=self.widgets[key].id, **value)
        return await self._run()

    async def choose(self, key: str, label: str) -> Answer:
        """Click an option of a row of buttons by its words."""
        return await self.turn(key, string_array_value=StringArray(data=[label]))

    async def tick(self) -> Answer:
        """Run the fragment that asked for it again, as a browser does when its time has come. SessionError if none did."""
        if not self._timed:
            raise SessionError(f"{self._query!r}: nothing on the page runs by itself")
        return await self._run(self._timed)

    async def _run(self, fragment: str = "") -> Answer:
        before, start = self.socket.received, perf_counter()
        message = BackMsg()
        message.rerun_script.query_string = self._query
        # As in a browser: by its path on the first visit, then by the hash that the navigation told.
        message.rerun_script.page_script_hash = self._pages.get(self.page, "")
        message.rerun_script.page_name = "" if self._pages else self.page
        message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = fragment, bool(fragment)
        message.rerun_script.widget_states.widgets.extend(self.widgets.values())
        message.rerun_script.cached_message_hashes.extend(self._kept)
        message.rerun_script.context_info.locale = "en"
        message.rerun_script.context_info.url = self.address
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            await self._read(fragment)
        page = perf_counter()
        fetched, size = await self.files.fetch(sources(self.spec))
        return Answer(page - start, perf_counter() - page, self.socket.received - before, size, fetched)

    async def _read(self, fragment: str) -> None:
        """Read until the script has finished. As in a browser, large messages are remembered for some runs."""
        held = {key: state for key, state in self.widgets.items() if state.WhichOneof("value") != "trigger_value"}
        # A fragment sends its own widgets only; all others stay.
        self.widgets = dict(held) if fragment else {}
        while True:
            message = ForwardMsg.FromString(await self.socket.recv(decode=False))
            if message.HasField("ref_hash"):
                message, _ = self._kept[message.ref_hash]
            if message.metadata.cacheable:
                self._kept[message.hash] = (message, self._runs)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._remembered = message.new_session.config.max_cached_message_age
                self.id = message.new_session.initialize.session_id
            elif kind == "delta":
                self._look(message, held)
            elif kind == "navigation":
                self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            elif kind == "page_info_changed":
                # The app writes the address; the next run is asked under it.
                self._query = message.page_info_changed.query_string
            elif kind == "auto_rerun":
                self._timed = message.auto_rerun.fragment_id
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise SessionError(f"{self._query!r}: the script does not compile")
                break
        self._runs += 1
        self._kept = {key: (m, seen) for key, (m, seen) in self._kept.items() if self._runs - seen <= self._remembered}

    def _look(self, message: ForwardMsg, held: dict[str, WidgetState]) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            raise SessionError(f"{self._query!r}: the page shows an error box: {str(getattr(element, kind))[:200]}")
        if kind == "deck_gl_json_chart":
            self.spec = json.loads(element.deck_gl_json_chart.json)
        if kind is not None and kind in _VALUES:
            widget = getattr(element, kind)
            # A widget's id ends with the key it has in the script.
            key = widget.id.split("-", 2)[-1]
            kept = key in held and held[key].id == widget.id and not getattr(widget, "set_value", False)
            self.widgets[key] = held[key] if kept else _VALUES[kind](widget)


def _texts(widget: Any, options: list[str]) -> WidgetState:
    """What a choice of texts holds: as the script set it, or as it is at first."""
    state = WidgetState(id=widget.id)
    state.string_array_value.data.extend(widget.raw_values if widget.set_value else [options[i] for i in widget.default])
    return state


def _places(widget: Any) -> WidgetState:
    """What a slider holds: numbers, or the words of the options it slides over."""
    state = WidgetState(id=widget.id)
    if widget.options:
        first = [widget.options[int(i)] for i in widget.default]
        state.string_array_value.data.extend(widget.raw_value if widget.set_value else first)
        return state
    state.double_array_value.data.extend(widget.value if widget.set_value else widget.default)
    return state


#: What a widget holds when it comes from the server, by its kind.
_VALUES: dict[str, Callable[[Any], WidgetState]] = {
    "button": lambda w: WidgetState(id=w.id),
    "checkbox": lambda w: WidgetState(id=w.id, bool_value=w.value if w.set_value else w.default),
    "slider": _places,
    "button_group": lambda w: _texts(w, [option.content for option in w.options]),
    "multiselect": lambda w: _texts(w, list(w.options)),
}


@asynccontextmanager
async def visit(address: str, page: str = "") -> AsyncIterator[Session]:
    """A visitor at `http://host:port` who wants one of its pages, connected; nothing is asked yet."""
    parts = urlsplit(address)
    stream = f"ws://{parts.netloc}/_stcore/stream"
    files = Files(parts.hostname or "127.0.0.1", parts.port or 80)
    await files.open_page()
    async with connect(
        stream,
        create_connection=_Counted,
        subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        additional_headers={"Cookie": files.cookie} if files.cookie else None,
        max_size=_LARGEST,
        open_timeout=PATIENCE,
        ping_interval=None,
    ) as socket:
        try:
            yield Session(address, socket, files, page)  # type: ignore[arg-type]
        finally:
            files.close()


def sources(spec: dict[str, Any]) -> tuple[str, ...]:
    """Addresses on this server that a map's spec names: its style and the rows of its layers."""
    named = [spec.get("mapStyle"), *(layer.get("data") for layer in spec.get("layers", ()))]
    return tuple(source for source in named if isinstance(source, str) and source.startswith("/"))


class Files:
    """A browser's way to files: a few connections kept open, a cache that believes `Cache-Control`, and cookies."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self.cookie = ""
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._free = asyncio.Semaphore(_CONNECTIONS)
        self._cached: set[str] = set()

    async def fetch(self, addresses: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        """Fetch what the cache does not hold, several at a time; returns these addresses and the bytes received."""
        wanted = tuple(address for address in dict.fromkeys(addresses) if address not in self._cached)
        answers = await asyncio.gather(*(self.get(address) for address in wanted))
        return wanted, sum(size for _, size in answers)

    async def open_page(self) -> None:
        """The page itself, as a browser fetches it first: a proxy says by a cookie which worker is ours."""
        async with asyncio.timeout(PATIENCE):
            _, writer, head = await self._asked("/")
            self.cookie = "; ".join(found.decode() for found in re.findall(rb"\r\nset-cookie: ([^;\r]+)", head, re.IGNORECASE))
            writer.close()

    async def get(self, address: str) -> tuple[bytes, int]:
        """Body as sent, and bytes with headers. Raises SessionError unless the answer is 200."""
        async with self._free, asyncio.timeout(PATIENCE):
            reader, writer, head = await self._asked(address)
            length = re.search(rb"\r\ncontent-length: (\d+)\r\n", head, re.IGNORECASE)
            if not head.startswith(b"HTTP/1.1 200") or length is None:
                raise SessionError(f"{address}: {head.splitlines()[0].decode()}")
            body = await reader.readexactly(int(length[1]))
            self._idle.append((reader, writer))
        if b"no-cache" not in head and b"no-store" not in head:
            self._cached.add(address)
        return body, len(head) + len(body)

    async def _asked(self, address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bytes]:
        """A connection on which the head of the answer has come. The server may have closed an idle one: then another."""
        while True:
            fresh = not self._idle
            reader, writer = await asyncio.open_connection(self._host, self._port) if fresh else self._idle.pop()
            try:
                cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
                asked = f"GET {address} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nAccept-Encoding: gzip\r\n{cookie}\r\n"
                writer.write(asked.encode())
                return reader, writer, await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                if fresh:
                    raise SessionError(f"{address}: the server closed the connection without an answer") from None

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()
