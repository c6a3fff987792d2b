"""Choosing and describing a neighbourhood."""
