"""Partnerships, programmes, neighbourhoods and their boundaries."""
