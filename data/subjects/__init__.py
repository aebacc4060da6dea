"""One module a subject: what is on record, counted and listed."""
