"""Rows to take away: what a file holds, and how each format is written."""
