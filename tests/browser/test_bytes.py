"""What a change of filters costs a visitor, and what it costs a second time."""

from __future__ import annotations

from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Page

from tests.browser.conftest import Server, Visits
from tests.browser.screen import Screen, question

MOST = 100_000


class Meter:
    """Bytes that reach a page: frames of its socket as they are before compression, answers as they travel."""

    def __init__(self, page: Page) -> None:
        self.socket, self.layers = 0, 0
        self._layers: set[str] = set()
        self.link = link = page.context.new_cdp_session(page)
        link.send("Network.enable")
        link.on("Network.webSocketFrameReceived", self._frame)
        link.on("Network.requestWillBeSent", self._asked)
        link.on("Network.loadingFinished", self._loaded)

    def reset(self) -> None:
        self.socket = self.layers = 0

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        self.socket += len(b64decode(frame["payloadData"])) if frame["opcode"] == 2 else len(frame["payloadData"])

    def _asked(self, event: dict[str, Any]) -> None:
        if urlsplit(event["request"]["url"]).path.startswith("/layers/"):
            self._layers.add(event["requestId"])

    def _loaded(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._layers:
            self.layers += int(event["encodedDataLength"])


def test_a_change_is_small_and_free_the_second_time(server: Server, visit: Visits) -> None:
    screen = visit(server, alone=True)
    meter = Meter(screen.page)
    screen.open("/").map.drawn()
    whole, africa = question("phase=armed-conflict"), question("")
    assert meter.layers > 0

    meter.reset()
    turn(screen)
    screen.until_asked(whole).map.drawn()
    assert meter.layers > 0
    assert meter.socket + meter.layers <= MOST, f"{meter.socket} bytes by socket, {meter.layers} by layers"

    meter.reset()
    turn(screen)
    screen.until_asked(africa).map.drawn()
    assert meter.layers == 0, "layers seen before were fetched again"
    assert meter.socket <= MOST
    meter.link.detach()

    assert len(screen.watch.layers()) > 10
    for address in screen.watch.layers():
        assert_kept_for_good(address)


def assert_kept_for_good(address: str) -> None:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        assert {"immutable", "max-age=31536000"} <= set(answer.headers["Cache-Control"].split(", ")), address
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.read()) < MOST


def turn(screen: Screen) -> None:
    screen.choice("phase", 1).click()
