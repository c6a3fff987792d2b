"""Slope and relative index of inequality, in both conventions."""
