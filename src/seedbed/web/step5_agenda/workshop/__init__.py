"""Workshops: a script to follow, phones that send notes, and a table on which they become factors of the map."""
