"""The INFORM Risk Index."""
