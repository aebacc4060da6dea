"""Panels of the page of corridors."""
