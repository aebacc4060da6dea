"""matplotlib's search for typefaces: for each text it looks for each of its families anew, a third of the time of a map."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.font_manager import FontManager, FontProperties

_SEARCH = "_find_fonts_by_props"


def remember(manager: FontManager) -> bool:
    """Let a manager that knows all its typefaces keep what it finds; False where matplotlib searches in another way."""
    search = getattr(manager, _SEARCH, None)
    if search is None:
        return False

    @lru_cache(2_000)
    def kept(family: tuple[str, ...], *look: Any) -> list[str]:
        named = zip(("style", "variant", "weight", "stretch", "size", "fname"), look, strict=True)
        return list(search(FontProperties(family=list(family), **dict(named))))

    def found(prop: Any, *how: Any, **more: Any) -> list[str]:
        if how or more or not isinstance(prop, FontProperties):
            return list(search(prop, *how, **more))
        look = (prop.get_style(), prop.get_variant(), prop.get_weight(), prop.get_stretch(), prop.get_size(), prop.get_file())
        return kept(tuple(prop.get_family()), *look)

    setattr(manager, _SEARCH, found)
    return True
