"""Panels of the page of events."""
