"""Phones in the room: `/follow/<code>` is their page, and beside it what it fetches: slides as they are shown, and pictures.

Notes and votes come back by the same address; the presenter's windows hear there what changed. Nothing here runs a script of
Streamlit. Whoever is in the network can reach all of this: a phone is known by a cookie that this server signed, a presenter's
window by that of its browser, and one address holds so many streams, tries so many codes and sends so much.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from functools import lru_cache, partial

import orjson
from cachetools import LRUCache, TTLCache
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from components.briefing import compose
from components.briefing.section_text import Lines, lines
from components.files.followers import follow_page, follow_pictures
from components.files.http.forwarded import sender
from components.files.http.visitor import cookie
from components.text import currency_line
from components.text.words import LANGUAGES, N_, words
from components.workshop import answers, notes, rights, room
from components.workshop.database import OutOfReach
from components.workshop.findings import filled
from components.workshop.rate_limit import ConcurrencyLimit, RateLimit
from components.workshop.value import Slide
from data.query.filters import DEFAULT_AREAS

#: Phones that may follow a room at once: more than a hall holds, fewer than stop a laptop.
MOST = 300
#: Of these, phones of one address: a room behind one router's address has enough, and still nobody there shuts all others out.
MOST_OF_AN_ADDRESS = 200
#: Streams of one phone: a page that loads again may hold its last one for a moment.
_MOST_OF_A_PHONE = 4
#: Windows of a presenter: they stay open on the projector, and on a laptop or two.
_MOST_WINDOWS = 20
#: Bytes of a note as it is sent, beyond which nobody reads on.
_LARGEST = 4_096
#: What one phone may send, and one address: in many rooms all phones share an address.
_per_follower, _per_address = RateLimit(5, 60), RateLimit(120, 60)
#: Phones that one address may make known: each of them votes once.
_new_followers = RateLimit(150, 600)
#: Codes of rooms that there are not, of an address. A hall that waits before one such code asks for it again and again: it counts
#: once.
_guesses = RateLimit(100, 60)
_guessed: TTLCache[tuple[str, str], bool] = TTLCache(20_000, 600)
_streams = ConcurrencyLimit()
#: Seconds after which a phone that takes nothing is let go; it comes back by itself.
_SEND = 30
_KEEP_NOTHING = {"Cache-Control": "no-store"}

_SENT = N_("Sent. The presenter reads it first.")
_LEFT_OUT = N_("Signs that cannot be shown were left out of it.")
_COUNTED = N_("Your answer is counted.")
_TOO_OFTEN = N_("That was a lot at once. Please wait a minute.")
_NOT_READ = N_("This could not be read. Please load the page again.")
_UNKNOWN_PHONE = N_("Please load the page again, and allow its cookie: without it nothing can be sent.")
_AT_REST = N_("Messages cannot be kept at the moment. Please tell the presenter.")
_REFUSED = {
    "long": N_("A message has at most {n} characters."),
    "empty": N_("Please write something first."),
    "answer": _NOT_READ,
    "full": N_("This room holds as many messages as it can. Please tell the presenter."),
}
#: Slides as phones are told them, also those still being put together.
_slides: LRUCache[room.Now, asyncio.Task[str]] = LRUCache(100)
_pictures_ahead: set[asyncio.Task[None]] = set()


def page(request: Request) -> Response:
    """The page, in the language of the address or of the browser, and a cookie for a phone that has none; 404 with a sentence in
    every language.
    """
    headers = _KEEP_NOTHING | {"Content-Security-Policy": follow_page.policy()}
    code = request.path_params["code"]
    if status := _turned_away(request, code):
        return HTMLResponse(follow_page.waiting() if status == 404 else follow_page.too_many(), status, headers)
    answer = HTMLResponse(follow_page.page(code, follow_page.language(request)), headers=headers)
    # Without one a phone can follow, and not send.
    if rights.follower(request.cookies) is None and not _new_followers.take(sender(request.scope)):
        given = cookie(rights.FOLLOWER, rights.new_follower(), request.scope, "/follow/", rights.A_DAY)
        answer.headers["Set-Cookie"] = given
    return answer


def _turned_away(request: Request, code: str) -> int:
    """404 for a room that there is not; 429 for an address that tried many of them, and whom nobody knows here; else 0."""
    address = sender(request.scope)
    if room.now(code) is None:
        if (address, code) not in _guessed:
            if _guesses.take(address):
                return 429
            _guessed[address, code] = True
        return 404
    if _guesses.wait(address) and rights.follower(request.cookies) is None and not _presents(request, code):
        return 429
    return 0


def _presents(request: Request, code: str) -> bool:
    return any(room.presents(code, key) for key in rights.keys(request.cookies))


def _no_room_said(status: int) -> str:
    return "\n".join((follow_page.unknown_in_all() if status == 404 else follow_page.too_many_in_all()).values())


def _no_room(status: int) -> Response:
    return PlainTextResponse(_no_room_said(status), status, _KEEP_NOTHING | ({} if status == 404 else {"Retry-After": "60"}))


async def events(request: Request) -> Response:
    """The slides as they are shown, as server-sent events, each in all languages; and the notes that the room may see."""
    code = request.path_params["code"]
    if status := _turned_away(request, code):
        return _no_room(status)
    if room.followers(code) >= MOST:
        return _full(f"More than {MOST} follow already.")
    phone = rights.follower(request.cookies)
    most = {f"room {code}": MOST, f"address {sender(request.scope)}": MOST_OF_AN_ADDRESS}
    return _stream(_told(code), most | ({f"phone {phone} {code}": _MOST_OF_A_PHONE} if phone else {}))


def _stream(events: AsyncIterator[ServerSentEvent], most: dict[str, int]) -> Response:
    """A stream that holds a place under each of these names while it is open; 503 where there is none."""
    if not _streams.take(most):
        return _full("Too many connections are open.")
    return _Held(events, list(most))


def _full(said: str) -> Response:
    return PlainTextResponse(said, 503, _KEEP_NOTHING | {"Retry-After": "10"})


class _Held(EventSourceResponse):
    """A stream that gives its places back, however it ends."""

    def __init__(self, events: AsyncIterator[ServerSentEvent], names: list[str]) -> None:
        super().__init__(events, headers=_KEEP_NOTHING, send_timeout=_SEND)
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            _streams.leave(self._names)


async def _told(code: str) -> AsyncIterator[ServerSentEvent]:
    slide = ""
    async for found in room.follow(code):
        if isinstance(found, room.Now):
            slide = found.slide.id
            yield ServerSentEvent(await _slide(code, found), event="slide", id=str(found.step), retry=1000)
        else:
            yield ServerSentEvent(_notes(code, slide, found), event="notes")


async def window(request: Request) -> Response:
    """What the presenter's windows are in step with, as server-sent events: for the presenter's browser alone."""
    code = request.path_params["code"]
    if status := _turned_away(request, code):
        return _no_room(status)
    if not _presents(request, code):
        return PlainTextResponse("For the presenter's windows only.", 403, _KEEP_NOTHING)
    return _stream(_states(code), {f"window {code}": _MOST_WINDOWS, f"windows {sender(request.scope)}": _MOST_WINDOWS})


async def _states(code: str) -> AsyncIterator[ServerSentEvent]:
    async for state in room.watch(code):
        yield ServerSentEvent(orjson.dumps(state).decode(), retry=1000)


async def _slide(code: str, now: room.Now) -> str:
    """What phones are told of a slide, put together once for all of them."""
    task = _slides.get(now)
    if task is None:
        task = asyncio.create_task(run_in_threadpool(_put_together, code, now))
        _slides[now] = task
        task.add_done_callback(lambda done: _slides.pop(now, None) if done.cancelled() or done.exception() else None)
    return await asyncio.shield(task)


def _put_together(code: str, now: room.Now) -> str:
    """A slide in all languages, its numbers filled in: never the presenter's notes."""
    slide = now.slide
    number = len(follow_pictures.orders(slide, "en"))
    told = {
        "id": slide.id,
        "place": now.place + 1,
        "all": len(now.board.slides),
        "title": {language: filled(slide.title, slide, words(language)) for language in LANGUAGES},
        "finding": {language: filled(slide.finding, slide, words(language)) for language in LANGUAGES},
        "ask": {language: filled(slide.ask, slide, words(language)) for language in LANGUAGES},
        "choices": [{language: filled(one, slide, words(language)) for language in LANGUAGES} for one in slide.choices],
        "section": {language: _section(slide, language) for language in LANGUAGES},
        "current": {language: _current(slide, language) for language in LANGUAGES},
        "pictures": [f"/follow/{code}/pictures/{slide.id}/{i}?v={follow_pictures.mark(slide)}" for i in range(number)],
    }
    return orjson.dumps(told).decode()


def _section(slide: Slide, language: str) -> list[Lines]:
    """What the projector shows of a briefing, in the edition that can be shown: a picture would be too small for its words."""
    area = slide.filters.areas[0] if slide.filters.areas else DEFAULT_AREAS[0]
    if slide.view != "briefing" or area not in compose.AREAS:
        return []
    found = compose.briefing(area, language, "shareable").sections
    return [block for section in found if section.name == slide.section for block in lines(section)]


def _current(slide: Slide, language: str) -> str:
    """How current the slide is; what is words alone shows no data."""
    return "" if slide.view == "question" else currency_line.undated(slide.filters.countries, words(language))


@lru_cache(256)
def _notes(code: str, slide: str, _told: room.Told) -> str:
    """Read once for all who follow."""
    try:
        return orjson.dumps([note.text for note in notes.shown(code, slide)]).decode()
    except OutOfReach:
        return "[]"


async def picture(request: Request) -> Response:
    """A picture of a slide that the room has seen, in a language."""
    code, slide_id, language = request.path_params["code"], request.path_params["slide"], request.query_params.get("lang", "en")
    if status := _turned_away(request, code):
        return _no_room(status)
    slide = room.slide(code, slide_id)
    orders = follow_pictures.orders(slide, language) if slide and language in LANGUAGES else []
    if request.path_params["number"] >= len(orders):
        return PlainTextResponse("No such picture.", 404, _KEEP_NOTHING)
    body = await follow_pictures.picture(orders[request.path_params["number"]])
    _draw_ahead(code, slide_id, language)
    return Response(body, media_type="image/webp", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def _draw_ahead(code: str, slide_id: str, language: str) -> None:
    """Draw the next slide while the room looks at this one."""
    now = room.now(code)
    if now is None or now.slide.id != slide_id or now.place + 1 >= len(now.board.slides):
        return
    orders = follow_pictures.orders(now.board.slides[now.place + 1], language)

    async def ahead() -> None:
        for order in orders:
            async with follow_pictures.spare:
                # The room may have gone on while others drew: then its phones have asked for what they need.
                if room.now(code) is now:
                    await follow_pictures.picture(order)

    task = asyncio.create_task(ahead())
    _pictures_ahead.add(task)
    task.add_done_callback(_pictures_ahead.discard)
    task.add_done_callback(lambda done: done.cancelled() or done.exception())


async def take(request: Request) -> Response:
    """A note or a vote on a slide that the room has seen. The answer is a sentence in the follower's language."""
    say = words("en")
    code = request.path_params["code"]
    status, now = _turned_away(request, code), room.now(code)
    if status or now is None:
        return _answer(_no_room_said(status or 404), status or 404)
    body = await _body(request)
    if body is None:
        return _answer(say.t(_REFUSED["long"], n=notes.LONGEST), 413)
    try:
        # Not orjson, which refuses half of a pair of surrogates: a phone that cuts an emoji in two sends one.
        sent = json.loads(body)
        if sent["language"] in LANGUAGES:
            say = words(sent["language"])
        slide_id = sent["slide"]
        said = sent["answer"] if "answer" in sent else sent["text"]
        plain = request.headers.get("content-type", "").split(";")[0] == "application/json"
        slide = room.slide(code, slide_id)
        if not (plain and isinstance(said, str) and slide):
            raise ValueError(slide_id)
    except (ValueError, KeyError, TypeError, RecursionError):
        return _answer(say.t(_NOT_READ), 400)
    follower = rights.follower(request.cookies)
    if follower is None:
        return _answer(say.t(_UNKNOWN_PHONE), 403)
    limits = ((_per_follower, f"{code} {follower}"), (_per_address, sender(request.scope)))
    if wait := max(limit.wait(name) for limit, name in limits):
        return _answer(say.t(_TOO_OFTEN), 429, {"Retry-After": str(int(wait) + 1)})
    # What is not kept is given back: nobody spends what others of the same address have.
    for limit, name in limits:
        limit.take(name)
    keep = partial(notes.vote, among=answers.codes(slide)) if "answer" in sent else notes.add
    try:
        await run_in_threadpool(keep, code, now.board.id, slide_id, said, follower)
    except (notes.BadNote, OutOfReach) as error:
        for limit, name in limits:
            limit.give_back(name)
        if isinstance(error, notes.BadNote):
            return _answer(say.t(_REFUSED[error.reason], n=notes.LONGEST), 400)
        return _answer(say.t(_AT_REST), 503)
    await run_in_threadpool(room.sent, code)
    if "answer" in sent:
        return _answer(say.t(_COUNTED), 200)
    return _answer(" ".join(say.t(one) for one in (_SENT, *((_LEFT_OUT,) if notes.loses(said) else ()))), 200)


async def _body(request: Request) -> bytes | None:
    """What was sent, or None when it is too much."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            return None
    return body


def _answer(said: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"said": said}, status, _KEEP_NOTHING | (headers or {}))


ROUTES = [
    Route("/follow/{code}", page),
    Route("/follow/{code}/events", events),
    Route("/follow/{code}/window", window),
    Route("/follow/{code}/pictures/{slide}/{number:int}", picture),
    Route("/follow/{code}/notes", take, methods=["POST"]),
]
