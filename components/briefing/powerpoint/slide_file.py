"""A presentation as a file: nothing of this machine in it, and the same bytes for the same slides."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

#: Characters that the format allows in what a file says of itself.
_LONGEST = 255


def saved(deck: Any, made_on: datetime.date, language: str, title: str, subject: str, keywords: str, comments: str) -> bytes:
    """The file, with what it says of itself."""
    about = deck.core_properties
    midnight = datetime.datetime.combine(made_on, datetime.time())
    about.title, about.subject, about.keywords = title[:_LONGEST], subject[:_LONGEST], keywords[:_LONGEST]
    about.author, about.last_modified_by = "Arms Lens", ""
    about.language, about.comments, about.category = language, comments, ""
    about.created = about.modified = midnight
    about.last_printed, about.revision = midnight, 1
    file = io.BytesIO()
    deck.save(file)
    return _timeless(file.getvalue(), midnight)


def _timeless(body: bytes, day: datetime.datetime) -> bytes:
    """The same archive with one day everywhere: in its entries, and in the sheets behind its charts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as read, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name in read.namelist():
            part = read.read(name)
            if name.endswith(".xlsx"):
                part = _timeless(part, day)
            elif name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", day.strftime("%Y-%m-%dT00:00:00Z").encode(), part)
            if name.endswith("thumbnail.jpeg") or (name.endswith("_rels/.rels") and b"thumbnail" in part):
                # A picture of the empty presentation that every deck starts from.
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part) if name.endswith(".rels") else b""
                if not part:
                    continue
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, part)
    return file.getvalue()
