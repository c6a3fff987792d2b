"""Sheets of paper that people drew on: what was printed, and what of a photograph of it are marks."""
