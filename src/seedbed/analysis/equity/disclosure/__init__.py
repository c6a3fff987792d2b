"""Disclosure control: what of a table of counts may be shown so that nobody's number can be worked out."""
