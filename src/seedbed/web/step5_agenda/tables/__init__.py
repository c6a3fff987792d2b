"""A map as two tables, in which many factors or links are changed at once."""
