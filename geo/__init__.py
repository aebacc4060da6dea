"""Where it is: countries, borders, cells, layers and scenes. Knows nothing of the other rooms."""
