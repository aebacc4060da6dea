"""How it is shown: the screen's parts, and the files the browser fetches by URL."""
