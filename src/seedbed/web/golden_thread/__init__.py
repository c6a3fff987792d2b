"""Beads and links in the database; trace pages; the registry. Knows no step."""
