"""How precisely a place must be known for a record to count there."""

from __future__ import annotations

#: Known to a first-level area or more coarsely: such a record is in no cell and at no point, and no distance is true of it.
UNPLACED = ("admin1", "corridor", "country")
#: Known too coarsely even for a first-level area.
IN_NO_AREA = ("corridor", "country")
