"""The map of a page: its layers, its legend, and the card of what was clicked."""
