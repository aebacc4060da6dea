"""Charts of events."""
