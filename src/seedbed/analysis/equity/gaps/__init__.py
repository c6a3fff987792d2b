"""Gaps between groups: the World Health Organization's summary measures."""
