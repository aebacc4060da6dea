"""Boundaries, places, lakes and rivers."""
