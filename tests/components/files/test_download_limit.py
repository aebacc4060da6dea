"""Downloads nobody reads: they are capped, let go, and hold a piece each; equal requests are built once, and disk is bounded."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import IO, Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route

from components.files.download import downloads
from components.files.download.download_limit import Delivered, DownloadLimit, Place, refused
from components.files.followers import slide_pictures
from components.files.picture.built_files import BuiltFiles
from components.files.query import file_address
from data.query.filters import Filters

APP = Starlette(
    routes=[Route("/files/{subject}.{format}", downloads.answer), Route("/slides/{name}.webp", slide_pictures.answer)]
)
SMALL = file_address("routes", "csv", Filters(areas=("MLI",)), "en")


def client(address: str = "127.0.0.1") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=APP, client=(address, 1)), base_url="http://test", timeout=60)


async def receive() -> dict[str, Any]:
    """A client that neither sends anything nor hangs up."""
    await asyncio.Event().wait()
    return {}


def scope(path: str = "/x") -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": path, "headers": []}


class Reader:
    """Takes `reads` pieces of an answer and then nothing; what was handed over is what the server had to hold."""

    def __init__(self, reads: int) -> None:
        self.reads, self.sizes = reads, list[int]()

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.body":
            self.sizes.append(len(message.get("body", b"")))
            if len(self.sizes) > self.reads:
                await asyncio.Event().wait()


@pytest.mark.parametrize(("most", "from_one"), [(3, 9), (9, 3)])
def test_more_than_the_limit_is_refused_with_retry_after(most: int, from_one: int, monkeypatch: pytest.MonkeyPatch) -> None:
    limit, gate = DownloadLimit(most, from_one), threading.Event()
    monkeypatch.setattr(downloads, "LIMIT", limit)

    def slow(*_: Any) -> None:
        gate.wait(30)

    monkeypatch.setattr(downloads, "FILES", BuiltFiles("test"))
    monkeypatch.setattr(downloads, "_write", slow)

    async def asking() -> tuple[list[httpx.Response], httpx.Response, httpx.Response]:
        async with client() as one, client("127.0.0.2") as other:
            waiting = [asyncio.create_task(one.get(SMALL)) for _ in range(3)]
            while limit.running() < 3:
                await asyncio.sleep(0.01)
            again = await one.get(SMALL)
            elsewhere = asyncio.create_task(other.get(SMALL))
            await asyncio.sleep(0.1)
            gate.set()
            return await asyncio.gather(*waiting), again, await elsewhere

    served, again, elsewhere = asyncio.run(asking())
    assert [got.status_code for got in served] == [200] * 3
    assert again.status_code == 503 and int(again.headers["retry-after"]) > 0 and "try again" in again.text
    assert elsewhere.status_code == (503 if most == 3 else 200), "one address does not use up the places of all"
    assert limit.running() == 0, "each place is given back"


def test_a_place_is_given_back_whatever_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = DownloadLimit(2, 2)
    monkeypatch.setattr(downloads, "LIMIT", limit)

    async def asking() -> list[int]:
        async with client() as one:
            bad = [(await one.get("/files/incidents.csv?area=XXX")).status_code for _ in range(5)]
            monkeypatch.setattr(downloads, "_file", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                await one.get(SMALL)
            return bad

    assert asyncio.run(asking()) == [400] * 5
    assert limit.running() == 0


def test_a_reader_that_stalls_is_let_go_and_holds_one_piece(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(5_000_000))
    limit, readers = DownloadLimit(30, 30, stall=0.1, unread=0.1, rests=0.05), [Reader(reads=2) for _ in range(30)]

    async def delivering() -> None:
        class Asked:
            client = None

        answers = []
        for reader in readers:
            place = limit.enter(Asked())  # type: ignore[arg-type]
            assert place is not None
            answers.append(Delivered(FileResponse(path), limit, place)(scope(), receive, reader))
        assert limit.running() == 30
        async with asyncio.timeout(10):
            await asyncio.gather(*answers)

    asyncio.run(delivering())
    assert limit.running() == 0
    assert all(sum(reader.sizes) <= 3 * FileResponse.chunk_size for reader in readers), "the file was not read ahead"


def test_one_who_reads_slowly_but_reads_gets_all(tmp_path: Path) -> None:
    path, sizes = tmp_path / "file", list[int]()
    path.write_bytes(bytes(400_000))

    async def slowly(message: Any) -> None:
        await asyncio.sleep(0.05)
        sizes.append(len(message.get("body", b"")))

    async def delivering() -> None:
        limit = DownloadLimit(1, 1, stall=0.5, unread=0.1, rests=0.02)
        await Delivered(FileResponse(path), limit, Place(limit, ""))(scope(), receive, slowly)

    asyncio.run(delivering())
    assert sum(sizes) == 400_000 and len(sizes) > 5


def test_readers_that_take_nothing_leave_their_places_to_others_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(5_000_000))
    limit, host = DownloadLimit(16, 8, stall=30, unread=0.6, rests=0.1), "10.0.0.7"

    class Asked:
        class client:
            pass

    Asked.client.host = host  # type: ignore[attr-defined]

    async def delivering() -> tuple[int, float, int]:
        answers = set()
        refusals = 0
        for _ in range(60):
            place = limit.enter(Asked())  # type: ignore[arg-type]
            if place is None:
                refusals += 1
            else:
                answers.add(asyncio.create_task(Delivered(FileResponse(path), limit, place)(scope(), receive, Reader(reads=2))))
        began = asyncio.get_running_loop().time()
        while (place := limit.enter(Asked())) is None:  # type: ignore[arg-type]
            await asyncio.sleep(0.01)
        waited, resting = asyncio.get_running_loop().time() - began, limit.resting.total()
        place.leave()
        async with asyncio.timeout(10):
            await asyncio.gather(*answers)
        return refusals, waited, resting

    refusals, waited, resting = asyncio.run(delivering())
    assert refusals == 52 and waited < 0.5 and 0 < resting <= 8
    assert not limit.working and not limit.resting, "each place is given back"


def test_equal_requests_are_built_once_and_a_failure_is_tried_again() -> None:
    files, calls = BuiltFiles("test"), list[int]()

    def write(file: IO[bytes]) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("first")
        file.write(b"found")

    async def asking() -> None:
        with pytest.raises(ValueError, match="first"):
            await files.built("key", write)
        paths = await asyncio.gather(*(files.built("key", write) for _ in range(20)))
        assert len(set(paths)) == 1 and paths[0].read_bytes() == b"found"

    asyncio.run(asking())
    assert len(calls) == 2


def test_who_hangs_up_does_not_stop_the_file_of_others() -> None:
    files, gate = BuiltFiles("test"), threading.Event()

    def write(file: IO[bytes]) -> None:
        gate.wait(10)
        file.write(b"found")

    async def asking() -> bytes:
        first, second = (asyncio.create_task(files.built("key", write)) for _ in range(2))
        await asyncio.sleep(0.05)
        first.cancel()
        gate.set()
        return (await second).read_bytes()

    assert asyncio.run(asking()) == b"found"


def test_disk_is_bounded_and_what_was_asked_last_stays() -> None:
    files = BuiltFiles("test", most=250)

    async def asking() -> list[Path]:
        found = []
        for i in (1, 2, 1, 3):
            found.append(await files.built(i, lambda file: file.write(bytes(100))))
        return found

    one, two, same, three = asyncio.run(asking())
    assert one == same and one.exists() and three.exists() and not two.exists()
    assert files.kept() == 200


def test_a_refusal_is_never_kept_by_a_browser() -> None:
    assert isinstance(refused(), PlainTextResponse) and refused().headers["cache-control"] == "no-store"


def test_pictures_of_slides_are_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slide_pictures, "LIMIT", DownloadLimit(0, 0))

    async def asking() -> httpx.Response:
        async with client() as one:
            return await one.get("/slides/map.webp?area=MLI")

    assert asyncio.run(asking()).status_code == 503
