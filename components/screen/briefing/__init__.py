"""Panels of the page of briefings."""
