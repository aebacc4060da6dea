"""Refresh: fetch the publishers' newest files, build a set from them, show what changed, keep the set before."""
