"""How precisely a place must be known for a record to count there: the one gate, which `prepare` applies to every incident.

What is known to a first-level area or more coarsely has no coordinates, no cell and no distance; what is known too coarsely even
for that has no first-level area. A precision that nothing tells is taken as a first-level area: it counts in no place, but in
the area that holds its coordinates. Of the events whose precision is stated, 1 in 80 is known to the country only and 1 in 14 to
nothing finer than a stretch or the country, but 1 in 7 to nothing finer than a first-level area: one dot in seven would be wrong.
"""

from __future__ import annotations

#: In no cell, at no point, at no distance from anything.
UNPLACED = ("admin1", "corridor", "country", "not stated")
#: At a point that stands for all of a district.
DISTRICT = "district"
#: In no first-level area either.
IN_NO_AREA = ("corridor", "country")
