"""pydeck's own JSON: it is written line by line with white space, in plain Python, and each map looks for a notebook's widget."""

from __future__ import annotations

import json
import sys
from typing import Any

import pydeck as pdk

try:
    from pydeck.bindings.json_tools import default_serialize
except ImportError:  # another pydeck
    default_serialize = None


def without_widget() -> None:
    """pydeck looks for its notebook widget each time a map or layer is made, and searches the disk in vain."""
    sys.modules.setdefault("pydeck.widget", None)  # type: ignore[arg-type]


class CompactDeck(pdk.Deck):
    """A map that says itself without white space."""

    def to_json(self) -> str:
        if default_serialize is None:
            said: Any = json.loads(super().to_json())
            return json.dumps(said, sort_keys=True)
        return json.dumps(self, sort_keys=True, default=default_serialize)
