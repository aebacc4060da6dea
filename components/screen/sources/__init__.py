"""Panels of the page of sources."""
