"""Packs of paper for listening: maps to draw on, cards, table cloths; read again by `seedbed.formats.paper`."""
