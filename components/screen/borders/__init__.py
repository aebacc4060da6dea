"""Panels of one land border: both sides, what crosses, who stands there."""
