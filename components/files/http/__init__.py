"""Around every answer: who may ask, under which name, in which coding, and which headers go with it."""
