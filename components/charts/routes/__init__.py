"""Charts of corridors."""
