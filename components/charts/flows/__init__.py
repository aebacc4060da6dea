"""Charts of flows."""
