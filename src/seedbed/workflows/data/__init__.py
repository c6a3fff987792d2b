"""Data: packs of open figures, built, fetched, added and checked."""
