"""Storyboards taken away, composed once for all tests, and what can be read in each kind of file."""

from __future__ import annotations

import datetime
import html
import io
import re
import zipfile
from functools import cache

from pypdf import PdfReader

from components.briefing.value import Edition
from components.takeaway.compose import takeaway
from components.takeaway.heard import Sent
from components.takeaway.value import Takeaway
from components.workshop import boards
from tests.components.briefing.test_pdf import described, root, text_of

DAY = datetime.date(2026, 11, 23)
#: What a room may send: HTML, a formula, an emoji, a word without end, a name that is withheld.
SENT = Sent(
    (
        ("question", "<script>alert('x')</script> & “quotes” 🙂", "shown"),
        ("question", "=HYPERLINK(1)", "shown"),
        ("question", "x" * 280, "hidden"),
        ("discussion", "JNIM was seen near Bandiagara.", "shown"),
        ("discussion", "Ask the customs first.", "waiting"),
    ),
    (("question", (("well", 3), ("partly", 12), ("hardly", 20))),),
)


@cache
def made(name: str = "mali", language: str = "en", edition: Edition = "internal", cleared: bool = False) -> Takeaway:
    return takeaway(boards.shipped(name), language, edition, cleared, DAY, SENT)


def words_of_pdf(body: bytes) -> str:
    """Everything that can be read in a PDF: pages, alternative texts, outline, both kinds of metadata."""
    reader = PdfReader(io.BytesIO(body))
    metadata = root(reader)["/Metadata"].get_data().decode()
    outline = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    return "\n".join(
        [text_of(reader), *map(str, described(reader)), metadata, *outline, *map(str, (reader.metadata or {}).values())]
    )


def words_of_slides(body: bytes) -> str:
    """Everything that can be read in a presentation: notes, alternative texts, metadata, the sheets of its charts."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        for name in file.namelist():
            if name.endswith(".xlsx"):
                parts.append(words_of_slides(file.read(name)))
            elif name.endswith((".xml", ".rels")):
                text = file.read(name).decode()
                parts.append(re.sub(r"<[^>]+>", " ", re.sub(r"</a:r>|<a:r>", "", text)))
                parts += re.findall(r'(?:descr|title|name|Target)="([^"]*)"', text)
    return html.unescape("\n".join(parts))


def words_of_bundle(body: bytes) -> str:
    """Every text of a bundle, attributes included, and the names of its files."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        texts = [file.read(name).decode("utf-8-sig") for name in file.namelist() if not name.endswith(".webp")]
        return html.unescape("\n".join([*file.namelist(), *texts]))
