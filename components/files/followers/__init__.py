"""Phones in the room, and the second machine that presents."""
