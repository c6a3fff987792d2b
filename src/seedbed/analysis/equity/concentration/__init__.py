"""Concentration indices: how far something goes with living standard."""
