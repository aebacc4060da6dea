"""UNODC's seizure figures."""
