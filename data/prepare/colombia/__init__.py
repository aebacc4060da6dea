"""Colombia's own open data."""
