"""What records are: categories, the registry of sources, tables and their columns."""
