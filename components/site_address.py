"""The address under which readers of a file reach this app: files that leave it link to more only where it has one.

ARMS_LENS_SITE=lens.example.org       # a name, served by https, or an address with its scheme
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

#: Environment variable with the name or address of a server.
SITE = "ARMS_LENS_SITE"
_HERE = ("localhost", "127.0.0.1", "::1")


def site() -> str:
    """`https://lens.example.org`, without a slash at the end; empty where none is said, or this machine alone reaches it."""
    said = os.environ.get(SITE, "").strip()
    address = (said if "://" in said else f"https://{said}").rstrip("/")
    try:
        named = urlsplit(address).hostname
    except ValueError:
        return ""
    return address if named and named not in _HERE else ""
