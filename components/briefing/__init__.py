"""Country briefings: one value, said in three languages, shown on screen and on paper."""
