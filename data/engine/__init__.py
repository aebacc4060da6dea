"""The prepared set in an embedded database, and small tables in memory."""
