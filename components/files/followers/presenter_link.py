"""`/present/<token>`: the link by which a second machine presents, too. It works once; what it gives lies in a cookie."""

from __future__ import annotations

import html
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from components.files.followers import follow_page
from components.files.http.visitor import cookie
from components.text.words import N_, Words, words
from components.workshop import rights
from components.workshop.database import OutOfReach

_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_ASK = N_("From here you can move the slides and read what the room sends, for a day. The link works once.")
_DO = N_("Present from this machine")
_GONE = N_("This link was used already, or is older than ten minutes. Make another one at the desk.")


def page(request: Request) -> Response:
    """A button: whatever looks a link over before somebody opens it does not use it up."""
    say = words(follow_page.language(request))
    try:
        waits = rights.link_waits(request.path_params["token"])
    except OutOfReach:
        waits = False
    form = f'<form method="post"><button type="submit">{html.escape(say.t(_DO))}</button></form>'
    return _page(form, _ASK, say) if waits else _page("", _GONE, say, 404)


async def use(request: Request) -> Response:
    """Give this browser the key, and show it the presenter's window. A form of another origin is refused."""
    say = words(follow_page.language(request))
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return _page("", _GONE, say, 403)
    try:
        found = await run_in_threadpool(rights.use_link, request.path_params["token"])
    except OutOfReach:
        found = None
    if found is None:
        return _page("", _GONE, say, 404)
    key, board = found
    query = urlencode({"board": board, "presenter": "1", "lang": say.language})
    answer = RedirectResponse(f"/workshop?{query}", 303, _HEADERS)
    answer.headers["Set-Cookie"] = cookie(rights.PRESENTER, rights.granted(key), request.scope, seconds=rights.A_DAY)
    return answer


def _page(form: str, told: str, say: Words, status: int = 200) -> Response:
    text = follow_page.plain(f"<p>{html.escape(say.t(told))}</p>{form}", say.language)
    return HTMLResponse(text, status, _HEADERS | {"Content-Security-Policy": follow_page.policy("form-action 'self'")})


ROUTES = [Route("/present/{token}", page), Route("/present/{token}", use, methods=["POST"])]
