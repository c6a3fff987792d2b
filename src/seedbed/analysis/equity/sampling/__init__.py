"""Draws, replicates and survey designs that intervals rest on."""
