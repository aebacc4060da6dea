"""What phones fetch and send: a light page under a strict policy, pictures drawn once, notes kept within bounds."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from PIL import Image

from components.briefing import compose
from components.briefing.value import Block, Facts, Strip, Table, Text
from components.files.followers import follow, follow_page, follow_pictures
from components.files.picture.pictures import Order
from components.text import currency_line
from components.text.words import LANGUAGES, words
from components.workshop import database, notes, rights, room
from components.workshop.answers import HOW_WELL
from data.query.filters import Filters
from tests.components.workshop.rooms import Follower, board, serving

#: Phones of the tests, by room: each test has rooms of its own.
_phones: dict[str, str] = {}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving() as address, httpx.Client(base_url=address, timeout=60) as opened:
        yield opened


def phone(client: httpx.Client, code: str) -> str:
    """The cookie that a phone gets which opens the page for the first time."""
    client.cookies.clear()
    given = client.get(f"/follow/{code}").cookies[rights.FOLLOWER]
    client.cookies.clear()
    return given


def send(client: httpx.Client, code: str, follower: str = "", **sent: Any) -> httpx.Response:
    if not follower:
        _phones[code] = follower = _phones.get(code) or phone(client, code)
    headers = {"Cookie": f"{rights.FOLLOWER}={follower}"}
    return client.post(f"/follow/{code}/notes", json={"language": "fr", "slide": "s1"} | sent, headers=headers)


def test_the_page_is_light_and_runs_nothing_but_its_own_script(client: httpx.Client) -> None:
    code = room.show(board("page"), "s1")
    for language in LANGUAGES:
        answer = client.get(f"/follow/{code}", headers={"Accept-Language": f"de, {language}-XX;q=0.8, en;q=0.1"})
        assert answer.status_code == 200 and f'<html lang="{language}">' in answer.text
        assert len(answer.content) < 15_000
        assert not re.findall(r"https?://|src=|@import|url\(| on\w+=|style=", answer.text.replace("picture.src =", ""))
        assert not re.findall(r"\{(language|style|code|longest|noscript|words|script)\}", answer.text)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and answer.headers["x-content-type-options"] == "nosniff"
        for element, directive in (("script", "script-src"), ("style", "style-src")):
            inside = re.findall(rf"<{element}>(.*?)</{element}>", answer.text, re.DOTALL)
            digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inside]
            assert len(digests) == 1 and f"{directive} 'sha256-{digests[0]}'" in policy
    assert '<html lang="es">' in client.get(f"/follow/{code}?lang=es").text
    assert '<html lang="en">' in client.get(f"/follow/{code}?lang=xx", headers={"Accept-Language": "zh-Hant"}).text


def test_an_unknown_code_is_said_in_three_languages(client: httpx.Client) -> None:
    answer = client.get("/follow/nowhere/events")
    said = follow_page.unknown_in_all()
    assert answer.status_code == 404
    assert len(set(said.values())) == 3 and all(sentence in answer.text for sentence in said.values())


@pytest.mark.parametrize("path", ["/follow/nowhere", "/follow/%3Cscript%3E"])
def test_who_comes_before_the_presenter_waits_in_three_languages(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and "<script" not in answer.text
    assert "The presenter has not begun" in answer.text and '<meta http-equiv="refresh" content="5">' in answer.text
    sentences = re.findall(r'<p lang="(\w+)">(.+?)</p>', answer.text)
    assert [language for language, _ in sentences] == list(LANGUAGES) and len({sentence for _, sentence in sentences}) == 3


def test_followers_are_told_all_languages_and_never_the_presenters_notes(client: httpx.Client) -> None:
    code = room.show(board("told"), "s3")
    follower = Follower(str(client.base_url).rstrip("/"), code, until=1)
    follower.join(10)
    told = follower.slides[0]
    assert (told["id"], told["place"], told["all"], told["pictures"]) == ("s3", 3, 5, [])
    assert told["title"] == {"en": "Slide <b>3</b>", "fr": "Page 3", "es": "Lámina 3"} and told["ask"]["es"] == "Why 3?"
    assert "secret" not in str(told)


@pytest.mark.parametrize("section", ["place", "weapons", "options"])
def test_followers_read_the_section_of_a_briefing_that_the_projector_shows(client: httpx.Client, section: str) -> None:
    made = board(section)
    shown = replace(made.slides[0], view="briefing", section=section, filters=Filters(areas=("MLI",)))
    code = room.show(replace(made, slides=(shown, *made.slides[1:])), "s1")
    follower = Follower(str(client.base_url).rstrip("/"), code, until=1)
    follower.join(10)
    for language in LANGUAGES:
        (wanted,) = (one for one in compose.briefing("MLI", language, "shareable").sections if one.name == section)
        told = " ".join(line for _, lines in follower.slides[0]["section"][language] for line in lines)
        expected = [text for block in wanted.blocks for text in _texts(block)]
        assert expected and all(text in told for text in expected)


def _texts(block: Block) -> list[str]:
    """What a reader of a block reads."""
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row]
    if isinstance(block, Strip):
        return [mark.name for mark in block.marks]
    return [one.plain for one in block.statements] if isinstance(block, Text | Facts) else []


def test_a_picture_is_drawn_once_however_many_ask(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, str]] = []
    draw = follow_pictures.draw

    def counted(order: Order) -> bytes:
        drawn.append((order.name, order.language))
        return draw(order)

    monkeypatch.setattr(follow_pictures, "draw", counted)
    made = board("pictures", slides=2)
    first = replace(made.slides[0], view="map", filters=Filters(areas=("TCD",)), layers=("incidents",))
    code = room.show(replace(made, slides=(first, made.slides[1])), "s1")
    address = f"/follow/{code}/pictures/s1/0?v={follow_pictures.mark(first)}&lang=fr"
    found: list[httpx.Response] = []
    asking = [threading.Thread(target=lambda: found.append(client.get(address))) for _ in range(10)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert drawn == [("map", "fr")]
    assert {answer.status_code for answer in found} == {200} and len({answer.content for answer in found}) == 1
    assert "immutable" in found[0].headers["cache-control"] and len(found[0].content) < 300_000
    assert Image.open(io.BytesIO(found[0].content)).size == (1600, 1120)
    for wrong in ("s1/1?lang=fr", "s2/0?lang=fr", "s1/0?lang=xx", "s9/0"):
        assert client.get(f"/follow/{code}/pictures/{wrong}").status_code == 404


def test_a_comparison_has_two_pictures_and_a_question_none() -> None:
    slide = replace(board().slides[0], view="compare", filters=Filters(areas=("MLI",)), compare="area:TCD")
    assert [(order.compare, order.side) for order in follow_pictures.orders(slide, "en")] == [("area:TCD", 0), ("area:TCD", 1)]
    assert follow_pictures.orders(replace(slide, view="question"), "en") == []
    assert [order.name for order in follow_pictures.orders(replace(slide, view="matrix"), "en")] == ["matrix"]
    assert follow_pictures.mark(slide) != follow_pictures.mark(replace(slide, compare="area:COL"))


def test_notes_wait_for_the_presenter_and_then_reach_the_room(client: httpx.Client) -> None:
    code = room.show(board("notes"), "s1")
    follower = Follower(str(client.base_url).rstrip("/"), code, until=2)
    assert follower.connected.wait(10)
    answer = send(client, code, text="<script>alert(1)</script>")
    assert answer.json() == {"said": "Envoyé. La personne qui présente le lit d’abord."}
    (waiting,) = notes.waiting(code)
    notes.approve(code, waiting.id)
    room.tell(code)
    while not follower.notes[-1]:
        assert follower.is_alive()
    room.show(board("notes"), "s2")
    follower.join(10)
    assert follower.notes == [[], ["<script>alert(1)</script>"], []], "each slide has its own notes"


def test_a_presenter_s_window_hears_of_slides_and_of_what_the_room_sends(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = rights.key_of("a-presenter-of-the-tests")
    code = room.show(board("window"), "s1", key)
    cookie = {"Cookie": f"{rights.VISITOR}=a-presenter-of-the-tests"}
    with client.stream("GET", f"/follow/{code}/window", headers=cookie) as stream:
        lines = (json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: "))
        assert next(lines) == {"place": 0, "turn": 0}
        assert send(client, code, text="A note").status_code == 200
        assert next(lines) == {"place": 0, "turn": 1}
        room.show(board("window"), "s4", key)
        assert next(lines) == {"place": 3, "turn": 1}
        monkeypatch.setattr(follow, "_MOST_WINDOWS", 1)
        assert client.get(f"/follow/{code}/window", headers=cookie).status_code == 503
    assert client.get("/follow/nowhere/window").status_code == 404


def test_votes_are_counted_once_a_follower(client: httpx.Client) -> None:
    code = room.show(board("votes"), "s1")
    for answer in ("well", "hardly"):
        assert send(client, code, answer=answer).status_code == 200
    assert notes.tally(code, "s1", HOW_WELL) == {"well": 0, "partly": 0, "hardly": 1}
    assert send(client, code, answer="maybe").status_code == 400


def test_a_slide_s_own_answers_are_told_and_counted(client: httpx.Client) -> None:
    plain = board("choices")
    offered = replace(plain.slides[0], choices=({"en": "<b>This</b>", "fr": "Ceci"}, {"en": "That"}))
    made = replace(plain, slides=(offered, *plain.slides[1:]))
    code = room.show(made, "s1")
    follower = Follower(str(client.base_url).rstrip("/"), code, until=1)
    follower.join(10)
    assert follower.slides[0]["choices"] == [
        {"en": "<b>This</b>", "fr": "Ceci", "es": "<b>This</b>"},
        dict.fromkeys(LANGUAGES, "That"),
    ]
    assert send(client, code, answer="2").status_code == 200
    assert send(client, code, answer="3").status_code == send(client, code, answer="well").status_code == 400
    assert notes.tally(code, "s1", ("1", "2")) == {"1": 0, "2": 1}
    room.show(made, "s2")
    assert send(client, code, answer="1").status_code == 200, "who is a slide behind may still answer"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": "x" * 281}, 400), ({"text": "x" * 10_000}, 413), ({"text": "  "}, 400), ({"text": 7}, 400), ({}, 400),
        ({"text": "x", "slide": "s2"}, 400), ({"text": "x", "slide": ["s1"]}, 400),
        ({"text": "x", "language": ["fr"]}, 400), ({"text": "x", "language": "xx"}, 200),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(client: httpx.Client, sent: dict[str, Any], status: int) -> None:
    code = room.show(board("refused"), "s1")
    answer = send(client, code, **sent)
    assert answer.status_code == status and answer.json()["said"].endswith(".")
    assert len(notes.waiting(code)) == (status == 200)


def test_pages_of_others_cannot_send(client: httpx.Client) -> None:
    code = room.show(board("others"), "s1")
    body = json.dumps({"language": "en", "slide": "s1", "text": "x"})
    assert client.post(f"/follow/{code}/notes", content=body, headers={"Content-Type": "text/plain"}).status_code == 400
    assert client.post(f"/follow/{code}/notes", content=b"[" * 4000).status_code == 400
    assert client.post("/follow/nowhere/notes", content=body).status_code == 404


def test_who_sends_a_lot_has_to_wait(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = room.show(board("often"), "s1")
    found = [send(client, code, text=f"note {n}") for n in range(6)]
    assert [answer.status_code for answer in found] == [200] * 5 + [429]
    assert 1 <= int(found[-1].headers["retry-after"]) <= 61
    monkeypatch.setattr(follow, "_per_address", follow.RateLimit(2, 60))
    found = [send(client, code, phone(client, code), text="x") for _ in range(4)]
    assert [answer.status_code for answer in found] == [200, 200, 429, 429], "another phone does not help"


def test_notes_that_cannot_be_kept_are_said(client: httpx.Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    code = room.show(board("broken"), "s1")
    (tmp_path / "file").write_text("")
    room.code_of("broken")
    monkeypatch.setenv(database.FOLDER, str(tmp_path / "file" / "notes"))
    assert send(client, code, text="x").status_code == 503


@pytest.mark.parametrize(("text", "kept", "told"), [
    ("Who counts\nthem?", "Who counts them?", False),
    ("Family \U0001f468\u200d\U0001f469", "Family \U0001f468\u200d\U0001f469", False),
    ("NUL\0 here", "NUL here", True),
    ("turned \u202eback", "turned back", True),
    ("half an emoji \ud83d", "half an emoji", True),
])  # fmt: skip
def test_a_phone_is_told_that_something_was_left_out(client: httpx.Client, text: str, kept: str, told: bool) -> None:
    code = room.show(board("left-out"), "s1")
    # As a browser writes it: half a pair of surrogates as an escape.
    body = json.dumps({"language": "fr", "slide": "s1", "text": text}).encode()
    headers = {"Cookie": f"{rights.FOLLOWER}={phone(client, code)}", "Content-Type": "application/json"}
    answer = client.post(f"/follow/{code}/notes", content=body, headers=headers)
    assert answer.status_code == 200 and notes.everything(code)[-1].text == kept
    assert ("ont été retirés" in answer.json()["said"]) == told and "\ufffd" not in answer.json()["said"]


def test_what_is_nested_too_deep_is_refused_in_a_sentence(client: httpx.Client) -> None:
    code = room.show(board("nested"), "s1")
    headers = {"Cookie": f"{rights.FOLLOWER}={phone(client, code)}", "Content-Type": "application/json"}
    answer = client.post(f"/follow/{code}/notes", content=b"[" * 4_000, headers=headers)
    assert answer.status_code == 400 and answer.json()["said"]


def test_a_phone_is_told_how_current_a_slide_is(client: httpx.Client) -> None:
    made = board("current", slides=2)
    code = room.show(replace(made, slides=(replace(made.slides[0], view="years", filters=Filters(areas=("MLI",))),)), "s1")
    follower = Follower(str(client.base_url).rstrip("/"), code, until=1)
    follower.join(10)
    told = follower.slides[0]["current"]
    assert told == {language: currency_line.undated(("MLI",), words(language)) for language in LANGUAGES}
