"""What visitors notice while somebody asks for many files at once, and while many ask for large ones and read nothing.

    python -m tests.bench.attack [--before 02f1c17]

On a server of our own on 127.0.0.1, bounded in count and time: workbooks of different questions, and readers that stop. Beside
them `/healthz` is asked four times a second, and slides are shown to one phone. `--before` measures an older commit, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import statistics
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import httpx
import typer

from components.current import dataset
from components.workshop import database
from data.engine.dataset import prepared_folder
from data.ground.countries import covered
from tests.bench.room_app import BOARD
from tests.bench.server import ROOT, Server, running
from tests.bench.slow_line import worktree

#: What was promised: seconds of `/healthz`, seconds until a phone has a slide, and megabytes more.
HEALTH, SLIDE, MORE = 0.3, 1.0, 300.0
#: No more than so many of each, for no longer than this.
MOST, LONGEST = 60, 60.0


@dataclass
class Seen:
    """Under one attack: seconds of each `/healthz` and of each slide to the phone, megabytes, and answers by status."""

    health: list[float] = field(default_factory=list)
    slides: list[float] = field(default_factory=list)
    before: float = 0.0
    most: float = 0.0
    answers: dict[int, int] = field(default_factory=dict)

    def kept(self) -> bool:
        return max(self.health) <= HEALTH and max(self.slides, default=0.0) <= SLIDE and self.most - self.before <= MORE

    def said(self) -> str:
        slides = f"slide at most {max(self.slides):.2f} s" if self.slides else "no slide came"
        return (
            f"healthz p50 {statistics.median(self.health):.3f} s, at most {max(self.health):.2f} s; {slides} "
            f"({len(self.slides)} shown); memory {self.before:.0f} → {self.most:.0f} MB; answers {self.answers}"
        )


async def _watch(server: Server, seen: Seen) -> None:
    """Ask for health, and look at the memory of the server with the processes it started."""
    async with httpx.AsyncClient(base_url=server.address, timeout=LONGEST) as client:
        while True:
            started = time.monotonic()
            try:
                await client.get("/healthz")
            finally:
                seen.health.append(time.monotonic() - started)
            used = server.memory() + sum(child.memory_info().rss / 1e6 for child in server.process.children(recursive=True))
            seen.most = max(seen.most, used)
            await asyncio.sleep(0.25)


async def _phone(server: Server, seen: Seen) -> None:
    """Show slides, one after the other, and follow them."""
    async with httpx.AsyncClient(base_url=server.address, timeout=LONGEST) as client:
        code = (await client.get("/bench/show/0")).json()["code"]
        shown: dict[int, float] = {}

        async def presenting() -> None:
            for step in range(1, MOST):
                await asyncio.sleep(1.5)
                number = step % len(BOARD.slides)
                shown[number] = time.monotonic()
                await client.get(f"/bench/show/{number}")

        task = asyncio.create_task(presenting())
        try:
            async with client.stream("GET", f"/follow/{code}/events") as stream:
                event = ""
                async for line in stream.aiter_lines():
                    if line.startswith("event: "):
                        event = line[7:]
                    elif line.startswith("data: ") and event == "slide":
                        number = json.loads(line[6:])["place"] - 1
                        if number in shown:
                            seen.slides.append(time.monotonic() - shown.pop(number))
        finally:
            task.cancel()
            # A slide that has not come yet has taken this long at least.
            seen.slides += [time.monotonic() - at for at in shown.values() if time.monotonic() - at > SLIDE]


async def _workbooks(server: Server, seen: Seen, count: int) -> None:
    """Workbooks of different questions, all at once."""
    areas = sorted(covered(dataset()))
    questions = [f"area={area}&year={first}-2024" for first in (1989, 1995, 2000, 2005) for area in areas][: min(count, MOST)]
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=server.address, timeout=LONGEST, limits=limits) as client:

        async def one(question: str) -> None:
            answer = await client.get(f"/files/incidents.xlsx?{question}")
            seen.answers[answer.status_code] = seen.answers.get(answer.status_code, 0) + 1

        await asyncio.gather(*(one(question) for question in questions))


async def _unread(server: Server, seen: Seen, count: int) -> None:
    """Ask for everything as GeoJSON, uncompressed, and read the first line of the answer only."""
    parts = urlsplit(server.address)
    sockets = []
    loop = asyncio.get_running_loop()
    try:
        for turn in range(min(count, MOST)):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            await loop.sock_connect(connection, (parts.hostname, parts.port))
            ask = f"GET /files/incidents.geojson?area=all&year={1989 + turn % 5}-2024 HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
            await loop.sock_sendall(connection, ask.encode())
            sockets.append(connection)

        async def head(connection: socket.socket) -> None:
            status = int((await loop.sock_recv(connection, 16)).split()[1])
            seen.answers[status] = seen.answers.get(status, 0) + 1

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST / 2):
                await asyncio.gather(*(head(connection) for connection in sockets))
        await asyncio.sleep(10)
    finally:
        for connection in sockets:
            connection.close()


async def _under(server: Server, attack: str, count: int) -> Seen:
    seen = Seen(before=server.memory())
    watching = [asyncio.create_task(_watch(server, seen)), asyncio.create_task(_phone(server, seen))]
    await asyncio.sleep(2)
    with contextlib.suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(LONGEST):
            await (_workbooks if attack == "workbooks" else _unread)(server, seen, count)
    await asyncio.sleep(2)
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    return seen


def main(
    before: Annotated[str, typer.Option(help="a commit to measure first")] = "",
    workbooks: int = 45,
    unread: int = 30,
) -> None:
    """Measure, and print before → after."""
    places: dict[str, AbstractContextManager[Path]] = {"before": worktree(before)} if before else {}
    kept = True
    for name, place in (places | {"after": nullcontext(ROOT)}).items():
        with place as root:
            for attack, count in (("workbooks", workbooks), ("unread", unread)):
                with tempfile.TemporaryDirectory() as folder:
                    os.environ[database.FOLDER] = folder
                    with running("tests/bench/room_app.py", prepared_folder(), "/healthz", root, root=root) as server:
                        seen = asyncio.run(_under(server, attack, count))
                print(f"{name:6} {count} {attack:9} {seen.said()}", flush=True)
                kept = kept and (name == "before" or seen.kept())
    print("met" if kept else "NOT MET", f"(healthz ≤ {HEALTH} s, a slide ≤ {SLIDE:g} s, memory ≤ +{MORE:.0f} MB)")


if __name__ == "__main__":
    typer.run(main)
