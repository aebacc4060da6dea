"""Panels of the page of flows."""
