"""Panels of the overview."""
