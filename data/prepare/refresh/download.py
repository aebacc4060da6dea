"""One file of a publisher, fetched whole or not at all.

A transfer that breaks off is taken up where it ended (Range with If-Range), after a pause that doubles; a server that asks for
patience (Retry-After) gets it. Proxies are those of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from data.prepare.core.intake import InputError

#: Bytes of the largest file taken: the yearly events of the whole world are some 80 MB zipped.
MOST = 500_000_000
#: Times that a file is asked for before it is given up, and the longest pause between two, in seconds.
ATTEMPTS, LONGEST_PAUSE = 6, 60.0
#: Seconds to wait for a connection, for the next bytes, and for a whole file.
CONNECT, SILENCE, WHOLE = 10.0, 30.0, 3600.0
REDIRECTS = 5
_PIECE = 1 << 16
#: Answers after which asking again may help.
_PASSING = {408, 425, 429, 500, 502, 503, 504}
#: How a page begins that a server sends instead of the file.
_PAGE = re.compile(rb"\s*<(!doctype html|html|head|\?xml[^>]*>\s*<html)", re.IGNORECASE)


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server, in seconds, and how often to ask it."""

    attempts: int = ATTEMPTS
    connect: float = CONNECT
    silence: float = SILENCE
    whole: float = WHOLE
    pause: float = 1.0
    longest_pause: float = LONGEST_PAUSE


@dataclass(frozen=True)
class Fetched:
    """A file as it lies on disk.

    unchanged    the server says it is still the one fetched before
    handed_over  the host that it came from, where the publisher's own redirects to another
    """

    path: Path
    address: str
    sha256: str
    size: int
    unchanged: bool
    handed_over: str = ""


@dataclass(frozen=True)
class _Known:
    """What is remembered of a file, or of the part of it that has come: where from, and by which mark the server knows it."""

    address: str
    mark: str = ""
    sha256: str = ""


class _TryAgainError(Exception):
    """The transfer failed in a way that may pass; `after` is the pause the server asked for, in seconds."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class NotThereError(InputError):
    """The publisher has no file at this address (404, 410)."""


def fetch(
    address: str,
    path: Path,
    most: int = MOST,
    patience: Patience = Patience(),
    said: Callable[[str], None] = lambda _: None,
    page: bool = False,
) -> Fetched:
    """The file at an address, written to `path` once it is complete and what the server promised.

    `most` is its largest size in bytes; `said` hears of pauses; a web page is refused unless one is asked for. Raises
    NotThereError, or InputError with what went wrong.
    """
    began, name = time.monotonic(), urlsplit(address).path.rsplit("/", 1)[-1] or address
    with requests.Session() as session:
        session.max_redirects = REDIRECTS
        for attempt in range(1, patience.attempts + 1):
            try:
                return _once(session, address, path, most, patience, began + patience.whole, page)
            except _TryAgainError as error:
                pause = _pause(patience, attempt) if error.after is None else min(error.after, patience.longest_pause)
                if attempt == patience.attempts or time.monotonic() + pause > began + patience.whole:
                    kept = "; what has come is kept and will be taken up" if _part(path).is_file() else ""
                    raise InputError(
                        f"{name} could not be fetched from {address} in {attempt} attempts, the last of which failed because "
                        f"{error}: try again later{kept}"
                    ) from None
                said(f"{name}: {error}; trying again in {pause:.0f} s")
                time.sleep(pause)
    raise AssertionError("patience has at least one attempt")


def _pause(patience: Patience, attempt: int) -> float:
    """Twice as long each time, up to the longest; by chance a little less, so that many do not come back at once."""
    pause: float = min(patience.pause * 2 ** (attempt - 1), patience.longest_pause) * random.uniform(0.75, 1)
    return pause


def _once(session: requests.Session, address: str, path: Path, most: int, patience: Patience, end: float, page: bool) -> Fetched:
    part = _part(path)
    begun, whole = _remembered(part), _remembered(path)
    headers = {"Accept-Encoding": "identity"}
    have = part.stat().st_size if part.is_file() and begun.address == address and begun.mark else 0
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": begun.mark}
    elif whole.address == address and whole.mark and path.is_file() and _sha256(path) == whole.sha256:
        headers |= {"If-None-Match" if whole.mark.startswith('"') else "If-Modified-Since": whole.mark}
    try:
        with session.get(address, headers=headers, stream=True, timeout=(patience.connect, patience.silence)) as answer:
            _refuse(answer, address, part)
            if answer.status_code == 304:
                return Fetched(path, address, whole.sha256, path.stat().st_size, unchanged=True)
            _take(answer, address, part, have, most, end)
            return _complete(answer, address, part, path, whole, page)
    except requests.exceptions.TooManyRedirects:
        raise InputError(f"{address} redirects more than {REDIRECTS} times: look up the publisher's new address") from None
    except requests.exceptions.InvalidURL as error:
        raise InputError(f"{address} is no address that can be asked ({error})") from None
    except requests.exceptions.SSLError as error:
        raise InputError(f"{address}: its certificate is not trusted ({_why(error)}); nothing was fetched") from None
    except (requests.exceptions.RequestException, HTTPError, ConnectionError, TimeoutError) as error:
        raise _TryAgainError(_why(error)) from None


def _refuse(answer: requests.Response, address: str, part: Path) -> None:
    """Raise for an answer that holds no file."""
    if address.startswith("https:") and not answer.url.startswith("https:"):
        raise InputError(f"{address} redirects to {answer.url}, which is not encrypted: nothing was fetched")
    if answer.status_code in (404, 410):
        raise NotThereError(f"{address} is not there ({answer.status_code}): look up the publisher's new address")
    if answer.status_code == 416:
        _forget(part)
        raise _TryAgainError("the server does not know the part that was already here")
    if answer.status_code in _PASSING:
        raise _TryAgainError(f"the server answered {answer.status_code}", _asked_pause(answer.headers.get("Retry-After", "")))
    if answer.status_code not in (200, 206, 304):
        raise InputError(f"{address}: the server answered {answer.status_code} {answer.reason}; nothing was fetched")


def _take(answer: requests.Response, address: str, part: Path, have: int, most: int, end: float) -> None:
    """Write what comes behind the part that is here, or anew where the server begins anew."""
    length = _whole_number(answer.headers.get("Content-Length", ""))
    if answer.status_code == 206:
        if not re.match(rf"bytes {have}-", answer.headers.get("Content-Range", "")):
            _forget(part)
            raise _TryAgainError("the server sent another part than the one asked for")
    else:
        have = 0
    if length is not None and have + length > most:
        _forget(part)
        raise InputError(f"{address} is {have + length:,} bytes long, more than {most:,}: nothing was fetched")
    part.parent.mkdir(parents=True, exist_ok=True)
    _remember(part, _Known(address, _mark(answer)))
    with part.open("ab" if have else "wb") as file:
        for piece in _pieces(answer):
            have += len(piece)
            if have > most:
                file.close()
                _forget(part)
                raise InputError(f"{address} sends more than {most:,} bytes: nothing was fetched")
            file.write(piece)
            if time.monotonic() > end:
                raise InputError(f"{address} takes too long; what has come is kept and will be taken up")


def _pieces(answer: requests.Response) -> Iterator[bytes]:
    """What comes, as it comes, so that a transfer that breaks off loses nothing. Undone where a server packs in spite of all."""
    while piece := answer.raw.read1(_PIECE, decode_content=True):
        yield piece


def _complete(answer: requests.Response, address: str, part: Path, path: Path, before: _Known, page: bool) -> Fetched:
    """Give the file its name, if it is what the server promised."""
    size, promised = part.stat().st_size, _promised(answer)
    if promised is not None and size != promised:
        if size > promised:
            _forget(part)
        raise _TryAgainError(f"{size:,} of {promised:,} bytes came")
    if size == 0:
        _forget(part)
        raise _TryAgainError("the file is empty")
    with part.open("rb") as file:
        if not page and _PAGE.match(file.read(512)):
            _forget(part)
            raise InputError(f"{address} is a web page, not the file: look up the publisher's new address")
    digest = _sha256(part)
    if (told := _told_digest(answer)) and not _agrees(part, told):
        _forget(part)
        raise _TryAgainError("the file's checksum is not the one that the server told")
    unchanged = path.is_file() and digest == before.sha256
    part.replace(path)
    _remember(path, _Known(address, _mark(answer), digest))
    _memory(part).unlink(missing_ok=True)
    host = urlsplit(answer.url).netloc
    return Fetched(path, address, digest, size, unchanged, host if host != urlsplit(address).netloc else "")


def _promised(answer: requests.Response) -> int | None:
    """Length of the whole file; None where the server does not tell, or packs what it sends."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        return None
    if answer.status_code == 206:
        return _whole_number(answer.headers.get("Content-Range", "").rpartition("/")[2])
    return _whole_number(answer.headers.get("Content-Length", ""))


def _mark(answer: requests.Response) -> str:
    """By what a part can be continued: a strong ETag, else the day of the last change."""
    tag = answer.headers.get("ETag", "")
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified", "")


def _told_digest(answer: requests.Response) -> tuple[str, bytes] | None:
    """(algorithm, digest) of the whole file where the server tells one."""
    told = ",".join(answer.headers.get(name, "") for name in ("Repr-Digest", "Digest"))
    if found := re.search(r"sha-256=:?([A-Za-z0-9+/]{43}=)", told):
        return "sha256", base64.b64decode(found[1])
    if answer.status_code == 200 and (found := re.fullmatch(r"[A-Za-z0-9+/]{22}==", answer.headers.get("Content-MD5", ""))):
        return "md5", base64.b64decode(found[0])
    return None


def _agrees(path: Path, told: tuple[str, bytes]) -> bool:
    algorithm, digest = told
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).digest() == digest


def _asked_pause(told: str) -> float | None:
    """Seconds of a Retry-After, given in seconds or as a date."""
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _whole_number(told: str) -> int | None:
    return int(told) if told.isdigit() else None


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _memory(path: Path) -> Path:
    return path.with_name(f".{path.name.removeprefix('.')}.fetched.json")


def _remembered(path: Path) -> _Known:
    try:
        found: Any = json.loads(_memory(path).read_text())
        return _Known(**{key: str(value) for key, value in found.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return _Known("")


def forget(paths: Iterable[Path]) -> None:
    """Ask for these files anew next time, also where the server says that they are as before: something is wrong with them."""
    for path in paths:
        _memory(path).unlink(missing_ok=True)


def keep_only(fetched: Sequence[Fetched]) -> list[Path]:
    """Remove what was fetched before into the same folders and is not among these files: releases that newer ones replace.

    What somebody put there by hand stays. Gives the files removed.
    """
    stays = {one.path for one in fetched}
    gone = []
    for folder in {path.parent for path in stays}:
        for memory in folder.glob(".*.fetched.json"):
            path = memory.with_name(memory.name.removeprefix(".").removesuffix(".fetched.json"))
            if path in stays or path.with_name(path.name.removesuffix(".part")) in stays:
                continue
            if path.is_file():
                gone.append(path)
            for old in (path, path.with_name(f".{path.name}"), memory):
                old.unlink(missing_ok=True)
    return sorted(gone)


def _remember(path: Path, known: _Known) -> None:
    _memory(path).write_text(json.dumps(asdict(known)))


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _memory(part).unlink(missing_ok=True)


def _why(error: Exception) -> str:
    """What went wrong in a few words: the chain of causes of a transfer ends in the plainest."""
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ReadTimeout) or "timed out" in str(error):
        return "the server did not answer in time"
    text = str(error)
    for sign, plain in (
        ("Name or service not known", "the server's name is not known: is this machine online?"),
        ("name resolution", "the server's name is not known: is this machine online?"),
        ("Connection refused", "the connection was refused"),
        ("Network is unreachable", "there is no network"),
        ("proxy", "the proxy did not connect"),
        ("Proxy", "the proxy did not connect"),
    ):
        if sign in text:
            return plain
    return "the connection broke off"
