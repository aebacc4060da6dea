"""Charts of both sides of a border."""
