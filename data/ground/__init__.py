"""Countries, land borders and named places."""
