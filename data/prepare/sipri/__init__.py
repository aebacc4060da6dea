"""SIPRI: the trade register and import values."""
