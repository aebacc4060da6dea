"""Pictures by address, built once for all who ask."""
