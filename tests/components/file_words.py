"""Everything that can be read in a file, for tests of what must not stand in it."""

from __future__ import annotations

import html
import io
import re
import zipfile

from pypdf import PdfReader

from tests.components.briefing.test_pdf import described, root
from tests.components.pdf_text import text_of


def words_of_pdf(body: bytes) -> str:
    """Pages, alternative texts, outline, both kinds of metadata."""
    reader = PdfReader(io.BytesIO(body))
    metadata = root(reader)["/Metadata"].get_data().decode()
    outline = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    return "\n".join(
        [text_of(body), *map(str, described(reader)), metadata, *outline, *map(str, (reader.metadata or {}).values())]
    )


def words_of_slides(body: bytes) -> str:
    """Slides, notes, alternative texts, metadata, the sheets of charts."""
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
    """Texts of a bundle, attributes included, and the names of its files."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        texts = [file.read(name).decode("utf-8-sig") for name in file.namelist() if not name.endswith(".webp")]
        return html.unescape("\n".join([*file.namelist(), *texts]))
