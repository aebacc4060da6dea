"""Fifty phones that follow one presentation over HTTP: how far behind they are, and whether they lose a slide.

    python -m tests.bench.followers --followers 50 --slides 60 --pause 2

Each phone keeps its stream open, fetches the picture of every slide in one of three languages, and now and then sends a note.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Annotated

import httpx
import typer

from components.text.words import LANGUAGES
from components.workshop import database
from data.engine.dataset import prepared_folder
from tests.bench.filter_change import percentile
from tests.bench.room_app import BOARD
from tests.bench.server import Server, running


@dataclass
class Phone:
    """What a phone was told: when each slide came, and how long each picture took."""

    language: str
    came: list[tuple[int, float]] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    kilobytes: float = 0.0
    errors: list[str] = field(default_factory=list)

    async def follow(self, client: httpx.AsyncClient, code: str) -> None:
        """Until the stream is closed from outside."""
        fetching: set[asyncio.Task[None]] = set()
        async with client.stream("GET", f"/follow/{code}/events", timeout=60) as stream:
            event = ""
            async for line in stream.aiter_lines():
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: ") and event == "slide":
                    told = json.loads(line[6:])
                    self.came.append((told["place"] - 1, time.monotonic()))
                    for address in told["pictures"]:
                        task = asyncio.create_task(self._picture(client, address))
                        fetching.add(task)
                        task.add_done_callback(fetching.discard)

    async def _picture(self, client: httpx.AsyncClient, address: str) -> None:
        started = time.monotonic()
        answer = await client.get(f"{address}&lang={self.language}", timeout=120)
        if answer.status_code != 200:
            self.errors.append(f"picture: {answer.status_code}")
        self.pictures.append(time.monotonic() - started)
        self.kilobytes += len(answer.content) / 1000


async def measure(
    server: Server, followers: int, slides: int, pause: float
) -> tuple[list[Phone], list[tuple[int, float]], list[float]]:
    """The phones, what was shown when, and the server's memory after each slide (MB)."""
    async with httpx.AsyncClient(base_url=server.address, limits=httpx.Limits(max_connections=None)) as client:
        code = (await client.get("/bench/show/0")).json()["code"]
        phones = [Phone(language) for language in islice(cycle(LANGUAGES), followers)]
        following = [asyncio.create_task(phone.follow(client, code)) for phone in phones]
        while not all(phone.came for phone in phones):
            await asyncio.sleep(0.05)
        shown, memory = [], []
        for step in range(1, slides + 1):
            await asyncio.sleep(pause)
            memory.append(server.memory())
            number = step % len(BOARD.slides)
            shown.append((number, (await client.get(f"/bench/show/{number}")).json()["at"]))
            await _send(server, code, {"language": "en", "slide": BOARD.slides[number].id, "text": f"note {step}"})
        await asyncio.sleep(max(pause, 3))
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
    return phones, shown, memory


async def _send(server: Server, code: str, sent: dict[str, str]) -> None:
    """A note of a phone that opens the page for the first time. RuntimeError: it was not taken."""
    async with httpx.AsyncClient(base_url=server.address) as phone:
        await phone.get(f"/follow/{code}")
        answer = await phone.post(f"/follow/{code}/notes", json=sent)
        if answer.status_code != 200:
            raise RuntimeError(f"a note was not taken: {answer.status_code} {answer.text}")


def main(
    followers: Annotated[int, typer.Option(help="phones")] = 50,
    slides: Annotated[int, typer.Option(help="slides to show")] = 60,
    pause: Annotated[float, typer.Option(help="seconds between slides")] = 2.0,
) -> None:
    """Measure, and print what became of it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[database.FOLDER] = folder
        with running("tests/bench/room_app.py", prepared_folder(), "/healthz") as server:
            before = server.cpu(), time.monotonic()
            phones, shown, memory = asyncio.run(measure(server, followers, slides, pause))
            cpu = (server.cpu() - before[0]) / (time.monotonic() - before[1])
    order = [0, *(number for number, _ in shown)]
    lost = sum([number for number, _ in phone.came] != order for phone in phones)
    behind = [came - at for phone in phones for (_, at), (_, came) in zip(shown, phone.came[1:], strict=False)]
    pictures = [seconds for phone in phones for seconds in phone.pictures]
    print(f"{followers} followers, {slides} slides, one every {pause:g} s, pictures in {len(LANGUAGES)} languages")
    print(f"behind: p50 {percentile(behind, 50):.3f} s, p95 {percentile(behind, 95):.3f} s, most {max(behind):.3f} s")
    errors = [error for phone in phones for error in phone.errors]
    print(f"phones that lost a slide or their order: {lost}; errors: {len(errors)} {errors[:3]}")
    print(f"pictures: p50 {percentile(pictures, 50):.2f} s, p95 {percentile(pictures, 95):.2f} s, most {max(pictures):.2f} s")
    seen = [memory[i] for i in (0, len(memory) // 3, 2 * len(memory) // 3, -1)]
    print(f"memory: {' → '.join(f'{value:.0f}' for value in seen)} MB; the server used {cpu:.2f} processors")
    print("met" if percentile(behind, 95) <= 1 and not lost and not errors else "NOT MET")


if __name__ == "__main__":
    typer.run(main)
