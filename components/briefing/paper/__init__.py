"""A briefing as two pages A4, set in a process of its own."""
