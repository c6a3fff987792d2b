"""Merges, splits and versions, each of which can be taken back."""
