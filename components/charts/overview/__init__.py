"""Charts of all subjects together: years, and phase by weapon."""
